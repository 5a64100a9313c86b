// A person's ballot on this device, and answers on their way under it. The ballot is taken with the session and asks
// only for a signature on what the server cannot read; the answer goes out without the session. Until the server has
// said that it holds an answer, the device keeps it and tries again.
import { useCallback, useEffect, useState } from 'react'
import { type Ballot, canMakeBallots, finishBallot, type Prepared, prepareBallot } from '../base/ballot.ts'
import { type DeviceEntry, useDeviceEntry } from './device-entry.ts'
import { Refusal, verdictOf } from './refusal.ts'
import { t } from './words.ts'

type State = {
  prepared: Prepared | null
  ballot: Ballot | null
  /** by phase: being filled in */
  drafts: Record<string, unknown>
  /** by phase: handed in by the person, not yet held by the server */
  waiting: Record<string, unknown>
  /** by phase: held by the server; kept here so that the person can look back */
  sent: Record<string, unknown>
}

const empty: State = { prepared: null, ballot: null, drafts: {}, waiting: {}, sent: {} }

export type OwnBallot<A> = {
  has: boolean
  isPossible: boolean
  kept: DeviceEntry<State>
  draft: (phase: string) => A | undefined
  setDraft: (phase: string, answers: A) => void
  sent: (phase: string) => A | undefined
  /** Takes the ballot; harmless when it is there. */
  take: (publicKey: string) => Promise<boolean>
  /** Hands in: kept first, then sent, then sent again until the server holds it or refuses it for good. */
  handIn: (phase: string, answers: A) => Promise<boolean>
  /**
   * Sends once more what the server held: it takes the same again. After a restore it knows nothing of what was open:
   * then it takes it anew, or the ballot is none any more, and the answers are a draft for the next one.
   */
  again: (phase: string) => Promise<void>
  /** handed in here and still waiting */
  waits: (phase: string) => boolean
  busy: boolean
  refusal: Refusal | null
}

type Calls<A> = {
  sign: (blinded: string) => Promise<{ signature: string }>
  send: (ballot: Ballot, phase: string, answers: A) => Promise<unknown>
}

const asRefusal = (error: unknown): Refusal =>
  error instanceof Refusal
    ? error
    : new Refusal({
        kind: 'malformed',
        status: 0,
        title: t('This device could not make a ballot.'),
        detail: t('Nothing was sent. Please reload the page and try again.'),
      })

/** Another attempt may succeed by itself: the network is away, or fewer than five ballots are out. */
const mayPass = (refusal: Refusal): boolean =>
  verdictOf(refusal) !== 'refused' || refusal.stage === 'fewer than five ballots'

/** It was signed with a key that is no more: opened anew, there is another ballot to take. */
const isNoBallot = (refusal: Refusal): boolean => refusal.kind === 'not-permitted'

const pause = 15_000

/** `key` names the account and the thing answered. */
export function useBallot<A>(key: string, calls: Calls<A>): OwnBallot<A> {
  const kept = useDeviceEntry<State>(`ballot.${key}`, empty)
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const { value, change, now } = kept

  const guarded = useCallback(async (work: () => Promise<void>) => {
    setBusy(true)
    try {
      await work()
      setRefusal(null)
      return true
    } catch (error) {
      setRefusal(asRefusal(error))
      return false
    } finally {
      setBusy(false)
    }
  }, [])

  const take = (publicKey: string) =>
    guarded(async () => {
      if (now().ballot) return
      const prepared = now().prepared ?? (await prepareBallot(publicKey))
      // Kept before it is asked for: if the reply is lost, the same blinded token is asked for again.
      change({ prepared })
      const { signature } = await calls.sign(prepared.blinded)
      change({ ballot: await finishBallot(publicKey, prepared, signature), prepared: null })
      void navigator.storage?.persist?.().catch(() => {})
    })

  const push = (phase: string, answers: A) =>
    guarded(async () => {
      const { ballot } = now()
      if (!ballot) return
      try {
        await calls.send(ballot, phase, answers)
      } catch (error) {
        const why = asRefusal(error)
        // Refused for good: what was written goes back to be mended, and is not lost.
        if (!mayPass(why)) {
          change({ waiting: without(now().waiting, phase), drafts: { ...now().drafts, [phase]: answers } })
          if (isNoBallot(why)) change({ ballot: null })
        }
        throw why
      }
      const { waiting, drafts, sent } = now()
      change({
        waiting: without(waiting, phase),
        drafts: without(drafts, phase),
        sent: { ...sent, [phase]: answers },
      })
    })

  const [waiting] = Object.entries(value.waiting)
  useEffect(() => {
    if (!waiting || busy) return
    const timer = setTimeout(() => void push(waiting[0], waiting[1] as A), pause)
    return () => clearTimeout(timer)
  })

  return {
    has: value.ballot !== null,
    isPossible: canMakeBallots(),
    kept,
    draft: (phase) => value.drafts[phase] as A | undefined,
    setDraft: (phase, answers) => change({ drafts: { ...now().drafts, [phase]: answers } }),
    sent: (phase) => value.sent[phase] as A | undefined,
    take,
    handIn: (phase, answers) => {
      change({ waiting: { ...now().waiting, [phase]: answers } })
      return push(phase, answers)
    },
    again: async (phase) => {
      const { ballot, drafts, sent } = now()
      const answers = sent[phase]
      if (!ballot || !answers) return
      await calls.send(ballot, phase, answers as A).catch((error) => {
        if (isNoBallot(asRefusal(error)))
          change({ ballot: null, drafts: { ...drafts, [phase]: answers }, sent: without(sent, phase) })
      })
    },
    waits: (phase) => phase in value.waiting,
    busy,
    refusal,
  }
}

function without(record: Record<string, unknown>, key: string): Record<string, unknown> {
  const { [key]: _, ...rest } = record
  return rest
}
