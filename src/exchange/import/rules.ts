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
/** What heads the first columns of a preview, before those of the kind. */
export const rowHeadings = { row: msg('Row'), state: msg('State of the row') }

export type Counts = Record<RowState, number>

/** What may be decided about a row: the same as a record that is there, a new one, meant as it stands, or left out. */
export const choices = ['same', 'new', 'meant', 'leave-out'] as const
export type Choice = (typeof choices)[number]

/** What there is to say about a row: how many records it may be, and whether the question is only if it is meant. */
export type Question = { state: RowState; candidates: number; isOverlap: boolean }

type Asked = { state: RowState; candidates: readonly unknown[]; marks: readonly { code: string }[] }
export const questionOf = ({ state, candidates, marks }: Asked): Question => ({
  state,
  candidates: candidates.length,
  isOverlap: marks.some(({ code }) => code === 'overlap'),
})

/** What a row that waits for somebody allows. */
export function choicesOf({ state, candidates, isOverlap }: Question): Choice[] {
  if (state === 'faulty') return ['leave-out']
  if (state !== 'ask') return []
  if (isOverlap) return ['meant', 'leave-out']
  return candidates > 0 ? ['same', 'new', 'leave-out'] : ['new', 'leave-out']
}

/** What it allows where all rows are decided at once: which of several records it is, is said row by row. */
export const choicesAtOnce = (question: Question): Choice[] =>
  choicesOf(question).filter((choice) => choice !== 'same' || question.candidates === 1)

export const noChoices = (): Record<Choice, number> => ({ same: 0, new: 0, meant: 0, 'leave-out': 0 })

export const noCounts = (): Counts => ({ new: 0, changed: 0, same: 0, ask: 0, faulty: 0, 'left-out': 0 })

/** A sheet of more rows or columns is refused, and so is a workbook of more sheets, or a larger file. */
export const mostRows = 150_000
export const mostColumns = 200
export const mostSheets = 250
export const largestFile = 10 * 1024 * 1024

/** How text can be written, for a file that does not show it by itself. */
export const encodings = [
  'utf-8',
  'gb18030',
  'big5',
  'shift_jis',
  'euc-kr',
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'windows-1257',
  'windows-1258',
  'windows-874',
  'koi8-r',
] as const
export type Encoding = (typeof encodings)[number]

/** Rows of a preview come by so many. */
export const rowsAtOnce = 50

/** `isHidden`: the workbook hides it, and it was not read. */
export type Sheet = { name: string; rows: string[][]; isHidden?: boolean }
/** What a file turned out to be; `encoding` is null for a workbook. */
export type FileRead = { sheets: Sheet[]; encoding: string | null; delimiter: string | null }

/** A column of a sheet as the file has it, and which column of the kind it is taken for (null: ignored). */
export type SheetColumn = { title: string; key: string | null }
export type SheetHead = {
  name: string
  /** The row of the headings as in the file, 1 for the first; 0 where no row of the sheet was recognised. */
  headRow: number
  columns: SheetColumn[]
  isHidden?: boolean
}
