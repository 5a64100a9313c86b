// The seat table alone, to hang on a wall.
import { Paper, Signatures } from '../../../kit/paper.tsx'
import { nameOf, t } from '../../../kit/words.ts'
import { seatsPaper } from '../../papers/rules.ts'
import { IllustrativeNote, PaperActions, wordsOf } from '../classes/paper-note.tsx'
import { periodOf } from '../period.ts'
import type { Head, SeatCell } from '../shapes.ts'
import { SeatGrid } from './seat-grid.tsx'

export function SeatTable({ head, cells, capacity }: { head: Head; cells: SeatCell[]; capacity: number }) {
  const { title, signatures } = wordsOf(seatsPaper, head)
  const isDraft = head.class.state === 'preparing'
  return (
    <Paper
      title={title}
      issuer={nameOf(head.class.place.names)}
      lead={`${nameOf(head.class.names)} · ${nameOf(head.class.hostPlace.names)} · ${periodOf(head.class)}`}
      actions={<PaperActions classId={head.class.id} />}
    >
      <SeatGrid
        head={head}
        cells={isDraft ? cells.map((cell) => ({ ...cell, accepted: null })) : cells}
        capacity={capacity}
      />
      {head.mayReadPeople && !isDraft && (
        <p className='note'>{t('Outlined: a seat without an accepted person.')}</p>
      )}
      <IllustrativeNote is={head.class.illustrative} />
      <Signatures of={signatures} />
    </Paper>
  )
}
