// What the screens and the server both know of an import: its states, and what a row may be. Pure.
import { msg } from '../../base/words.ts'

export const importStates = ['open', 'done'] as const
export type ImportState = (typeof importStates)[number]

/** `left-out`: somebody decided that the row stays outside. */
export const rowStates = ['new', 'changed', 'same', 'ask', 'faulty', 'left-out'] as const
export type RowState = (typeof rowStates)[number]
export const rowStateNames: Record<RowState, string> = {
  new: msg('new'),
  changed: msg('changed'),
  same: msg('already there'),
  ask: msg('to be decided'),
  faulty: msg('faulty'),
  'left-out': msg('left out'),
}
export type Counts = Record<RowState, number>

export const noCounts = (): Counts => ({ new: 0, changed: 0, same: 0, ask: 0, faulty: 0, 'left-out': 0 })

/** What may be decided of a row without naming whom it means. */
export const plainDecisions = ['new', 'meant', 'leave-out'] as const

/** A sheet of more rows or columns is refused, and so is a larger file. */
export const mostRows = 50_000
export const mostColumns = 200
export const largestFile = 10 * 1024 * 1024

/** Rows of a preview come by so many. */
export const rowsAtOnce = 50

export type Sheet = { name: string; rows: string[][] }
/** What a file turned out to be; `encoding` is null for a workbook. */
export type FileRead = { sheets: Sheet[]; encoding: string | null; delimiter: string | null }

/** A column of a sheet as the file has it, and which column of the kind it is taken for (null: ignored). */
export type SheetColumn = { title: string; key: string | null }
export type SheetHead = {
  name: string
  /** The row of the headings as in the file, 1 for the first; 0 where no row of the sheet was recognised. */
  headRow: number
  columns: SheetColumn[]
}
