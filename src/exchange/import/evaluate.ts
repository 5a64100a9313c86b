// What every row of an import would do: its cells are read, what they name is found, and the room that it belongs
// to judges (or, at the end, saves) the rest. The same for the preview, the check after a correction and the final
// commit.
import type { Context, ImportKind } from '../../access/context.ts'
import { isHan } from '../../base/spelling.ts'
import { msg } from '../../base/words.ts'
import { inEachLanguage } from '../../platform/catalogues.ts'
import {
  type Candidate,
  type Column,
  type Judged,
  type Mark,
  mark,
  twice,
  type ValueRow,
} from '../../platform/imports.ts'
import { eachInSlices, mapInSlices } from '../../platform/slices.ts'
import { readCell } from './cells.ts'
import { type Counts, noCounts, type RowState, type SheetHead } from './rules.ts'

/** A row as it was taken from the file. */
export type FileRow = {
  position: number
  /** which of the heads it stands under */
  sheet: number
  /** as in the file, 1 for the first */
  rowNumber: number
  cells: string[]
  decision: string | null
}

export type Verdict = {
  state: RowState
  marks: Mark[]
  candidates: Candidate[]
  /** The row is a new entry whose Latin name is made: the reading of its Chinese one. */
  hasReading: boolean
}

type Bring = (ctx: Context, entries: readonly unknown[]) => Promise<Judged[]>

type Mapped = { column: Column; at: number }

/** Which cell of a sheet's rows each column is in; of two the first. */
function mapping(head: SheetHead, columns: readonly Column[]): Mapped[] {
  return columns.flatMap((column) => {
    const at = head.columns.findIndex((one) => one.key === column.key)
    return at < 0 ? [] : [{ column, at }]
  })
}

function readRow(
  row: FileRow,
  { mapped, width }: { mapped: readonly Mapped[]; width: number },
  columns: readonly Column[],
): { value: ValueRow; marks: Mark[] } {
  const values: ValueRow['values'] = Object.fromEntries(columns.map(({ key }) => [key, null]))
  const marks: Mark[] = []
  for (const { column, at } of mapped) {
    const read = readCell(row.cells[at] ?? '', column.reading, inEachLanguage)
    values[column.key] = read.value
    if (read.mark) marks.push({ column: column.key, ...read.mark })
    else if (read.value === null && column.isRequired && !hasInstead(row, column, mapped))
      marks.push(mark(column.key, 'required', msg('This is missing.')))
  }
  const wrong = marks.map((one) => one.column)
  return { value: { values, decision: row.decision, wrong }, marks: [...marks, ...unheaded(row, width)] }
}

/** What stands to the right of the last heading: of which nobody knows what it means. */
function unheaded({ cells }: FileRow, width: number): Mark[] {
  const beyond = cells
    .slice(width)
    .flatMap((text, at) => (text.trim() ? [`${width + at + 1}: “${text.trim().slice(0, 60)}”`] : []))
  if (beyond.length === 0) return []
  const why = msg(
    'Cells of this row have no heading above them, {cells}: is a cell too many in front of them?',
  )
  return [mark('', 'no-heading', why, [], { cells: beyond.slice(0, 5).join(' · ') })]
}

const hasInstead = (row: FileRow, column: Column, mapped: readonly Mapped[]): boolean =>
  mapped.some(
    (other) => column.insteadOf?.includes(other.column.key) && (row.cells[other.at] ?? '').trim() !== '',
  )

/** What may stand in one row alone is told on every row that has it, whatever else is wrong with them. */
async function markTwice(columns: readonly Column[], rows: readonly ValueRow[], found: Mark[][]) {
  for (const { key } of columns.filter((column) => column.isOnce)) {
    const why = mark(key, 'twice', msg('This code stands in more than one row of the file.'))
    for (const ats of (await twice(rows, ({ values }) => values[key])).values())
      for (const at of ats) found[at].push(why)
  }
}

/** One verdict for each row, in their order. With `kind.save` as `bring` whatever is right has been done. */
export async function evaluate(
  ctx: Context,
  kind: ImportKind,
  heads: readonly SheetHead[],
  rows: readonly FileRow[],
  bring: Bring = kind.judge,
): Promise<Verdict[]> {
  const mapped = heads.map((head) => mapping(head, kind.columns))
  const taken = rows.filter((row) => row.decision !== 'leave-out' && mapped[row.sheet].length > 0)
  const values: ValueRow[] = []
  const found: Mark[][] = []
  await eachInSlices(taken, (row) => {
    const { value, marks } = readRow(
      row,
      { mapped: mapped[row.sheet], width: heads[row.sheet].columns.length },
      kind.columns,
    )
    values.push(value)
    found.push(marks)
  })
  await markTwice(kind.columns, values, found)
  const meant = await kind.meant(ctx, values)
  const verdicts = new Map<number, Verdict>()
  const [entries, entered]: [unknown[], FileRow[]] = [[], []]
  // A row with a faulty cell is judged as well, by what else it says, but never brought in.
  const isJudgedAlone = bring === kind.judge
  const needReading: boolean[] = []
  await eachInSlices(taken, (row, at) => {
    const { position, sheet } = row
    const marks = atColumnsOfFile([...found[at], ...meant[at].marks], mapped[sheet], kind)
    if (marks.length > 0 || meant[at].entry === null)
      verdicts.set(position, { state: 'faulty', marks, candidates: [], hasReading: false })
    if (meant[at].entry !== null && (marks.length === 0 || isJudgedAlone)) {
      entries.push(meant[at].entry)
      entered.push(row)
      needReading.push(needsReading(values[at], kind.columns))
    }
  })
  const judged = await bring(ctx, entries)
  await eachInSlices(entered, ({ position, sheet }, at) => {
    const { state, findings, candidates } = judged[at]
    const marks = atColumnsOfFile(
      findings.map(({ pointer, code, text, params }) =>
        mark(kind.pointers[pointer] ?? '', code, text, [], params),
      ),
      mapped[sheet],
      kind,
    )
    const before = verdicts.get(position)
    if (!before)
      verdicts.set(position, { state, marks, candidates, hasReading: state === 'new' && needReading[at] })
    else if (state === 'faulty')
      before.marks.push(...marks.filter((one) => !before.marks.some(({ column }) => column === one.column)))
  })
  const leftOut: Verdict = { state: 'left-out', marks: [], candidates: [], hasReading: false }
  return mapInSlices(rows, (row) => verdicts.get(row.position) ?? leftOut)
}

const needsReading = ({ values }: ValueRow, columns: readonly Column[]): boolean =>
  columns.some(({ key, readingOf }) => readingOf && values[key] === null && isHan(values[readingOf] ?? ''))

/** A mark for a column that the file does not have stands at the one that was taken instead. */
function atColumnsOfFile(marks: readonly Mark[], mapped: readonly Mapped[], kind: ImportKind): Mark[] {
  const has = (key: string) => mapped.some((one) => one.column.key === key)
  return marks.map((one) => {
    if (has(one.column)) return one
    const instead = kind.columns.find((column) => column.key === one.column)?.insteadOf?.find(has)
    return instead ? { ...one, column: instead } : one
  })
}

export function countStates(verdicts: readonly { state: RowState }[]): Counts {
  const counts = noCounts()
  for (const { state } of verdicts) counts[state] += 1
  return counts
}
