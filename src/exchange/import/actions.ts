// What people do with a file that they bring in; what they put right in it is in correcting.ts. The preview belongs to
// its maker; the registers change in `commitImport` alone, all rows in one transaction through the registry's own
// rules, or none.
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Context, ImportKind } from '../../access/context.ts'
import { mustSomewhere, scopes } from '../../access/rules.ts'
import { finding, notFound, Problem, refuseIf, stale, wrongStage } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import { inEachLanguage } from '../../platform/catalogues.ts'
import type { ExportTable } from '../../platform/exports.ts'
import { note } from '../../platform/journal.ts'
import { lock } from '../../platform/locks.ts'
import { sendPortions } from '../../platform/slices.ts'
import { countStates, evaluate } from './evaluate.ts'
import type { Known } from './headings.ts'
import { judgeAnew, judgeChanged, loadOpen } from './judging.ts'
import { columnProblems, getImport, importTaken, type Kinds, listRows, type StoredRow } from './queries.ts'
import { readInThread } from './reading.ts'
import { addRows, rowsOf } from './rows.ts'
import {
  type Choice,
  type Counts,
  choicesAtOnce,
  choicesOf,
  type Encoding,
  type FileRead,
  questionOf,
  type RowState,
  type Sheet,
} from './rules.ts'
import type { ImportTables } from './tables.ts'
import { keepChanges } from './taking-back.ts'
import { tallyOf } from './tally.ts'

type Bytes = { name: string; bytes: Uint8Array }
/** `encoding`: in which the text is written, where somebody said it. */
export type NewImport = { importId: string; kind: string; name: string; files: Bytes[]; encoding?: Encoding }

const tables = (ctx: Context) => ctx.db.withTables<ImportTables>()

/** What the files of an entry hold, before anything of it is kept; null where the very same was read before. */
export type EntryRead = { kind: ImportKind; sha256: string; encoding: string | null; sheets: Sheet[] } | null

/**
 * Reads one file, or several that belong together. It can take long, and needs no transaction. Refuses another content
 * under an id that is taken.
 */
export async function readEntry(ctx: Context, kinds: Kinds, entry: NewImport): Promise<EntryRead> {
  const { importId, files } = entry
  const kind = kinds.find(({ name }) => name === entry.kind)
  if (!kind)
    throw new Problem('invalid', {
      errors: [finding('/kind', 'unknown', msg('This is not one of the choices.'))],
    })
  mustSomewhere(ctx.actor, kind.verb)
  const hash = createHash('sha256')
  for (const { bytes } of files) hash.update(bytes)
  const sha256 = hash.digest('hex')
  const taken = await importTaken(ctx, importId)
  if (taken) {
    const isSame =
      taken.sha256 === sha256 && taken.kind === kind.name && taken.madeById === ctx.actor.accountId
    if (!isSame) throw new Problem('different-content')
    return null
  }
  const reads: FileRead[] = []
  for (const { name, bytes } of files) reads.push(await readInThread(name, bytes, entry.encoding))
  const sheets = reads.flatMap(({ sheets }, at) =>
    sheets.map((sheet) => ({
      ...sheet,
      name: files.length > 1 ? files[at].name : sheet.name,
    })),
  )
  return { kind, sha256, encoding: reads[0].encoding, sheets }
}

/** How what goes out of here is called and headed, in whatever language it went out. */
function oursOf({ name }: ImportKind, exports: readonly ExportTable[]): Known {
  const sheetsOf = (tables: readonly ExportTable[]) =>
    tables.flatMap(({ tab, title }) => inEachLanguage(tab ?? title))
  const own = exports.filter((table) => table.name === name)
  const ours = {
    own: sheetsOf(own),
    others: sheetsOf(exports.filter((table) => table.name !== name)),
    columns: own.flatMap(({ columns }) =>
      columns.map(({ name, title }) => ({ name, titles: inEachLanguage(title) })),
    ),
  }
  return { told: inEachLanguage, ours }
}

/** Makes a preview of what was read; the same id with the same content answers the first result again. */
export async function prepareImport(
  ctx: Context,
  entry: NewImport,
  read: EntryRead,
  exports: readonly ExportTable[],
): Promise<{ id: string; counts: Counts }> {
  const { importId } = entry
  if (!read) return { id: importId, counts: (await getImport(ctx, importId)).counts }
  const { kind, sha256, encoding, sheets } = read
  mustSomewhere(ctx.actor, kind.verb)
  const { heads, rows } = await rowsOf(kind, sheets, oursOf(kind, exports))
  const verdicts = await evaluate(ctx, kind, heads, rows)
  const counts = countStates(verdicts)
  const tally = await tallyOf(rows.map(({ sheet, decision }, at) => ({ sheet, decision, ...verdicts[at] })))
  await tables(ctx)
    .insertInto('exchange.import')
    .values({
      id: importId,
      kind: kind.name,
      file_name: entry.name,
      sha256,
      encoding,
      heads: JSON.stringify(heads) as never,
      counts,
      tally: JSON.stringify(tally) as never,
      state: 'open',
      place_id: scopes(ctx.actor, kind.verb)[0],
      made_by: ctx.actor.accountId,
      made_at: ctx.now,
      done_at: null,
      taken_back_at: null,
      taken_back_by: null,
    })
    .execute()
  await addRows(ctx, importId, rows, verdicts)
  return { id: importId, counts }
}

export type Deciding = {
  position: number | null
  decision: Choice | 'undo'
  candidateId?: string
}

/** What is written down for a row, or undefined where the decision does not concern it or the row does not allow it. */
function decisionOf(
  row: StoredRow,
  { position, decision, candidateId }: Deciding,
): string | null | undefined {
  if (position !== null && row.position !== position) return undefined
  if (decision === 'undo') return position === null && row.decision === null ? undefined : null
  // Whoever names a row may leave it out whatever it is.
  if (decision === 'leave-out' && position !== null) return decision
  const question = questionOf(row)
  if (decision === 'same' && candidateId)
    return choicesOf(question).includes(decision)
      ? row.candidates.find((one) => one.id === candidateId)?.id
      : undefined
  if (!choicesAtOnce(question).includes(decision)) return undefined
  return decision === 'same' ? row.candidates[0].id : decision
}

/**
 * Decides one row, or all that allow it; or takes back what was decided. Gives how many rows it concerned, and how many
 * wait for somebody after it.
 */
export async function decideRows(
  ctx: Context,
  kinds: Kinds,
  importId: string,
  deciding: Deciding,
): Promise<{ id: string; decided: number; open: number }> {
  const found = await loadOpen(ctx, kinds, importId)
  const rows = await listRows(ctx, importId)
  const { candidateId } = deciding
  if (candidateId && !rows.some((row) => row.candidates.some((one) => one.id === candidateId)))
    throw notFound(candidateId)
  const decided = rows.flatMap((row) => {
    const decision = decisionOf(row, deciding)
    return decision === undefined ? [] : [{ ...row, decision }]
  })
  refuseIf(
    deciding.position === null || decided.length > 0
      ? []
      : [finding('/decision', 'none', msg('There is nothing to decide about this row.'))],
  )
  await sendPortions(decided, (some) =>
    sql`
    update exchange.import_row as row set decision = r.decision
    from jsonb_to_recordset(${JSON.stringify(some)}::jsonb) as r(position int, decision text)
    where row.import_id = ${importId} and row.position = r.position`.execute(ctx.db),
  )
  const counts = await judgeChanged(ctx, found, rows, decided)
  return { id: importId, decided: decided.length, open: counts.faulty + counts.ask }
}

/** Judges all rows anew: the registers may have changed since. */
export async function checkImport(ctx: Context, kinds: Kinds, importId: string): Promise<{ id: string }> {
  const found = await loadOpen(ctx, kinds, importId)
  await judgeAnew(ctx, found, await listRows(ctx, importId))
  return { id: importId }
}

/**
 * Brings all rows in or none. Judged again inside the transaction: what would now do something else than the preview
 * showed is refused as 'stale'. A second commit answers the first result. Imports go in one after the other, so that
 * each sees what the one before it brought.
 */
export async function commitImport(
  ctx: Context,
  kinds: Kinds,
  importId: string,
): Promise<{ id: string; counts: Counts }> {
  await lock(ctx.db, 'importing')
  const done = await getImport(ctx, importId)
  if (done.state === 'done') return { id: importId, counts: done.counts }
  const found = await loadOpen(ctx, kinds, importId)
  const rows = await listRows(ctx, importId)
  if (columnProblems(found.kind, found.heads, rows).length > 0)
    throw wrongStage('columns missing', msg('Say first which column is which.'))
  const { faulty, ask } = countStates(rows)
  if (faulty + ask > 0)
    throw wrongStage(
      'rows open',
      msg(
        'Some rows are faulty or not yet decided. Correct them or leave them out; then everything goes in at once.',
      ),
    )
  const { kind } = found
  const { changing, keepMade } = keepChanges(ctx, importId, kind)
  const save = (ctx: Context, entries: readonly unknown[]) => kind.save(ctx, entries, changing)
  const verdicts = await evaluate(ctx, kind, found.heads, rows, save).catch((error: unknown) => {
    if (error instanceof Problem && error.kind === 'invalid') throw changedSince()
    throw error
  })
  if (rows.some((row, at) => !isAsShown(row.state, verdicts[at].state))) throw changedSince()
  await keepMade()
  const counts = countStates(verdicts)
  await tables(ctx)
    .updateTable('exchange.import')
    .set({ state: 'done', counts, tally: JSON.stringify([]) as never, done_at: ctx.now })
    .where('id', '=', importId)
    .execute()
  await tables(ctx).deleteFrom('exchange.import_row').where('import_id', '=', importId).execute()
  await note(ctx, {
    verb: 'import.done',
    kind: 'import',
    id: importId,
    placeId: found.placeId,
    detail: { kind: kind.name, sha256: found.sha256, counts },
  })
  return { id: importId, counts }
}

// What somebody else has brought in meanwhile, exactly so, needs no second look.
const isAsShown = (shown: RowState, now: RowState): boolean => shown === now || now === 'same'

const changedSince = (): Problem => stale({ changed: true })

/** Throws a preview away; what has gone in stays. */
export async function removeImport(ctx: Context, kinds: Kinds, importId: string): Promise<{ id: string }> {
  await loadOpen(ctx, kinds, importId)
  await tables(ctx).deleteFrom('exchange.import').where('id', '=', importId).execute()
  return { id: importId }
}
