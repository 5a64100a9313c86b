// The table of seats, place × post, as a heat map with totals both ways; drawn for reading, or with a cell to type in.
import type { ReactNode } from 'react'
import { HeatCell, heatOf, PlaceName } from '../../../kit/marks.tsx'
import { type Column, Table } from '../../../kit/table.tsx'
import { formatNumber, nameOf, t, tn } from '../../../kit/words.ts'
import { cellKey } from '../../seats/rules.ts'
import type { Head, SeatCell } from '../shapes.ts'

type Props = {
  head: Pick<Head, 'places' | 'posts'>
  cells: SeatCell[]
  capacity: number
  /** Draws the inside of a cell instead of the figure: for typing. */
  draw?: (cell: SeatCell, at: { row: number; column: number; largest: number }) => ReactNode
}

/** What is missing in a cell, in words; undefined where nothing is or the reader may not know. */
export const gapOf = (cell: SeatCell): string | undefined =>
  cell.accepted !== null && cell.accepted < cell.seats
    ? tn(
        '{n} seat without an accepted person',
        '{n} seats without an accepted person',
        cell.seats - cell.accepted,
      )
    : undefined

export function SeatGrid({ head, cells, capacity, draw }: Props) {
  const byKey = new Map(cells.map((cell) => [cellKey(cell), cell]))
  const cellAt = (placeId: string, postId: string): SeatCell =>
    byKey.get(cellKey({ placeId, postId })) ?? { placeId, postId, seats: 0, accepted: null, live: null }
  const largest = Math.max(0, ...cells.map((cell) => cell.seats))
  const sum = (some: SeatCell[]) => some.reduce((all, cell) => all + cell.seats, 0)
  const total = sum(cells)
  const columns: Column<Head['places'][number]>[] = [
    {
      key: 'place',
      title: t('Place'),
      cell: (place) => <PlaceName of={place.names} />,
      sum: t('All places'),
    },
    ...head.posts.map((post, column) => ({
      key: post.id,
      title: <abbr title={nameOf(post.names)}>{nameOf(post.short)}</abbr>,
      middle: true,
      cell: (place: Head['places'][number], row: number) => {
        const cell = cellAt(place.id, post.id)
        if (draw) return draw(cell, { row, column, largest })
        return (
          <HeatCell level={heatOf(cell.seats, largest)} gap={gapOf(cell) !== undefined} label={gapOf(cell)}>
            {cell.seats === 0 ? '–' : formatNumber(cell.seats)}
          </HeatCell>
        )
      },
      sum: formatNumber(sum(cells.filter((cell) => cell.postId === post.id))),
    })),
    {
      key: 'all',
      title: t('All'),
      num: true,
      cell: (place) => formatNumber(sum(cells.filter((cell) => cell.placeId === place.id))),
      sum: (
        <span className={total > capacity ? 'too-many' : undefined}>
          {formatNumber(total)}
          {draw && <small> / {formatNumber(capacity)}</small>}
        </span>
      ),
    },
  ]
  return (
    <Table
      label={t('Seats by place and post')}
      rows={head.places}
      rowKey={(place) => place.id}
      columns={columns}
      matrix
      phone='scroll'
    />
  )
}
