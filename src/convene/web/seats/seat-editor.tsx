// Changing the seat table: totals as one types; only changed cells are sent, and where somebody else changed the same
// cells both values are shown.
import { useState } from 'react'
import type { CallReply } from '../../../base/call.ts'
import { useSend } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { TextField } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import { Section } from '../../../kit/page.tsx'
import { Refusal } from '../../../kit/refusal.ts'
import { said } from '../../../kit/said.tsx'
import { Notice } from '../../../kit/states.tsx'
import { nameAmong, t } from '../../../kit/words.ts'
import { changeSeats, type seatTable } from '../../seats/contract.ts'
import { type Cell, cellKey } from '../../seats/rules.ts'
import { shortPost } from '../called.ts'
import type { Head, SeatCell } from '../shapes.ts'
import { readSeats } from './seat-block.ts'
import { type Clashing, SeatClash } from './seat-clash.tsx'
import { SeatTyping, type Typed } from './seat-typing.tsx'

type Props = { head: Head; table: CallReply<typeof seatTable>; onDone: () => void }

/** The table as what was typed makes it, and which of its cells keep it from being saved. */
function readTyped(begun: SeatCell[], typed: Typed) {
  const cells = begun.map((cell) => {
    const text = typed[cellKey(cell)]
    return text === undefined ? cell : { ...cell, seats: readSeats(text) ?? cell.seats }
  })
  const before = new Map(begun.map((cell) => [cellKey(cell), cell.seats]))
  return {
    cells,
    changed: cells.filter((cell) => before.get(cellKey(cell)) !== cell.seats),
    unreadable: cells.filter((cell) => readSeats(typed[cellKey(cell)] ?? '') === undefined),
    wrong: cells.filter((cell) => cell.accepted !== null && cell.seats < cell.accepted),
  }
}

export function SeatEditor({ head, table, onDone }: Props) {
  // What the typing began from: a refetch in the background must not move the ground under it.
  const [begun, setBegun] = useState(table)
  const draft = useDraft<{ typed: Typed; reason: string }>({ typed: {}, reason: '' })
  const [clash, setClash] = useState<Clashing | null>(null)
  const save = useSend(changeSeats)
  const { typed } = draft.value
  const { cells, changed, unreadable, wrong } = readTyped(begun.cells, typed)
  const needsReason = head.class.state !== 'preparing'

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
        <SeatTyping
          {...{ head, cells, changed, typed }}
          capacity={begun.capacity}
          onType={(next) => draft.set({ ...draft.value, typed: { ...typed, ...next } })}
        />
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

type CellNoticesProps = {
  head: Head
  typed: Typed
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
