// A file that went in is taken back as a whole: what it made goes, what it changed is as it was, while nobody has
// changed any of it since and nothing newer rests on it.
import { type RawBuilder, sql } from 'kysely'
import type { Context, ImportKind } from '../../access/context.ts'
import { mustSomewhere, scopes } from '../../access/rules.ts'
import { finding, Problem, refuseIf, stale } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import type { Changing } from '../../platform/imports.ts'
import { note } from '../../platform/journal.ts'
import { lock } from '../../platform/locks.ts'
import type { Naming } from '../../platform/naming.ts'
import { type Resting, readResting, restingFindings, restingRows } from '../../platform/resting.ts'
import { sendPortions } from '../../platform/slices.ts'
import { within } from '../../registry/queries.ts'
import { getImport, type ImportRow, type Kinds, kindOf } from './queries.ts'

/** SQL: tells whether an entry `t` is still as it was; what the database makes of its columns is left aside. */
const state = sql`md5(jsonb_strip_nulls(to_jsonb(t) - 'search_key')::text)`

/**
 * Keeps what an import is about to change as it is, and afterwards what it made of it: `changing` is given to whoever
 * saves, `keepMade` called when all is saved. Asks nobody: whoever brings the file in has asked.
 */
export function keepChanges(ctx: Context, importId: string, { back }: ImportKind) {
  const table = sql.table(back.table)
  const made: string[] = []
  const changing: Changing = async (judged) => {
    for (const { state, id } of judged) if (state === 'new') made.push(id)
    const changed = judged.flatMap(({ state, id }) => (state === 'changed' ? id : []))
    await sendPortions(changed, (some) =>
      sql`insert into exchange.import_change (import_id, record_id, before, after)
        select ${importId}, t.id, to_jsonb(t), '' from ${table} as t where t.id = any(${some}::uuid[])`.execute(
        ctx.db,
      ),
    )
  }
  const keepMade = async () => {
    await sql`update exchange.import_change as c set after = ${state} from ${table} as t
      where c.import_id = ${importId} and t.id = c.record_id`.execute(ctx.db)
    await sendPortions(made, (some) =>
      sql`insert into exchange.import_change (import_id, record_id, after)
        select ${importId}, t.id, ${state} from ${table} as t where t.id = any(${some}::uuid[])`.execute(
        ctx.db,
      ),
    )
  }
  return { changing, keepMade }
}

const changesOf = (importId: string) =>
  sql`select record_id as id, before from exchange.import_change where import_id = ${importId}`
const entriesOf = (importId: string) =>
  sql`select record_id from exchange.import_change where import_id = ${importId}`
const madeBy = (importId: string) => sql`${entriesOf(importId)} and before is null`

/** The import, for whoever may change every entry that it made or changed. */
async function importOfActor(ctx: Context, kinds: Kinds, importId: string) {
  const one = await getImport(ctx, importId)
  const kind = kindOf(kinds, one.kind)
  mustSomewhere(ctx.actor, kind.verb)
  const { rows } = await sql<{ is: boolean }>`
    select exists (
      select 1 from (select distinct ${sql.raw(kind.back.placeOf)} as place_id from ${sql.table(kind.back.table)} as t
        where t.id in (${entriesOf(importId)})) as at
      where not ${within(scopes(ctx.actor, kind.verb), 'at.place_id', ctx.today)}) as is`.execute(ctx.db)
  if (rows[0].is) throw new Problem('not-permitted')
  return { one, kind }
}

/** What stood before is not known any more: of whom it was has been erased since. */
const isErased = sql`c.before = '{}'`

/** Entries that are not what the import made of them, and what rests on those that it made and on what it changed. */
async function restingOn(
  ctx: Context,
  rooms: readonly Naming[],
  { back }: ImportKind,
  importId: string,
): Promise<Resting[]> {
  const changed = sql`
    select ${sql.raw(back.called)} as names, null::text as href from exchange.import_change as c
    left join ${sql.table(back.table)} as t on t.id = c.record_id
    where c.import_id = ${importId} and (t.id is null or c.after <> ${state} or ${isErased})`
  const made: RawBuilder<unknown> = madeBy(importId)
  return [
    ...(await restingRows(ctx.db, msg('Entries that were changed since'), changed)),
    ...((await back.resting?.(ctx.db, changesOf(importId))) ?? []),
    ...(await readResting(ctx.db, rooms, back.of, made, entriesOf(importId))),
  ]
}

const countsOf = async (ctx: Context, importId: string) => {
  const { rows } = await sql<{ made: number; changed: number }>`
    select count(*) filter (where before is null)::int as made, count(before)::int as changed
    from exchange.import_change where import_id = ${importId}`.execute(ctx.db)
  return rows[0]
}

const isBefore = msg(
  'A file can be taken back for thirty days, and only if it went in since that is kept: nothing is known any more of what stood before.',
)

/** What would go if the import were taken back, what would be as it was, and what rests on it. Changes nothing. */
export async function previewTakingBack(
  ctx: Context,
  rooms: readonly Naming[],
  kinds: Kinds,
  importId: string,
) {
  const { one, kind } = await importOfActor(ctx, kinds, importId)
  const resting = one.takenBackAt ? [] : await restingOn(ctx, rooms, kind, importId)
  return {
    ...(await countsOf(ctx, importId)),
    resting: resting.map((found) => ({ ...found, what: ctx.say(found.what) })),
  }
}

/**
 * Takes an import back, all of it or nothing. Refuses where an entry was changed since or something newer rests on one
 * that it made or on what it changed, which is told; stale where somebody else has taken it back.
 */
export async function takeBackImport(
  ctx: Context,
  rooms: readonly Naming[],
  kinds: Kinds,
  importId: string,
): Promise<{ id: string }> {
  await lock(ctx.db, 'importing')
  const { one, kind } = await importOfActor(ctx, kinds, importId)
  if (one.takenBackAt) throw stale({ takenBackAt: one.takenBackAt.toISOString() })
  const counts = await countsOf(ctx, importId)
  refuseIf(counts.made + counts.changed === 0 ? [finding('', 'not-kept', isBefore)] : [])
  await kind.back.hold?.(ctx.db)
  await holdEntries(ctx, kind, one)
  refuseIf(restingFindings(await restingOn(ctx, rooms, kind, importId), ctx))
  await kind.back.putBack(ctx, changesOf(importId))
  await sql`update exchange.import set taken_back_at = ${ctx.now}, taken_back_by = ${ctx.actor.accountId}
    where id = ${importId}`.execute(ctx.db)
  await sql`delete from exchange.import_change where import_id = ${importId}`.execute(ctx.db)
  const detail = { kind: kind.name, ...counts }
  await note(ctx, { verb: 'import.taken-back', kind: 'import', id: importId, placeId: one.placeId, detail })
  return { id: importId }
}

/** Whoever is about to change or name one of them, or to enter another beside it, waits and sees what it became. */
async function holdEntries(ctx: Context, { back }: ImportKind, { id }: ImportRow): Promise<void> {
  const entries = sql`${sql.table(back.table)} as t where t.id in (${entriesOf(id)})`
  await sql`with held as materialized (select 1 from ${entries} order by t.id for update)
    select count(*) from held`.execute(ctx.db)
  if (!back.beside) return
  const { table, column } = back.beside
  await sql`with held as materialized (
    select 1 from ${sql.table(table)} where id in (select ${sql.ref(`t.${column}`)} from ${entries})
    order by id for no key update
  ) select count(*) from held`.execute(ctx.db)
}
