// The convening notice: who calls whom, why, when and where, and how many each place sends.
import { Paper, Signatures } from '../../../kit/paper.tsx'
import { formatNumber, nameOf, saySaid, t, tn } from '../../../kit/words.ts'
import { noticePaper } from '../../papers/rules.ts'
import { periodOf } from '../period.ts'
import { SeatGrid } from '../seats/seat-grid.tsx'
import type { Head, SeatCell } from '../shapes.ts'
import { IllustrativeNote, PaperActions, wordsOf } from './paper-note.tsx'

export function Notice({ head, cells }: { head: Head; cells: SeatCell[] }) {
  const { purpose, venue, hostPlace, place, deadlineSaid, state } = head.class
  const { title, signatures } = wordsOf(noticePaper, head)
  const lines = [
    { label: t('Purpose'), text: nameOf(purpose) },
    { label: t('When'), text: periodOf(head.class) },
    { label: t('Where'), text: [nameOf(hostPlace.names), nameOf(venue)].filter(Boolean).join(' · ') },
    { label: t('Called'), text: head.posts.map((post) => nameOf(post.names)).join(t(', ')) },
    {
      label: t('Seats'),
      text: t('{seats} in {places}, as in the table', {
        seats: formatNumber(head.figures.seats),
        places: tn('{n} {planningPlace}', '{n} {planningPlaces}', head.places.length),
      }),
    },
    { label: t('Stages'), text: head.stages.map((stage) => nameOf(stage.names)).join(t('; ')) },
    ...(deadlineSaid ? [{ label: t('Names by'), text: saySaid(deadlineSaid) }] : []),
  ]
  return (
    <Paper
      title={title}
      issuer={nameOf(place.names)}
      number={state === 'preparing' ? t('Draft') : undefined}
      actions={<PaperActions classId={head.class.id} />}
    >
      <p>{t('To: {places}', { places: head.places.map((one) => nameOf(one.names)).join(t(', ')) })}</p>
      <dl className='notice-lines'>
        {lines
          .filter((line) => line.text)
          .map((line) => (
            <div key={line.label}>
              <dt>{line.label}</dt>
              <dd>{line.text}</dd>
            </div>
          ))}
      </dl>
      <p>
        {t(
          'Please put forward, for each seat, a person who holds the post on the first day of the class, and see that their work is taken over while they are away.',
        )}
      </p>
      <SeatGrid
        head={head}
        cells={cells.map((cell) => ({ ...cell, accepted: null }))}
        capacity={head.class.capacity}
      />
      <IllustrativeNote is={head.class.illustrative} />
      <Signatures of={signatures} />
    </Paper>
  )
}
