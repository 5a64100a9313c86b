// What somebody puts right in a preview: which column is which, and what stands in a cell.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { finding, Problem, refuseIf } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import { sendPortions } from '../../platform/slices.ts'
import type { FileRow } from './evaluate.ts'
import { judgeAnew, judgeChanged, loadOpen } from './judging.ts'
import { phonesIn } from './person-data.ts'
import { type Kinds, listRows } from './queries.ts'

/** Says what a column of a sheet is taken for; another column that was taken for the same is ignored from then on. */
export async function mapColumn(
  ctx: Context,
  kinds: Kinds,
  importId: string,
  change: { sheet: number; column: number; key: string | null },
): Promise<{ id: string }> {
  const found = await loadOpen(ctx, kinds, importId)
  const head = found.heads[change.sheet]
  refuseIf([
    ...(head?.columns[change.column]
      ? []
      : [finding('/column', 'unknown', msg('The file has no such column.'))]),
    ...(change.key === null || found.kind.columns.some((column) => column.key === change.key)
      ? []
      : [finding('/key', 'unknown', msg('This is not one of the choices.'))]),
  ])
  const columns = head.columns.map((column, at) => {
    if (at === change.column) return { ...column, key: change.key }
    return change.key !== null && column.key === change.key ? { ...column, key: null } : column
  })
  const heads = found.heads.map((one, at) => (at === change.sheet ? { ...one, columns } : one))
  await judgeAnew(ctx, { ...found, heads }, await listRows(ctx, importId))
  return { id: importId }
}

/** Writes another text into a cell, or into every cell of the column that holds the same text. */
export async function correctCell(
  ctx: Context,
  kinds: Kinds,
  importId: string,
  change: { position: number; key: string; value: string; everywhere: boolean },
): Promise<{ id: string }> {
  const found = await loadOpen(ctx, kinds, importId)
  const rows = await listRows(ctx, importId)
  const columnOf = (row: FileRow) =>
    found.heads[row.sheet].columns.findIndex((column) => column.key === change.key)
  const meant = rows.find((row) => row.position === change.position)
  if (!meant || columnOf(meant) < 0)
    throw new Problem('invalid', {
      errors: [finding('/key', 'unknown', msg('The file has no such column.'))],
    })
  const before = meant.cells[columnOf(meant)]
  const corrected = rows
    .filter((row) => row === meant || (change.everywhere && row.cells[columnOf(row)] === before))
    .map((row) => {
      const at = columnOf(row)
      const cells = row.cells.map((text, column) => (column === at ? change.value : text))
      return { ...row, cells, corrected: { [at]: row.cells[at], ...row.corrected } }
    })
  await sendPortions(corrected, (some) => {
    const stored = some.map((row) => ({ ...row, phones: phonesIn(row.cells) }))
    return sql`
    update exchange.import_row as row set cells = r.cells, phones = r.phones, corrected = r.corrected
    from jsonb_to_recordset(${JSON.stringify(stored)}::jsonb)
      as r(position int, cells jsonb, phones text[], corrected jsonb)
    where row.import_id = ${importId} and row.position = r.position`.execute(ctx.db)
  })
  await judgeChanged(ctx, found, rows, corrected)
  return { id: importId }
}
