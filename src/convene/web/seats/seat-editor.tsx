// Typing in the seat table: keyboard, a block pasted from a spreadsheet, totals as one types; only changed cells are
// sent, and where somebody else changed the same cells both values are shown.
import { type ClipboardEvent, type KeyboardEvent, useRef, useState } from 'react'
import type { CallReply } from '../../../base/call.ts'
import { useSend } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { TextField } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import { heatOf } from '../../../kit/marks.tsx'
import { Section } from '../../../kit/page.tsx'
import { Refusal } from '../../../kit/refusal.ts'
import { said } from '../../../kit/said.tsx'
import { Notice } from '../../../kit/states.tsx'
import { nameAmong, nameOf, t, tn } from '../../../kit/words.ts'
import { changeSeats, type seatTable } from '../../seats/contract.ts'
import { type Cell, cellKey } from '../../seats/rules.ts'
import { shortPost } from '../called.ts'
import type { Head, SeatCell } from '../shapes.ts'
import { layBlock, readSeats, type Spot, stepFrom } from './seat-block.ts'
import { type Clashing, SeatClash } from './seat-clash.tsx'
import { gapOf, SeatGrid } from './seat-grid.tsx'

type Props = { head: Head; table: CallReply<typeof seatTable>; onDone: () => void }

export function SeatEditor({ head, table, onDone }: Props) {
  const { places, posts } = head
  const size = { rows: places.length, columns: posts.length }
  // What the typing began from: a refetch in the background must not move the ground under it.
  const [begun, setBegun] = useState(table)
  const draft = useDraft<{ typed: Record<string, string>; reason: string }>({ typed: {}, reason: '' })
  const [clash, setClash] = useState<Clashing | null>(null)
  const [remark, setRemark] = useState('')
  const save = useSend(changeSeats)
  const frame = useRef<HTMLDivElement>(null)
  const { typed } = draft.value

  const keyAt = ({ row, column }: Spot) => cellKey({ placeId: places[row].id, postId: posts[column].id })
  const put = (next: Record<string, string>) => draft.set({ ...draft.value, typed: { ...typed, ...next } })
  const cells = begun.cells.map((cell) => {
    const text = typed[cellKey(cell)]
    return text === undefined ? cell : { ...cell, seats: readSeats(text) ?? cell.seats }
  })
  const before = new Map(begun.cells.map((cell) => [cellKey(cell), cell.seats]))
  const changed = cells.filter((cell) => before.get(cellKey(cell)) !== cell.seats)
  const unreadable = cells.filter((cell) => readSeats(typed[cellKey(cell)] ?? '') === undefined)
  const wrong = cells.filter((cell) => cell.accepted !== null && cell.seats < cell.accepted)
  const needsReason = head.class.state !== 'preparing'

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
    put(Object.fromEntries(laid.values.map(({ spot, seats }) => [keyAt(spot), String(seats)])))
    setRemark(tellPasted(laid))
  }

  const send = async (version: number, some: Cell[], reason: string) => {
    const body = {
      version,
      cells: some.map(({ placeId, postId, seats }) => ({ placeId, postId, seats })),
      reason,
    }
    await save.send({ params: { classId: head.class.id }, body })
    said(t('Seats saved.'))
    onDone()
  }
  const submit = async (value: { reason: string }) => {
    if (changed.length === 0) return onDone()
    try {
      await send(begun.version, changed, value.reason)
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind !== 'stale') throw error
      setClash({ ...(error.current as { version: number; cells: Cell[] }), mine: changed })
    }
  }

  return (
    <Section
      title={t('Seats by place and post')}
      note={t(
        'Arrow keys move, digits replace. A block copied from a spreadsheet can be pasted at any cell.',
      )}
    >
      <Form draft={draft} submit={submit} saidAfter=''>
        <div ref={frame}>
          <SeatGrid
            head={head}
            cells={cells}
            capacity={begun.capacity}
            draw={(cell, { row, column, largest }) => (
              <CellInput
                {...{ cell, largest, row, column }}
                typed={typed[cellKey(cell)]}
                isChanged={before.get(cellKey(cell)) !== cell.seats}
                label={t('{place}, {post}', {
                  place: nameOf(places[row].names),
                  post: nameOf(posts[column].short),
                })}
                onType={(text) => put({ [cellKey(cell)]: text })}
                onKey={onKey}
                onPaste={onPaste}
              />
            )}
          />
        </div>
        <p className='note' aria-live='polite'>
          {tn('{n} cell changed.', '{n} cells changed.', changed.length)} {remark}
        </p>
        <CellNotices {...{ head, typed, unreadable, wrong }} />
        {needsReason && (
          <TextField
            at={draft.at('reason')}
            label={t('Why the seats change')}
            hint={t('The notice is out, so the reason goes into the log.')}
            required={changed.length > 0}
            maxLength={500}
          />
        )}
        <div className='form-end'>
          <Button kind='primary' submit disabled={unreadable.length > 0 || wrong.length > 0}>
            {t('Save seats')}
          </Button>
          <Button onClick={onDone}>{t('Cancel')}</Button>
        </div>
      </Form>
      {clash && (
        <SeatClash
          head={head}
          clash={clash}
          onClose={() => setClash(null)}
          onChosen={(chosen) => {
            setBegun({ ...begun, version: clash.version })
            return send(clash.version, chosen, draft.value.reason)
          }}
          onNothing={onDone}
        />
      )}
    </Section>
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

type CellNoticesProps = {
  head: Head
  typed: Record<string, string>
  unreadable: Cell[]
  wrong: SeatCell[]
}

/** The cells that keep the table from being saved, each with why. */
function CellNotices({ head: { places, posts }, typed, unreadable, wrong }: CellNoticesProps) {
  return (
    <>
      {unreadable.map((cell) => (
        <Notice key={cellKey(cell)} tone='accent'>
          {t('{place}, {post}: “{text}” is no number of seats.', {
            place: nameAmong(places, cell.placeId),
            post: shortPost(posts, cell.postId),
            text: typed[cellKey(cell)],
          })}
        </Notice>
      ))}
      {wrong.map((cell) => (
        <Notice key={cellKey(cell)} tone='accent'>
          {t('{place}, {post}: {n} people are already accepted.', {
            place: nameAmong(places, cell.placeId),
            post: shortPost(posts, cell.postId),
            n: cell.accepted ?? 0,
          })}
        </Notice>
      ))}
    </>
  )
}
