// Tables for reading and for work: sortable heads, a sum row, rows that lead somewhere, cards on a phone.
import type { ReactNode } from 'react'
import { useState } from 'react'
import { Link } from 'wouter'
import { ScrollFrame } from './scroll-frame.tsx'
import type { Order, SortValue } from './sort.ts'
import { nextOrder, sortRows } from './sort.ts'
import { capital, language, t } from './words.ts'

export type Column<Row> = {
  key: string
  title: ReactNode
  cell: (row: Row, at: number) => ReactNode
  /** A figure: right-aligned, sorts largest first. */
  num?: boolean
  /** Days and other short things that stay in one line. */
  tight?: boolean
  /** Middle is for heat cells and ticks. */
  middle?: boolean
  /** Makes the column sortable. */
  sort?: (row: Row) => SortValue
  /** Stands in the sum row. */
  sum?: ReactNode
  /** CSS width. */
  width?: string
  /** Left out of the cards on a phone. */
  wideOnly?: boolean
}

type Props<Row> = {
  /** What the table holds, for those who do not see it; shown above it with `caption`. */
  label: string
  caption?: boolean
  columns: Column<Row>[]
  rows: Row[]
  rowKey: (row: Row) => string
  /** Makes the first cell a link that the whole row follows. */
  href?: (row: Row) => string | undefined
  /** Marks rows that need the reader. */
  marked?: (row: Row) => boolean
  /** What to show instead of a table without rows. */
  empty?: ReactNode
  sort?: Order
  /** The rows are a page of a longer list: to sort them would pass for sorting the list, so it is not offered. */
  isPart?: boolean
  /** On a phone: each row a card (as it is), or the table scrolls within its own frame. */
  phone?: 'cards' | 'scroll'
  /** More columns than a wide screen holds: scrolls within its own frame everywhere. */
  wide?: boolean
  /** A matrix: narrow cells close together. */
  matrix?: boolean
  /** Where it scrolls within its frame: the key of the column that is in sight to begin with. */
  begin?: string
}

const namesOf = (...names: (string | false | undefined)[]) => names.filter(Boolean).join(' ') || undefined
const sideOf = ({ num, middle }: Pick<Column<unknown>, 'num' | 'middle'>) =>
  num ? 'num' : middle ? 'mid' : undefined
/** What a card on a phone says beside the figure. */
const labelOf = ({ title }: Pick<Column<unknown>, 'title'>) => (typeof title === 'string' ? title : undefined)

export function Table<Row>(props: Props<Row>) {
  const { label, caption, rows, rowKey, href, marked, empty, phone = 'cards', wide, matrix } = props
  const columns = props.isPart
    ? props.columns.map(({ sort: _, ...column }) => column as Column<Row>)
    : props.columns
  const [order, setOrder] = useState<Order | null>(props.sort ?? null)
  if (rows.length === 0 && empty) return <>{empty}</>
  const sorter = order && columns.find((column) => column.key === order.key)?.sort
  const shown = order && sorter ? sortRows(rows, sorter, order.down, language()) : rows
  const isCards = phone === 'cards' && !matrix
  const table = (
    <table
      className={namesOf('table', isCards && 'cards', matrix && 'matrix')}
      aria-label={caption ? undefined : label}
    >
      {caption && <caption>{label}</caption>}
      <Head columns={columns} order={order} onOrder={setOrder} />
      <tbody>
        {shown.map((row, at) => (
          <BodyRow
            key={rowKey(row)}
            columns={columns}
            row={row}
            at={at}
            to={href?.(row)}
            isMarked={!!marked?.(row)}
          />
        ))}
      </tbody>
      {columns.some((column) => column.sum !== undefined) && rows.length > 0 && <Sums columns={columns} />}
    </table>
  )
  if (!wide && isCards) return <div className='table-frame'>{table}</div>
  return (
    <ScrollFrame
      label={label}
      className={wide ? 'table-frame wide' : 'table-frame scroll'}
      begin={props.begin}
    >
      {table}
    </ScrollFrame>
  )
}

type HeadProps<Row> = { columns: Column<Row>[]; order: Order | null; onOrder: (order: Order | null) => void }

function Head<Row>({ columns, order, onOrder }: HeadProps<Row>) {
  const isBy = ({ key }: Column<Row>) => order?.key === key
  return (
    <thead>
      <tr>
        {columns.map((column) => (
          <th
            key={column.key}
            data-key={column.key}
            scope='col'
            className={sideOf(column)}
            style={{ width: column.width }}
            aria-sort={isBy(column) ? (order?.down ? 'descending' : 'ascending') : undefined}
          >
            {column.sort ? (
              <button
                type='button'
                className='sorter'
                onClick={() => onOrder(nextOrder(order, column.key, column.num ?? false))}
              >
                {column.title}
                <span className='arrow' aria-hidden='true'>
                  {isBy(column) ? (order?.down ? '↓' : '↑') : '↕'}
                </span>
              </button>
            ) : (
              column.title
            )}
          </th>
        ))}
      </tr>
    </thead>
  )
}

type RowProps<Row> = { columns: Column<Row>[]; row: Row; at: number; to?: string; isMarked: boolean }

function BodyRow<Row>({ columns, row, at, to, isMarked }: RowProps<Row>) {
  return (
    <tr className={namesOf(to && 'leads', isMarked && 'marked')}>
      {columns.map((column, index) => {
        const cell = column.cell(row, at)
        const content = typeof cell === 'string' ? capital(cell) : cell
        const names = namesOf(sideOf(column), column.tight && 'tight', column.wideOnly && 'wide-only')
        return index === 0 ? (
          <th key={column.key} scope='row' className={names}>
            {to ? <Link href={to}>{content}</Link> : content}
          </th>
        ) : (
          <td key={column.key} className={names} data-label={labelOf(column)}>
            {content}
          </td>
        )
      })}
    </tr>
  )
}

function Sums<Row>({ columns }: { columns: Column<Row>[] }) {
  return (
    <tfoot>
      <tr>
        {columns.map((column, index) =>
          index === 0 ? (
            <th key={column.key} scope='row'>
              {column.sum ?? t('All')}
            </th>
          ) : (
            <td key={column.key} className={sideOf(column)} data-label={labelOf(column)}>
              {column.sum}
            </td>
          ),
        )}
      </tr>
    </tfoot>
  )
}
