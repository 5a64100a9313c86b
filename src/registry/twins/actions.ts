// Two entries of one person or unit made one, and taken back. The rooms below say what of theirs names an entry: their
// lists are handed in, so that the registry knows none of them.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { must } from '../../access/rules.ts'
import { newId } from '../../base/ids.ts'
import { type Finding, finding, notFound, refuseIf, wrongStage } from '../../base/problems.ts'
import { msg, type Names } from '../../base/words.ts'
import { note } from '../../platform/journal.ts'
import { lock } from '../../platform/locks.ts'
import {
  conflictsOf,
  countMoved,
  countNaming,
  frozenOf,
  moveNaming,
  moveNamingBack,
  type Naming,
  type Subject,
} from '../../platform/naming.ts'
import { unitsAbove } from '../organisations/queries.ts'
import { isWithin, partOfItself } from '../organisations/rules.ts'
import { tables } from '../queries.ts'
import { getEntry, readLog, readTwo, verbOf } from './queries.ts'

type Two = { subject: Subject; twinId: string; keptId: string }

/** Both entries in places where the actor may change them; otherwise not found or not permitted. */
async function loadTwo(ctx: Context, { subject, twinId, keptId }: Two) {
  const twin = await getEntry(ctx, subject, twinId)
  const kept = await getEntry(ctx, subject, keptId)
  must(ctx.actor, verbOf[subject], twin.path)
  must(ctx.actor, verbOf[subject], kept.path)
  return { twin, kept }
}

/**
 * Held in one order until the transaction ends, with what they lead to and what leads to them, all of which a merge
 * moves: so that nobody gives a twin a post while it is merged.
 */
async function holdTwo(ctx: Context, { subject, twinId, keptId }: Two): Promise<void> {
  await lock(ctx.db, 'merging', subject)
  if (subject === 'organisation') await lock(ctx.db, 'parts')
  const table = sql.table(`registry.${subject}`)
  const two = sql`(${twinId}, ${keptId})`
  await sql`
    with one as (select coalesce(kept_as, id) as id from ${table} where id in ${two})
    select 1 from ${table} as t where id in ${two} or id in (select id from one)
      or kept_as in (select id from one)
    order by id for update of t`.execute(ctx.db)
}

const isOne = finding('', 'itself', msg('These two are one entry already.'))

async function findingsOf(ctx: Context, rooms: readonly Naming[], two: Two): Promise<Finding[]> {
  if (two.twinId === two.keptId) return [isOne]
  return conflictsOf(ctx.db, rooms, { subject: two.subject, from: two.twinId, to: two.keptId })
}

/** What would follow if the two were made one: what moves, and what speaks against it. Changes nothing. */
export async function previewTwin(ctx: Context, rooms: readonly Naming[], asked: Two) {
  const { twin, kept } = await loadTwo(ctx, asked)
  const two = { subject: asked.subject, twinId: twin.id, keptId: kept.id }
  const moves = await countNaming(ctx.db, rooms, { subject: two.subject, from: twin.id, to: kept.id })
  const found = await findingsOf(ctx, rooms, two)
  return {
    ...(await readTwo(ctx, two.subject, two.twinId, two.keptId)),
    moves: moves.map(({ what, count }) => ({ what: ctx.say(what), count })),
    conflicts: found.map(({ text, params }) => ctx.say(text, params)),
  }
}

/**
 * Makes two entries one: whatever named the twin names the other, in all rooms, and the twin stays as a pointer to it.
 * Refuses with every reason why the two cannot be one.
 */
export async function mergeTwin(
  ctx: Context,
  rooms: readonly Naming[],
  asked: Two,
  reason: string,
): Promise<{ id: string }> {
  await holdTwo(ctx, asked)
  const { twin, kept } = await loadTwo(ctx, asked)
  const two = { subject: asked.subject, twinId: twin.id, keptId: kept.id }
  refuseIf(await findingsOf(ctx, rooms, two))
  const moved = await moveNaming(ctx.db, rooms, { subject: two.subject, from: twin.id, to: kept.id })
  await point(ctx, two.subject, twin.id, kept.id)
  const taken = await takeOver(ctx, two)
  const id = newId()
  await tables(ctx.db)
    .insertInto('registry.twin')
    .values({
      id,
      subject: two.subject,
      place_id: kept.placeId,
      twin_id: twin.id,
      kept_id: kept.id,
      reason,
      moved: JSON.stringify(moved),
      taken: JSON.stringify(taken),
      made_at: ctx.now,
      made_by: ctx.actor.accountId,
    })
    .execute()
  const rows = countMoved(rooms, moved).reduce((sum, { count }) => sum + count, 0)
  await note(ctx, {
    verb: `${two.subject}.twin-merged`,
    kind: two.subject,
    id: kept.id,
    placeId: kept.placeId,
    detail: { twinId: twin.id, mergeId: id, rows },
  })
  return { id: kept.id }
}

/** Takes a merge back: everything names again what it named before. Refuses where later changes stand in the way. */
export async function undoTwin(
  ctx: Context,
  rooms: readonly Naming[],
  mergeId: string,
): Promise<{ id: string }> {
  const [seen] = await readLog(ctx, { twinId: mergeId })
  if (!seen) throw notFound(mergeId)
  const { subject } = seen
  await holdTwo(ctx, { subject, twinId: seen.twin.id, keptId: seen.kept.id })
  const [{ twin, kept, moved, taken: over, undoneAt, isLast, isErased }] = await readLog(ctx, {
    twinId: mergeId,
  })
  must(ctx.actor, verbOf[subject], twin.path)
  must(ctx.actor, verbOf[subject], kept.path)
  if (undoneAt) throw wrongStage('undone', msg('This was taken back already.'))
  if (isErased) throw wrongStage('erased', msg('The person was erased since.'))
  if (!isLast) {
    const why = msg('The kept entry was merged again since. Take the later merge back first.')
    throw wrongStage('merged again', why)
  }
  refuseIf(await frozenOf(ctx.db, rooms, { subject, from: twin.id, to: kept.id }))
  await point(ctx, subject, twin.id, null)
  await giveBack(ctx, { subject, keptId: kept.id }, over)
  const { taken } = await moveNamingBack(ctx.db, rooms, { subject, from: twin.id, to: kept.id }, moved)
  if (taken.length > 0) {
    const why = msg(
      'This cannot be taken back any more: some of what was moved was given to others or changed since ({what}).',
    )
    throw wrongStage('changed since', why, { what: taken.map(({ what }) => ctx.say(what)).join(', ') })
  }
  if (subject === 'organisation') refuseIf(await circleFindings(ctx, twin))
  await tables(ctx.db)
    .updateTable('registry.twin')
    .set({ undone_at: ctx.now, undone_by: ctx.actor.accountId })
    .where('id', '=', mergeId)
    .execute()
  await note(ctx, {
    verb: `${subject}.twin-undone`,
    kind: subject,
    id: kept.id,
    placeId: kept.placeId,
    detail: { twinId: twin.id, mergeId },
  })
  return { id: twin.id }
}

/**
 * What the twin is a part of may have become a part of the other since, among what the twin gets back. Then it goes
 * elsewhere first, unless it is what comes back itself: once put elsewhere, it could not come back any more.
 */
async function circleFindings(ctx: Context, twin: { id: string; names: Names }): Promise<Finding[]> {
  const partOf = await unitsAbove(ctx.db, [twin.id])
  const aboveId = partOf.get(twin.id)
  if (!aboveId || !isWithin(partOf, twin.id, twin.id)) return []
  if (partOf.get(aboveId) === twin.id) return [partOfItself('')]
  const above = await getEntry(ctx, 'organisation', aboveId)
  const why = msg(
    'Taken back, “{unit}” would stand under “{above}”, which is a part of it by now. First put “{above}” under another unit, or under none.',
  )
  return [finding('', 'itself', why, { unit: twin.names, above: above.names })]
}

/** What an entry holds of its own, and another of the same may lack. */
const ownColumns = { person: ['phone'], organisation: ['trade_id', 'founded_said', 'parent_id'] } as const

/** What the kept entry lacks it takes from the twin; gives what it took. */
async function takeOver(ctx: Context, { subject, twinId, keptId }: Two): Promise<Record<string, string>> {
  const table = sql.table(`registry.${subject}`)
  const taken: Record<string, string> = {}
  for (const name of ownColumns[subject]) {
    const column = sql.ref(name)
    const isFit =
      name === 'parent_id'
        ? sql`(select place_id from registry.organisation where id = twin.parent_id) = kept.place_id`
        : sql`true`
    const { rows } = await sql<{ value: string }>`
      select twin.${column}::text as value from ${table} as twin join ${table} as kept on kept.id = ${keptId}
      where twin.id = ${twinId} and kept.${column} is null and twin.${column} is not null and ${isFit}`.execute(
      ctx.db,
    )
    if (rows[0]) taken[name] = rows[0].value
  }
  await write(ctx, subject, keptId, taken)
  return taken
}

/** What was taken over goes again, where nobody has written something else since. */
async function giveBack(
  ctx: Context,
  { subject, keptId }: Omit<Two, 'twinId'>,
  taken: Record<string, string>,
): Promise<void> {
  const names = ownColumns[subject].filter((name) => taken[name] !== undefined)
  const { rows } = await sql<{ row: Record<string, unknown> }>`
    select to_jsonb(kept) as row from ${sql.table(`registry.${subject}`)} as kept where id = ${keptId}`.execute(
    ctx.db,
  )
  const own = names.filter((name) => rows[0]?.row[name] === taken[name])
  await write(ctx, subject, keptId, Object.fromEntries(own.map((name) => [name, null])))
}

async function write(
  ctx: Context,
  subject: Subject,
  id: string,
  values: Record<string, string | null>,
): Promise<void> {
  if (Object.keys(values).length === 0) return
  const { phone, trade_id, founded_said, parent_id } = values
  // What is not among the values stays as it is.
  await (subject === 'person'
    ? tables(ctx.db).updateTable('registry.person').set({ phone }).where('id', '=', id).execute()
    : tables(ctx.db)
        .updateTable('registry.organisation')
        .set({ trade_id, founded_said, parent_id })
        .where('id', '=', id)
        .execute())
}

async function point(ctx: Context, subject: Subject, twinId: string, keptId: string | null): Promise<void> {
  await tables(ctx.db)
    .updateTable(`registry.${subject}`)
    .set({ kept_as: keptId })
    .where('id', '=', twinId)
    .execute()
}

/** Remembers that two that look alike are not the same, so that they are not shown as likely again; or forgets it. */
export async function keepApart(ctx: Context, asked: Two, apart: boolean): Promise<{ id: string }> {
  const { twin, kept } = await loadTwo(ctx, asked)
  const [first, second] = [twin.id, kept.id].sort()
  if (first === second) refuseIf([isOne])
  if (apart) {
    await tables(ctx.db)
      .insertInto('registry.not_twin')
      .values({
        subject: asked.subject,
        first_id: first,
        second_id: second,
        place_id: twin.placeId,
        made_at: ctx.now,
        made_by: ctx.actor.accountId,
      })
      .onConflict((on) => on.doNothing())
      .execute()
  } else {
    // As the two are called today: what was said of an earlier twin of either counts as well.
    const isNow = (id: string) => sql`in (select id from ${sql.table(`registry.${asked.subject}`)}
      where id = ${id} or kept_as = ${id})`
    await sql`delete from registry.not_twin where (first_id ${isNow(first)} and second_id ${isNow(second)})
      or (first_id ${isNow(second)} and second_id ${isNow(first)})`.execute(ctx.db)
  }
  await note(ctx, {
    verb: apart ? `${asked.subject}.set-apart` : `${asked.subject}.not-apart`,
    kind: asked.subject,
    id: twin.id,
    placeId: twin.placeId,
    detail: { otherId: kept.id },
  })
  return { id: twin.id }
}
