// What is still open when a plan is sent or approved: named with its line, before anything is done.
import { Link } from 'wouter'
import { Rows } from '../../../kit/page.tsx'
import { formatDay, nameOf, tn } from '../../../kit/words.ts'
import { openIn } from '../../plans/rules.ts'
import { Prose } from '../marks.tsx'
import { lineTitle } from '../parts/lines.ts'
import type { Plan } from '../shapes.ts'

/** Counted by the line: an answer is part of what it answers. */
export const sayOpen = (open: readonly { lineId: string }[]): string =>
  tn(
    'Comments on {n} line are still open.',
    'Comments on {n} lines are still open.',
    new Set(open.map((one) => one.lineId)).size,
  )

export function OpenComments({ plan }: { plan: Plan }) {
  const open = openIn(plan.lines)
  if (open.length === 0) return null
  return (
    <>
      <p>{sayOpen(open)}</p>
      <Rows
        of={open.map(({ lineId, comment }) => {
          const line = plan.lines.find((one) => one.id === lineId)
          return {
            key: comment.id,
            mark: formatDay(comment.on),
            text: <Prose of={comment.text} />,
            note: (
              <>
                {nameOf(comment.by)} ·{' '}
                <Link href={`/plan/${plan.id}/lines/${lineId}`}>{line && lineTitle(line)}</Link>
              </>
            ),
          }
        })}
      />
    </>
  )
}
