// Somebody else changed the same cells: both values, and a person chooses.
import { useState } from 'react'
import { Button } from '../../../kit/button.tsx'
import { Dialog } from '../../../kit/dialog.tsx'
import { Refusal } from '../../../kit/refusal.ts'
import { Notice } from '../../../kit/states.tsx'
import { Table } from '../../../kit/table.tsx'
import { formatNumber, nameAmong, t } from '../../../kit/words.ts'
import { type Cell, cellKey } from '../../seats/rules.ts'
import type { Head } from '../shapes.ts'

export type Clashing = {
  version: number
  /** as they stand on the server */
  cells: Cell[]
  /** all cells that were to be saved */
  mine: Cell[]
}

type Props = {
  head: Head
  clash: Clashing
  onClose: () => void
  onChosen: (cells: Cell[]) => Promise<void>
  /** Nothing of one's own is left to save. */
  onNothing: () => void
}

export function SeatClash({ head, clash, onClose, onChosen, onNothing }: Props) {
  const theirs = new Map(clash.cells.map((cell) => [cellKey(cell), cell.seats]))
  const both = clash.mine.filter((cell) => theirs.has(cellKey(cell)))
  const [kept, setKept] = useState<Record<string, 'mine' | 'theirs'>>({})
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const isChosen = both.every((cell) => kept[cellKey(cell)])
  const save = () => {
    const chosen = clash.mine.filter((cell) => kept[cellKey(cell)] !== 'theirs')
    if (chosen.length === 0) return onNothing()
    onChosen(chosen).catch((error) => setRefusal(error instanceof Refusal ? error : null))
  }
  const choice = (cell: Cell, side: 'mine' | 'theirs', seats: number) => (
    <label>
      <input
        type='radio'
        name={cellKey(cell)}
        checked={kept[cellKey(cell)] === side}
        onChange={() => setKept({ ...kept, [cellKey(cell)]: side })}
      />{' '}
      {formatNumber(seats)}
    </label>
  )
  return (
    <Dialog title={t('Somebody else changed these seats')} open onClose={onClose}>
      <p>{t('Choose which number holds in each cell. The rest of what you typed is kept.')}</p>
      <Table
        label={t('Seats changed by both')}
        rows={both}
        rowKey={cellKey}
        columns={[
          {
            key: 'cell',
            title: t('Place and post'),
            cell: (cell) =>
              t('{place}, {post}', {
                place: nameAmong(head.places, cell.placeId),
                post: nameAmong(head.posts, cell.postId),
              }),
          },
          { key: 'mine', title: t('Yours'), num: true, cell: (cell) => choice(cell, 'mine', cell.seats) },
          {
            key: 'theirs',
            title: t('Theirs'),
            num: true,
            cell: (cell) => choice(cell, 'theirs', theirs.get(cellKey(cell)) ?? 0),
          },
        ]}
      />
      {refusal && (
        <Notice tone='accent' title={refusal.title}>
          {refusal.errors.map((error) => error.detail).join(' ') || refusal.detail}
        </Notice>
      )}
      <div className='form-end'>
        <Button kind='primary' disabled={!isChosen} onClick={save}>
          {t('Save seats')}
        </Button>
        <Button onClick={onClose}>{t('Back to the table')}</Button>
      </div>
    </Dialog>
  )
}
