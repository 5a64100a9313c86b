// Which row of a sheet names its columns, and which column is which. Pure.
import type { Column } from '../../platform/imports.ts'
import { clean } from './cells.ts'
import type { Sheet, SheetColumn, SheetHead } from './rules.ts'

/** '姓名（必填）', 'Name *', ' full_name ' are all read as what they mean. */
const headingKey = (text: string): string =>
  clean(text)
    .toLowerCase()
    .replace(/[(（[【].*?[)）\]】]/g, '')
    .replace(/[\s*＊:：_.\-/、]/g, '')

/** Which column a heading names; a later column of the same meaning is left to the reader to decide. */
function keyOf(title: string, columns: readonly Column[]): string | null {
  const key = headingKey(title)
  if (!key) return null
  const found = columns.find((column) =>
    [column.key, column.title, ...column.headings].some((heading) => headingKey(heading) === key),
  )
  return found?.key ?? null
}

/** So many rows may stand above the headings: titles, dates of issue, explanations. */
const above = 30

export function headOf(sheet: Sheet, columns: readonly Column[]): SheetHead {
  let best = { at: -1, score: 0, found: [] as SheetColumn[] }
  for (const [at, row] of sheet.rows.slice(0, above).entries()) {
    const found = row.map((title) => ({ title: clean(title), key: keyOf(title, columns) }))
    const score = new Set(found.flatMap((one) => one.key ?? [])).size
    if (score > best.score) best = { at, score, found }
  }
  return { name: sheet.name, headRow: best.at + 1, columns: best.found }
}

export type HeadProblem = { sheet: string; kind: 'missing' | 'twice'; key: string }

/** What speaks against the columns as they are taken: a required one that is missing, one that is there twice. */
export function headProblems(head: SheetHead, columns: readonly Column[]): HeadProblem[] {
  const keys = head.columns.flatMap((column) => column.key ?? [])
  const isThere = (column: Column) =>
    [column.key, ...(column.insteadOf ?? [])].some((key) => keys.includes(key))
  return [
    ...columns
      .filter((column) => column.isRequired && !isThere(column))
      .map(({ key }) => ({ sheet: head.name, kind: 'missing' as const, key })),
    ...columns
      .filter(({ key }) => keys.indexOf(key) !== keys.lastIndexOf(key))
      .map(({ key }) => ({ sheet: head.name, kind: 'twice' as const, key })),
  ]
}
