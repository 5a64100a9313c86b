// Marks of attendance that wait on this device until the server has said that it holds them. They are kept by account
// and session and go out wherever in the app their maker is, never in anybody else's name. Each has the id that it was
// given here, so that a batch sent twice counts once.
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { ownAccount } from '../../../kit/account.ts'
import { refresh, send } from '../../../kit/api.ts'
import { keepHere, listKeysHere, onKeptElsewhere, readHere } from '../../../kit/device-entry.ts'
import { Refusal, verdictOf } from '../../../kit/refusal.ts'
import { recordAttendance } from '../../attendance/contract.ts'
import { lastTap, type Mark, nextBatch } from '../attendance/mark-batch.ts'
import { ofMarks } from './marks-key.ts'

const pause = 700
const longestPause = 60_000

const ofAccount = (account: string) => `${ofMarks}${account}.`
const keyOf = (sessionId: string) => `${ofAccount(ownAccount() ?? '')}${sessionId}`
const sessionOf = (key: string) => key.slice(key.lastIndexOf('.') + 1)

/** By key: why the server did not take the last batch; the marks are still here. */
const refusals = new Map<string, Refusal>()
/** What became of marks that were taken, where it is worth saying; `late`: some of them stand as reported later. */
export type Outcome = { outdated: readonly string[]; late: boolean }
const nothingToSay: Outcome = { outdated: [], late: false }
const outcomes = new Map<string, Outcome>()
let isSending = false
/** How often in a row nothing could be sent. */
let failures = 0
let isDurable = true

let version = 0
const listeners = new Set<() => void>()
function tell(): void {
  version += 1
  for (const listener of listeners) listener()
}
function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  const stop = onKeptElsewhere(tell)
  return () => {
    listeners.delete(listener)
    stop()
  }
}

/** Draws again whenever a mark is made, sent, refused or given up, in this window or another. */
export const useMarkChanges = (): number => useSyncExternalStore(subscribe, () => version)

function read(key: string): Mark[] {
  try {
    return JSON.parse(readHere(key) ?? '[]') as Mark[]
  } catch {
    return []
  }
}

// Read anew each time: another window of this person may have made marks for the same session meanwhile.
function change(key: string, next: (marks: Mark[]) => Mark[]): void {
  const marks = next(read(key))
  isDurable = keepHere(key, marks.length > 0 ? JSON.stringify(marks) : null)
  tell()
}

export type Waiting = {
  sessionId: string
  marks: Mark[]
  refusal: Refusal | null
  outcome: Outcome
  isSending: boolean
  /** Whether they survive the closing of the page. */
  isDurable: boolean
}

const waitingUnder = (key: string): Waiting => ({
  sessionId: sessionOf(key),
  marks: read(key),
  refusal: refusals.get(key) ?? null,
  outcome: outcomes.get(key) ?? nothingToSay,
  isSending,
  isDurable,
})

/** What the reader made for a session and the server does not hold yet. */
export const readWaiting = (sessionId: string): Waiting => waitingUnder(keyOf(sessionId))

/** All that the reader made, session by session. */
export const listWaiting = (): Waiting[] => listKeysHere(keyOf('')).map(waitingUnder)

/** How many marks of other accounts wait on this device for their makers. */
export const countOfOthers = (): number =>
  listKeysHere(ofMarks)
    .filter((key) => !ownAccount() || !key.startsWith(keyOf('')))
    .reduce((sum, key) => sum + read(key).length, 0)

export const addMarks = (sessionId: string, marks: Mark[]): void =>
  change(keyOf(sessionId), (before) => [...before, ...marks])

/** Sends again what was refused; with the reason where it was made without one. */
export function sendAgain(sessionId: string, reason?: string): void {
  refusals.delete(keyOf(sessionId))
  failures = 0
  change(keyOf(sessionId), (marks) =>
    marks.map((mark) => (reason && !mark.reason ? { ...mark, reason } : mark)),
  )
}

/** Gives up the marks of a session that the server refuses. */
export function giveUp(sessionId: string): void {
  refusals.delete(keyOf(sessionId))
  change(keyOf(sessionId), () => [])
}

/** Takes back the last tap of what the server does not hold yet. */
export function takeBackLast(sessionId: string): void {
  const key = keyOf(sessionId)
  const gone = new Set(lastTap(read(key)).map((mark) => mark.id))
  change(key, (marks) => marks.filter((mark) => !gone.has(mark.id)))
  if (read(key).length === 0) refusals.delete(key)
}

/** The reader has seen what became of the marks of a session. */
export function seenOutcome(sessionId: string): void {
  outcomes.delete(keyOf(sessionId))
  tell()
}

const mayGo = (key: string): boolean => {
  const refusal = refusals.get(key)
  return !refusal || verdictOf(refusal) !== 'refused'
}

async function sendAllUnder(key: string, client: QueryClient): Promise<void> {
  for (let batch = nextBatch(read(key)); batch.length > 0; batch = nextBatch(read(key))) {
    const marks = batch.map(({ source, reason, ...mark }) => mark)
    const [{ source, reason }] = batch
    const sessionId = sessionOf(key)
    const {
      late,
      outdated: lost,
      outdatedOf,
    } = await send(recordAttendance, {
      params: { sessionId },
      body: { source, reason, marks },
    })
    // Ask for the list before the marks leave the device: the screen never falls back to the old state.
    await refresh(client, recordAttendance)
    const sent = new Set(batch.map((mark) => mark.id))
    refusals.delete(key)
    const { outdated } = outcomes.get(key) ?? nothingToSay
    const again = new Set(batch.map((mark) => mark.personId))
    outcomes.set(key, {
      outdated: [...outdated.filter((personId) => !again.has(personId)), ...outdatedOf],
      late: late && lost < marks.length,
    })
    change(key, (before) => before.filter((mark) => !sent.has(mark.id)))
  }
}

/** Sends what the reader made, session by session, until all is sent or the server cannot be reached. */
export async function sendMarks(client: QueryClient): Promise<void> {
  const account = ownAccount()
  if (!account || isSending) return
  isSending = true
  tell()
  try {
    for (const key of listKeysHere(ofAccount(account)).filter(mayGo)) {
      // Whoever signed in meanwhile does not send it.
      if (ownAccount() !== account) return
      try {
        await sendAllUnder(key, client)
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        refusals.set(key, error)
        if (verdictOf(error) === 'refused') continue
        failures += 1
        return
      }
    }
    failures = 0
  } finally {
    isSending = false
    tell()
  }
}

/**
 * On every screen of the app as long as anything waits, and on the roll call: what the reader made goes out, and again
 * when the network returns.
 */
export function useMarksGoOut(): void {
  const account = ownAccount()
  const client = useQueryClient()
  const changes = useMarkChanges()
  // biome-ignore lint/correctness/useExhaustiveDependencies: with each change it is looked anew whether something waits
  useEffect(() => {
    if (!account || isSending || !listKeysHere(ofAccount(account)).some(mayGo)) return
    const go = () => void sendMarks(client)
    const timer = setTimeout(go, failures > 0 ? Math.min(5_000 * 2 ** (failures - 1), longestPause) : pause)
    addEventListener('online', go)
    return () => {
      clearTimeout(timer)
      removeEventListener('online', go)
    }
  }, [account, client, changes])
}
