// Which seats went from where to where after the notice was out, by whom and why; read when it is opened.
import { useState } from 'react'
import { useCall } from '../../../kit/api.ts'
import { Further } from '../../../kit/further.tsx'
import { Rows } from '../../../kit/page.tsx'
import { Loaded } from '../../../kit/states.tsx'
import { formatDay, formatNumber, nameAmong, nameOf, t, tn } from '../../../kit/words.ts'
import { seatChanges } from '../../seats/contract.ts'
import type { Head } from '../shapes.ts'

type Props = { head: Head; count: number }

export function SeatLog({ head, count }: Props) {
  const [isOpen, setOpen] = useState(false)
  if (count === 0) return null
  return (
    <details className='log' onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {tn('{n} change of seats since the notice', '{n} changes of seats since the notice', count)}
      </summary>
      {isOpen && <Changes head={head} />}
    </details>
  )
}

function Changes({ head }: { head: Head }) {
  const [after, setAfter] = useState<string>()
  const params = { classId: head.class.id }
  const found = useCall(seatChanges, { params, query: { after } }, { keep: true })
  return (
    <Loaded of={found} lines={3}>
      {({ changes, next }) => (
        <>
          <Rows
            of={changes.map((change) => ({
              key: change.id,
              mark: formatDay(change.at.slice(0, 10)),
              text: t('{place}, {post}: {from} → {to}', {
                place: nameAmong(head.places, change.placeId),
                post: nameAmong(head.posts, change.postId),
                from: formatNumber(change.from),
                to: formatNumber(change.to),
              }),
              note: t('{reason} ({who})', { reason: change.reason, who: nameOf(change.by) }),
            }))}
          />
          <Further after={after} next={next} change={(to) => setAfter(to.after)} />
        </>
      )}
    </Loaded>
  )
}
