// A preview that is changed or brought in: held by its maker, and judged anew after whatever changes its rows.
import { sql } from 'kysely'
import type { Context, ImportKind } from '../../access/context.ts'
import { mustSomewhere } from '../../access/rules.ts'
import { Problem, wrongStage } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import { eachInSlices, sendPortions } from '../../platform/slices.ts'
import { countStates, evaluate, type Verdict } from './evaluate.ts'
import { holdImport, type ImportRow, type Kinds, kindOf, type StoredRow } from './queries.ts'
import type { Counts } from './rules.ts'
import type { ImportTables } from './tables.ts'
import { tallyOf } from './tally.ts'

export type Open = Omit<ImportRow, 'kind'> & { kind: ImportKind }

/** The preview, locked, as long as it is one; only its maker changes it, who still may what it will do. */
export async function loadOpen(ctx: Context, kinds: Kinds, importId: string): Promise<Open> {
  const found = await holdImport(ctx, importId)
  const kind = kindOf(kinds, found.kind)
  if (found.madeById !== ctx.actor.accountId) throw new Problem('not-permitted')
  mustSomewhere(ctx.actor, kind.verb)
  if (found.state === 'done') throw wrongStage('import done', msg('This import has gone in already.'))
  return { ...found, kind }
}

/**
 * Judges all rows anew and stores what has changed of the verdicts; gives how many rows are what then. Asks nobody:
 * whoever holds the preview was asked.
 */
export async function judgeAnew(ctx: Context, found: Open, rows: readonly StoredRow[]): Promise<Counts> {
  const verdicts = await evaluate(ctx, found.kind, found.heads, rows)
  const judged: (Verdict & { position: number })[] = []
  await eachInSlices(rows, (row, at) => {
    const { state, marks, candidates, hasReading } = verdicts[at]
    const isSame =
      row.state === state &&
      row.hasReading === hasReading &&
      JSON.stringify([row.marks, row.candidates]) === JSON.stringify([marks, candidates])
    if (!isSame) judged.push({ position: row.position, ...verdicts[at] })
  })
  await sendPortions(judged, (some) =>
    sql`
    update exchange.import_row as row set state = r.state, marks = r.marks, candidates = r.candidates,
      has_reading = r."hasReading"
    from jsonb_to_recordset(${JSON.stringify(some)}::jsonb)
      as r(position int, state text, marks jsonb, candidates jsonb, "hasReading" boolean)
    where row.import_id = ${found.id} and row.position = r.position`.execute(ctx.db),
  )
  const counts = countStates(verdicts)
  const tally = await tallyOf(rows.map(({ sheet, decision }, at) => ({ sheet, decision, ...verdicts[at] })))
  await ctx.db
    .withTables<ImportTables>()
    .updateTable('exchange.import')
    .set({
      counts,
      tally: JSON.stringify(tally) as never,
      heads: JSON.stringify(found.heads) as never,
    })
    .where('id', '=', found.id)
    .execute()
  return counts
}

/** As `judgeAnew`, where some of the rows have just become these. Asks nobody: whoever changed them has asked. */
export async function judgeChanged(
  ctx: Context,
  found: Open,
  rows: readonly StoredRow[],
  changed: readonly StoredRow[],
): Promise<Counts> {
  const now = new Map(changed.map((row) => [row.position, row]))
  return judgeAnew(
    ctx,
    found,
    rows.map((row) => now.get(row.position) ?? row),
  )
}
