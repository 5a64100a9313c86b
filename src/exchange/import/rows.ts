// The rows of a preview: out of the sheets of a file, and into the database.
import { sql } from 'kysely'
import type { Context, ImportKind } from '../../access/context.ts'
import { finding, refuseIf } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import { eachInSlices, sendPortions } from '../../platform/slices.ts'
import { clean } from './cells.ts'
import type { FileRow, Verdict } from './evaluate.ts'
import { asideFrom, headOf, type Known } from './headings.ts'
import { phonesIn } from './person-data.ts'
import type { Sheet, SheetHead } from './rules.ts'

/** '〃', '同上', 'ditto', 'ídem': what stands above. */
const isRepetition = (text: string): boolean =>
  /^(["〃″＂々]|''|(同|仝)(上|前)|ditto|do\.?|id\.|[ií]dem|idem)$/i.test(clean(text))

/** How many cells a line has, without the empty ones at its end. */
const lastFilled = (line: readonly string[]): number =>
  line.findLastIndex((text) => clean(text ?? '') !== '') + 1

/** The headings of every sheet and the rows below them; refuses a file in which no sheet is recognised. */
export async function rowsOf(
  { columns }: ImportKind,
  sheets: readonly Sheet[],
  known: Known,
): Promise<{ heads: SheetHead[]; rows: FileRow[] }> {
  const heads = asideFrom(
    sheets.map((sheet) => headOf(sheet, columns, known)),
    columns,
    known.ours,
  )
  const isHeaded = heads.some((head) => head.headRow > 0)
  refuseIf(
    isHeaded
      ? []
      : [
          finding(
            '',
            'headings',
            msg('No row of this file names columns that are known here. The template shows the headings.'),
          ),
        ],
  )
  const rows: FileRow[] = []
  for (const [sheet, { rows: lines }] of sheets.entries()) {
    const { headRow, columns } = heads[sheet]
    if (headRow === 0) continue
    const heading = columns.map((column) => column.title).join('\n')
    let before: string[] = []
    await eachInSlices(lines, (line, at) => {
      const cells = Array.from({ length: Math.max(columns.length, lastFilled(line)) }, (_, column) => {
        const text = line[column] ?? ''
        return at > headRow && isRepetition(text) ? (before[column] ?? text) : text
      })
      if (at >= headRow && cells.some((text) => text !== '')) before = cells
      const texts = cells.map(clean)
      // Headings come again on every printed page.
      const isEmpty = texts.every((text) => text === '') || texts.join('\n') === heading
      if (at >= headRow && !isEmpty)
        rows.push({ position: rows.length, sheet, rowNumber: at + 1, cells, decision: null })
    })
  }
  refuseIf(
    rows.length > 0 ? [] : [finding('', 'no-rows', msg('The file has headings, but no row below them.'))],
  )
  return { heads, rows }
}

/** Keeps the rows with what they would do. Asks nobody: whoever makes the preview was asked. */
export async function addRows(
  ctx: Context,
  importId: string,
  rows: readonly FileRow[],
  verdicts: readonly Verdict[],
): Promise<void> {
  await sendPortions(rows, (some) => {
    const judged = some.map((row) => verdicts[row.position])
    return sql`
    insert into exchange.import_row (import_id, position, sheet, row_number, cells, phones, decision, state, marks,
      candidates, has_reading)
    select ${importId}, r.position, r.sheet, r.row_number, r.cells, r.phones::text[], r.decision, r.state, r.marks,
      r.candidates, r.has_reading
    from unnest(${some.map((row) => row.position)}::int[], ${some.map((row) => row.sheet)}::int[],
      ${some.map((row) => row.rowNumber)}::int[], ${some.map((row) => JSON.stringify(row.cells))}::jsonb[],
      ${some.map((row) => `{${phonesIn(row.cells)}}`)}::text[], ${some.map((row) => row.decision)}::text[],
      ${judged.map((one) => one.state)}::text[], ${judged.map((one) => JSON.stringify(one.marks))}::jsonb[],
      ${judged.map((one) => JSON.stringify(one.candidates))}::jsonb[],
      ${judged.map((one) => one.hasReading)}::boolean[])
      as r(position, sheet, row_number, cells, phones, decision, state, marks, candidates, has_reading)`.execute(
      ctx.db,
    )
  })
}
