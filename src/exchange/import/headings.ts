// Which row of a sheet names its columns, and which column is which. Pure.
import type { Column } from '../../platform/imports.ts'
import { clean } from './cells.ts'
import type { Sheet, SheetColumn, SheetHead } from './rules.ts'

/** '姓名（必填）', 'Name *', ' full_name ', 'Codigo' without its accent are all read as what they mean. */
const headingKey = (text: string): string =>
  clean(text)
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[(（[【].*?[)）\]】]/g, '')
    .replace(/[\s*＊:：_.\-/、]/g, '')

/**
 * What goes out of here of the same kind: how its sheet is called in a workbook, and those of other tables; and of its
 * columns what a file for machines and one for people head them by.
 */
export type Ours = {
  own: readonly string[]
  others: readonly string[]
  columns: readonly { name: string; titles: readonly string[] }[]
}

/** What the title of a column is in each language: how our own templates head it. */
type Told = (text: string) => readonly string[]

/** Which column a heading names; a later column of the same meaning is left to the reader to decide. */
function keyOf(title: string, columns: readonly Column[], { told, ours }: Known): string | null {
  const named = (text: string) => {
    const key = headingKey(text)
    const isCalled = (heading: string) => headingKey(heading) === key
    return columns.find((column) => [column.key, ...told(column.title), ...column.headings].some(isCalled))
  }
  const key = headingKey(title)
  if (!key) return null
  const ourOwn = () => ours.columns.find(({ titles }) => titles.some((one) => headingKey(one) === key))
  return (named(title) ?? named(ourOwn()?.name ?? ''))?.key ?? null
}

/** What headings are read by beside the columns. */
export type Known = { told: Told; ours: Ours }

/** So many rows may stand above the headings: titles, dates of issue, explanations. */
const above = 30

export function headOf(sheet: Sheet, columns: readonly Column[], known: Known): SheetHead {
  const { name, isHidden } = sheet
  const rows = sheet.rows
    .slice(0, above + 1)
    .map((row) =>
      Array.from(row, (title) => ({ title: clean(title ?? ''), key: keyOf(title ?? '', columns, known) })),
    )
  let best = { headRow: 0, score: 0, columns: [] as SheetColumn[] }
  for (const [at, row] of rows.slice(0, above).entries()) {
    const found = [{ headRow: at + 1, columns: row }]
    // Two rows of headings are one: what stands below says what it is within what stands above.
    const below = rows[at + 1]
    if (below && isBelow(row, below)) found.unshift({ headRow: at + 2, columns: joined(row, below) })
    for (const one of found) {
      const score = new Set(one.columns.flatMap(({ key }) => key ?? [])).size
      if (score > best.score) best = { ...one, score }
    }
  }
  return { name, headRow: best.headRow, columns: idLast(best.columns), isHidden }
}

/** Whether a row of headings goes on in the next, which names what it holds only where the first has not done so. */
function isBelow(row: readonly SheetColumn[], below: readonly SheetColumn[]): boolean {
  const written = below.flatMap((column, at) => (column.title ? [{ ...column, over: row[at] }] : []))
  const isNew = ({ title, key, over }: (typeof written)[number]) =>
    !over?.key || over.title === title || over.key === key
  return row.some(({ key }) => key) && written.some(({ key }) => key) && written.every(isNew)
}

const joined = (row: readonly SheetColumn[], below: readonly SheetColumn[]): SheetColumn[] =>
  Array.from({ length: Math.max(row.length, below.length) }, (_, at) => {
    const [over, under] = [row[at] ?? { title: '', key: null }, below[at] ?? { title: '', key: null }]
    if (under.key || !over.title) return under
    return over
  })

/** Beside a code of its own a column of ids, as machines make them, names nothing that a person would write. */
function idLast(columns: SheetColumn[]): SheetColumn[] {
  return columns.map((column) => {
    const isMore = columns.some((other) => other !== column && other.key === column.key)
    return isMore && headingKey(column.title) === 'id' ? { ...column, key: null } : column
  })
}

/**
 * Of a sheet that holds something else, beside one that holds all that is needed, nothing is taken: its columns are
 * ignored until somebody says otherwise. What the sheets of a workbook of our own hold their names say.
 */
export function asideFrom(
  heads: SheetHead[],
  columns: readonly Column[],
  { own, others }: Ours,
): SheetHead[] {
  const lacks = (head: SheetHead) => headProblems(head, columns).some(({ kind }) => kind === 'missing')
  const isOurs =
    heads.some((head) => own.includes(head.name) && head.headRow > 0 && !lacks(head)) ||
    heads.filter(({ name }) => others.includes(name)).length > 1
  const required = columns.filter(({ isRequired }) => isRequired)
  const most = Math.max(0, ...heads.filter((head) => head.headRow > 0 && !lacks(head)).map(requiredIn))
  function requiredIn(head: SheetHead): number {
    return required.filter((column) => isTakenIn(head, column)).length
  }
  return heads.map((head) => {
    const isOther = isOurs && others.includes(head.name)
    const isAside = isOther || (most > 0 && head.headRow > 0 && lacks(head) && requiredIn(head) * 2 <= most)
    return isAside ? { ...head, columns: head.columns.map((one) => ({ ...one, key: null })) } : head
  })
}

const isTakenIn = (head: SheetHead, { key, insteadOf = [] }: Column): boolean =>
  head.columns.some((one) => one.key === key || (one.key !== null && insteadOf.includes(one.key)))

/** Whether anything of a sheet is taken. */
export const isTaken = (head: SheetHead): boolean => head.columns.some(({ key }) => key !== null)

export type HeadProblem = { sheet: string; kind: 'missing' | 'twice'; key: string }

/** What speaks against the columns as they are taken: a required one that is missing, one that is there twice. */
export function headProblems(head: SheetHead, columns: readonly Column[]): HeadProblem[] {
  const keys = head.columns.flatMap((column) => column.key ?? [])
  return [
    ...columns
      .filter((column) => column.isRequired && !isTakenIn(head, column))
      .map(({ key }) => ({ sheet: head.name, kind: 'missing' as const, key })),
    ...columns
      .filter(({ key }) => keys.indexOf(key) !== keys.lastIndexOf(key))
      .map(({ key }) => ({ sheet: head.name, kind: 'twice' as const, key })),
  ]
}
