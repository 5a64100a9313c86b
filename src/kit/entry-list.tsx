// A list that is kept by hand, such as forms, trades or indicators: those who may change an entry, put entries in their
// order and add a new one. With the fields that the forms of such lists share.
import { type ReactNode, useState } from 'react'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import type { At } from './draft.ts'
import { CheckField, TextField } from './fields.tsx'
import { Tag } from './marks.tsx'
import { OrderButtons } from './order.tsx'
import { Section } from './page.tsx'
import { Empty } from './states.tsx'
import { type Column, Table } from './table.tsx'
import { t } from './words.ts'

type Props<E> = {
  title: string
  note?: string
  /** The button for a new entry, and the title of its form. */
  add: string
  empty?: string
  entries: E[]
  mayChange: boolean
  nameOf: (entry: E) => string
  href?: (entry: E) => string
  columns: Column<E>[]
  /** Where the order is theirs to choose: all ids in the new one. */
  onOrder?: (ids: string[]) => void
  /** Draws the form for a new entry, or for one that is changed. */
  editor: (entry: E | null, close: () => void) => ReactNode
}

export function EntryList<E extends { id: string }>(props: Props<E>) {
  const { title, note, add, empty, entries, mayChange, nameOf, href, columns, onOrder, editor } = props
  const [open, setOpen] = useState<E | 'new' | null>(null)
  const close = () => setOpen(null)
  const change = (entry: E) => t('Change {name}', { name: nameOf(entry) })
  const buttons: Column<E> = {
    key: 'change',
    title: '',
    width: onOrder ? '12rem' : '8rem',
    cell: (one) => (
      <>
        {onOrder && (
          <OrderButtons ids={entries.map(({ id }) => id)} id={one.id} name={nameOf(one)} onOrder={onOrder} />
        )}{' '}
        <Button small label={change(one)} onClick={() => setOpen(one)}>
          {t('Change')}
        </Button>
      </>
    ),
  }
  return (
    <Section
      title={title}
      note={note}
      actions={mayChange && <Button onClick={() => setOpen('new')}>{add}</Button>}
    >
      <Table<E>
        label={title}
        rows={entries}
        rowKey={({ id }) => id}
        href={href}
        empty={empty && <Empty>{empty}</Empty>}
        columns={mayChange ? [...columns, buttons] : columns}
      />
      {open !== null && (
        <Dialog title={open === 'new' ? add : change(open)} open onClose={close}>
          {editor(open === 'new' ? null : open, close)}
        </Dialog>
      )}
    </Section>
  )
}

/** Beside the name of an entry: from a day on it is no longer offered. */
export const RetiredTag = ({ of }: { of: { retiredOn: string | null } }) =>
  of.retiredOn && <Tag>{t('no longer offered')}</Tag>

/** A code is given once; after that records name the entry by it. */
export const CodeField = ({ at }: { at: At<string> }) => (
  <TextField
    at={at}
    label={t('Code')}
    hint={t('Small Latin letters, digits and hyphens; it stays as it is')}
    maxLength={60}
    required
  />
)

export const RetiredField = ({ at }: { at: At<boolean> }) => (
  <CheckField at={at} label={t('No longer offered')} hint={t('What has it keeps it; nothing is deleted.')} />
)
