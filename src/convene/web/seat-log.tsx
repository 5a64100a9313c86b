// Which seats went from where to where after the notice was out, by whom and why.
import type { CallReply } from '../../base/call.ts'
import { Rows } from '../../kit/page.tsx'
import { formatDay, formatNumber, nameOf, t, tn } from '../../kit/words.ts'
import type { seatTable } from '../contract.ts'
import type { Head } from './class-page.tsx'

type Entry = CallReply<typeof seatTable>['log'][number]

export function SeatLog({ head, log }: { head: Head; log: Entry[] }) {
  if (log.length === 0) return null
  const nameIn = (list: { id: string; names: { zh: string; en: string } }[], id: string) =>
    nameOf(list.find((one) => one.id === id)?.names ?? { zh: id, en: id })
  return (
    <details className='log'>
      <summary>
        {tn('{n} change of seats since the notice', '{n} changes of seats since the notice', log.length)}
      </summary>
      <Rows
        of={log.map((entry) => ({
          key: `${entry.at} ${entry.placeId} ${entry.postId}`,
          mark: formatDay(entry.at.slice(0, 10)),
          text: t('{place}, {post}: {from} → {to}', {
            place: nameIn(head.places, entry.placeId),
            post: nameIn(head.posts, entry.postId),
            from: formatNumber(entry.from),
            to: formatNumber(entry.to),
          }),
          note: t('{reason} ({who})', { reason: entry.reason, who: nameOf(entry.by) }),
        }))}
      />
    </details>
  )
}
