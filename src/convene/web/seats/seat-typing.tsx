// The seat table to type in: keyboard, and a block pasted from a spreadsheet.
import { type ClipboardEvent, type KeyboardEvent, useRef, useState } from 'react'
import { heatOf } from '../../../kit/marks.tsx'
import { nameOf, t, tn } from '../../../kit/words.ts'
import { cellKey } from '../../seats/rules.ts'
import type { Head, SeatCell } from '../shapes.ts'
import { layBlock, readSeats, type Spot, stepFrom } from './seat-block.ts'
import { gapOf, SeatGrid } from './seat-grid.tsx'

/** What stands in the cells that somebody typed in, by their key. */
export type Typed = Record<string, string>

type Props = {
  head: Head
  capacity: number
  /** As what was typed makes them. */
  cells: SeatCell[]
  changed: SeatCell[]
  typed: Typed
  onType: (next: Typed) => void
}

export function SeatTyping({ head, capacity, cells, changed, typed, onType }: Props) {
  const { places, posts } = head
  const [remark, setRemark] = useState('')
  const frame = useRef<HTMLDivElement>(null)
  const size = { rows: places.length, columns: posts.length }
  const unsaved = new Set(changed.map(cellKey))

  const keyAt = ({ row, column }: Spot) => cellKey({ placeId: places[row].id, postId: posts[column].id })
  const focus = (spot: Spot) =>
    frame.current
      ?.querySelector<HTMLInputElement>(`[data-row="${spot.row}"][data-column="${spot.column}"]`)
      ?.focus()
  const onKey = (event: KeyboardEvent<HTMLInputElement>, from: Spot) => {
    if (event.nativeEvent.isComposing || event.altKey || event.ctrlKey || event.metaKey) return
    const to = stepFrom(event.key, from, size)
    if (!to && event.key !== 'Enter') return
    event.preventDefault()
    if (to) focus(to)
  }
  const onPaste = (event: ClipboardEvent, from: Spot) => {
    const text = event.clipboardData.getData('text/plain')
    if (!/[\t\n]/.test(text.trim())) return
    event.preventDefault()
    const laid = layBlock(text, from, size)
    onType(Object.fromEntries(laid.values.map(({ spot, seats }) => [keyAt(spot), String(seats)])))
    setRemark(tellPasted(laid))
  }

  return (
    <>
      <div ref={frame}>
        <SeatGrid
          {...{ head, cells, capacity }}
          draw={(cell, { row, column, largest }) => (
            <CellInput
              {...{ cell, largest, row, column }}
              typed={typed[cellKey(cell)]}
              isChanged={unsaved.has(cellKey(cell))}
              label={t('{place}, {post}', {
                place: nameOf(places[row].names),
                post: nameOf(posts[column].short),
              })}
              onType={(text) => onType({ [cellKey(cell)]: text })}
              onKey={onKey}
              onPaste={onPaste}
            />
          )}
        />
      </div>
      <p className='note' aria-live='polite'>
        {tn('{n} cell changed.', '{n} cells changed.', changed.length)} {remark}
      </p>
    </>
  )
}

/** What became of a pasted block. */
function tellPasted({ values, unread, beyond }: ReturnType<typeof layBlock>): string {
  const parts = [tn('{n} cell pasted.', '{n} cells pasted.', values.length)]
  if (unread > 0)
    parts.push(
      tn(
        '{n} field was no number and was left out.',
        '{n} fields were no numbers and were left out.',
        unread,
      ),
    )
  if (beyond > 0)
    parts.push(tn('{n} field lay outside the table.', '{n} fields lay outside the table.', beyond))
  return parts.join(' ')
}

type CellProps = Spot & {
  cell: SeatCell
  largest: number
  typed: string | undefined
  isChanged: boolean
  label: string
  onType: (text: string) => void
  onKey: (event: KeyboardEvent<HTMLInputElement>, from: Spot) => void
  onPaste: (event: ClipboardEvent, from: Spot) => void
}

function CellInput(props: CellProps) {
  const { cell, largest, row, column, typed, isChanged, label, onType, onKey, onPaste } = props
  const text = typed ?? (cell.seats === 0 ? '' : String(cell.seats))
  const isWrong = readSeats(text) === undefined || (cell.accepted !== null && cell.seats < cell.accepted)
  return (
    <input
      className={`heat h${heatOf(cell.seats, largest)}${gapOf(cell) ? ' gap' : ''}${isChanged ? ' unsaved' : ''}`}
      inputMode='numeric'
      autoComplete='off'
      aria-label={label}
      aria-invalid={isWrong || undefined}
      data-row={row}
      data-column={column}
      value={text}
      placeholder='–'
      onFocus={(event) => event.target.select()}
      onChange={(event) => onType(event.target.value)}
      onKeyDown={(event) => onKey(event, { row, column })}
      onPaste={(event) => onPaste(event, { row, column })}
    />
  )
}
