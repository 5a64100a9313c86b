// Accepts all of a place that can be accepted: asked first, with who is left out and why, and taken back at once by one
// tap.
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { refresh, send, useSend } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import { Confirm } from '../../../kit/dialog.tsx'
import { Refusal } from '../../../kit/refusal.ts'
import { said } from '../../../kit/said.tsx'
import { Notice } from '../../../kit/states.tsx'
import { nameOf, t, tn } from '../../../kit/words.ts'
import { accept, takeBack } from '../../nominations/contract.ts'
import { shortPost } from '../called.ts'
import type { Head, Nomination, SeatCell } from '../shapes.ts'

type Props = { head: Head; cells: SeatCell[]; nominations: Nomination[] }

/** Why somebody cannot be accepted together with the others; '' where nothing speaks against it. */
function reasonsAgainst({ head, cells, nominations }: Props): Map<string, string> {
  const free = new Map(cells.map((cell) => [cell.postId, cell.seats - (cell.accepted ?? 0)]))
  const against = new Map<string, string>()
  for (const one of nominations.filter(({ state }) => state === 'nominated')) {
    const left = free.get(one.postId) ?? 0
    const why = one.lapsed
      ? t('appointment does not cover the first day')
      : one.elsewhere
        ? t('sits in another class on the same days')
        : left <= 0
          ? t('over the seats')
          : ''
    if (!why) free.set(one.postId, left - 1)
    against.set(
      one.id,
      why &&
        t('{name} ({post}): {why}', {
          name: nameOf(one.names),
          post: shortPost(head.posts, one.postId),
          why,
        }),
    )
  }
  return against
}

/** One after the other; a refusal stops at the person whom it concerns and says who. */
async function inTurn(
  list: readonly Nomination[],
  one: (nomination: Nomination, isLast: boolean) => Promise<unknown>,
): Promise<{ done: Nomination[]; refused: { of: Nomination; why: Refusal } | null }> {
  const done: Nomination[] = []
  for (const nomination of list) {
    try {
      await one(nomination, nomination === list.at(-1))
      done.push(nomination)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return { done, refused: { of: nomination, why: error } }
    }
  }
  return { done, refused: null }
}

/**
 * As `inTurn`. Only the last one asks everything on the screen anew; where one is refused before it, the refusal does.
 */
function useForEach(call: typeof accept | typeof takeBack) {
  const client = useQueryClient()
  const last = useSend(call)
  return async (list: readonly Nomination[]) => {
    const outcome = await inTurn(list, ({ id }, isLast) => {
      const input = { params: { nominationId: id }, body: {} }
      return isLast ? last.send(input) : send(call, input)
    })
    if (outcome.refused) await refresh(client, call)
    return outcome
  }
}

export function AcceptAll(props: Props) {
  const { head, nominations } = props
  const [isAsking, setAsking] = useState(false)
  const [accepted, setAccepted] = useState<Nomination[]>([])
  const [refusal, setRefusal] = useState<{ of: Nomination; why: Refusal } | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [acceptEach, takeBackEach] = [useForEach(accept), useForEach(takeBack)]
  if (!head.mayDecide || head.class.hasEnded) return null
  const against = reasonsAgainst(props)
  const able = nominations.filter(({ id }) => against.get(id) === '')
  // After a moment each is asked about by itself, with the reason.
  const undoable = accepted.filter((one) =>
    nominations.some(({ id, isJustAccepted }) => id === one.id && isJustAccepted),
  )
  const run = async () => {
    setRefusal(null)
    const { done, refused } = await acceptEach(able)
    setAccepted(done)
    setRefusal(refused)
  }
  const undo = async () => {
    setBusy(true)
    const { done, refused } = await takeBackEach(undoable)
    setBusy(false)
    setAccepted(accepted.filter((one) => !done.includes(one)))
    setRefusal(refused)
    if (!refused) said(t('Taken back.'))
  }
  return (
    <>
      {refusal && (
        <Notice tone='accent' title={nameOf(refusal.of.names)}>
          {refusal.why.errors.map((error) => error.detail).join(' ') ||
            refusal.why.detail ||
            refusal.why.title}
        </Notice>
      )}
      {undoable.length > 0 && (
        <Button busy={isBusy} onClick={undo}>
          {tn('Take back the {n} just accepted', 'Take back the {n} just accepted', undoable.length)}
        </Button>
      )}
      {able.length > 1 && (
        <Button onClick={() => setAsking(true)}>
          {tn('Accept {n} put forward', 'Accept all {n} put forward', able.length)}
        </Button>
      )}
      <Confirm
        title={tn('Accept this {n}?', 'Accept these {n}?', able.length)}
        action={t('Accept')}
        open={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={run}
        saidAfter=''
      >
        <WhoIsMeant able={able} left={[...against.values()].filter(Boolean)} />
      </Confirm>
    </>
  )
}

/** Who is accepted, and who is left out and why. */
function WhoIsMeant({ able, left }: { able: Nomination[]; left: string[] }) {
  const late = able.filter(({ isLate }) => isLate).length
  return (
    <>
      <p>{able.map(({ names }) => nameOf(names)).join(t(', '))}</p>
      {late > 0 && (
        <p>{tn('{n} of them came after the deadline.', '{n} of them came after the deadline.', late)}</p>
      )}
      {left.length > 0 && (
        <>
          <p>{t('Left out, to be decided one by one:')}</p>
          <ul>
            {left.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}
