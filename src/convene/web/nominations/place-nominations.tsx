// The seats of one place and who stands for them, post by post, with what the reader may do about each.
import { useState } from 'react'
import { Button } from '../../../kit/button.tsx'
import { Quiet } from '../../../kit/marks.tsx'
import { Section } from '../../../kit/page.tsx'
import { formatNumber, nameOf, t, tn } from '../../../kit/words.ts'
import type { Head, Nomination, SeatCell } from '../shapes.ts'
import { AcceptAll } from './accept-all.tsx'
import { NominateDialog } from './nominate-dialog.tsx'
import { NominationRow } from './nomination-row.tsx'

type Props = {
  head: Head
  place: Head['places'][number]
  cells: SeatCell[]
  nominations: Nomination[]
  /** Leaves out the posts at which nothing is open. */
  isShort: boolean
}

const order = ['accepted', 'nominated', 'returned', 'waiting', 'declined', 'withdrawn']

export function PlaceNominations({ head, place, cells, nominations, isShort }: Props) {
  const [choosing, setChoosing] = useState<string | null>(null)
  const { state, isPastDeadline, lateRule } = head.class
  const mayNominate = head.mayNominateFor.includes(place.id) && state !== 'closed'
  // By the rule of the class nobody new comes after the deadline; what was returned can still be mended.
  const mayAdd = mayNominate && !(isPastDeadline && lateRule === 'refused')
  const seats = cells.reduce((sum, cell) => sum + cell.seats, 0)
  const accepted = nominations.filter((one) => one.state === 'accepted').length
  const rows = head.posts
    .map((post) => {
      const own = nominations.filter((one) => one.postId === post.id)
      const seats = cells.find((one) => one.postId === post.id)?.seats ?? 0
      const live = own.filter((one) => one.state === 'accepted' || one.state === 'nominated').length
      const isOpen = own.some((one) => one.state === 'nominated' || one.state === 'returned' || one.lapsed)
      // A returned nomination still speaks for its seat until it is mended or withdrawn.
      const returned = own.filter((one) => one.state === 'returned').length
      const free = Math.max(0, seats - live)
      return { post, own, seats, free, vacant: Math.max(0, free - returned), isOpen }
    })
    .filter(({ own, seats }) => seats > 0 || own.length > 0)
  const shown = isShort ? rows.filter((row) => row.free > 0 || row.isOpen) : rows
  return (
    <Section
      title={nameOf(place.names)}
      note={t('{accepted} of {seats} accepted', {
        accepted: formatNumber(accepted),
        seats: formatNumber(seats),
      })}
      actions={<AcceptAll head={head} cells={cells} nominations={nominations} />}
    >
      {shown.map(({ post, own, seats, free, vacant }) => (
        <div className='cell-block' key={post.id}>
          <div>
            <strong>{nameOf(post.short)}</strong>
            <Quiet>{tn('{n} seat', '{n} seats', seats)}</Quiet>
            {mayAdd && free === 0 && (
              <Button small kind='link' onClick={() => setChoosing(post.id)}>
                {t('Add to the waiting list')}
              </Button>
            )}
          </div>
          <ul>
            {[...own]
              .sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state))
              .map((one) => (
                <NominationRow
                  key={one.id}
                  head={head}
                  nomination={one}
                  mayNominate={mayNominate}
                  isFirstWaiting={one.position === 1 && free > 0}
                />
              ))}
            {vacant > 0 && (
              <li className='vacant'>
                <span>{tn('{n} seat without a nomination', '{n} seats without a nomination', vacant)}</span>
                {mayAdd && (
                  <Button
                    small
                    kind={head.mayDecide ? 'plain' : 'primary'}
                    onClick={() => setChoosing(post.id)}
                    label={t('Put somebody forward as {post}', { post: nameOf(post.short) })}
                  >
                    {t('Put forward')}
                  </Button>
                )}
              </li>
            )}
          </ul>
        </div>
      ))}
      {shown.length < rows.length && (
        <p className='note'>
          {tn('{n} other post is complete.', '{n} other posts are complete.', rows.length - shown.length)}
        </p>
      )}
      {choosing && (
        <NominateDialog
          head={head}
          place={place}
          post={head.posts.find((post) => post.id === choosing)}
          onClose={() => setChoosing(null)}
        />
      )}
    </Section>
  )
}
