// The levels of places are changed together: what each does follows from its place in the order.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { mustBeAsSeen, refuseIf } from '../../base/problems.ts'
import type { Db } from '../../platform/database.ts'
import { note } from '../../platform/journal.ts'
import { mustChangeLists } from '../lists/actions.ts'
import { haveChanged, listLevels } from './queries.ts'
import { type LevelEntry, levelFindings, type PackLevel, packLevels, seenOf, tiered } from './rules.ts'

type Levels = {
  levels: Omit<LevelEntry, 'tier'>[]
  planning: string
  /** as they were seen; a pack saw none */
  was?: { levels: Omit<LevelEntry, 'tier'>[]; planning: string }
}

/**
 * Puts levels in place of those that stand. Stale where they are not any more what `was` says; refused where places, or
 * what `isResting` tells (plans, classes), rest on what would change.
 */
export async function changeLevels(
  ctx: Context,
  { levels, planning, was }: Levels,
  isResting: () => Promise<boolean>,
): Promise<{ levels: string[] }> {
  const { placeId } = await mustChangeLists(ctx)
  const before = await listLevels(ctx.db, 'alone')
  mustBeAsSeen(was, seenOf(before))
  const at = levels.findIndex(({ code }) => code === planning)
  const after = at < 0 ? levels.map((level) => ({ ...level, tier: 'above' as const })) : tiered(levels, at)
  refuseIf(levelFindings(after, before, await isResting()))
  await writeLevels(ctx.db, after, before[0].code)
  await note(ctx, {
    verb: 'level.edited',
    kind: 'level',
    id: placeId ?? ctx.actor.accountId,
    placeId,
    detail: { before: seenOf(before), after: seenOf(after) },
  })
  return { levels: codesOf(after) }
}

/**
 * Puts the levels of a pack in place of those of an office in which no place stands yet but the one above all; where
 * others do, or where the office has said its levels itself, it keeps its own. Gives whether they came in.
 */
export async function bringLevels(ctx: Context, levels: readonly PackLevel[]): Promise<boolean> {
  await mustChangeLists(ctx)
  const standing = await listLevels(ctx.db)
  if (standing.slice(1).some(({ places }) => places > 0) || (await haveChanged(ctx.db))) return false
  const planning = levels.find(({ plans }) => plans)?.code ?? ''
  await changeLevels(ctx, { levels: packLevels(levels), planning }, async () => false)
  return true
}

const codesOf = (levels: readonly { code: string }[]): string[] => levels.map(({ code }) => code)
/** `top`: the level of what everything stands under, which goes along with the first, whichever that is. */
async function writeLevels(db: Db, levels: readonly LevelEntry[], top: string): Promise<void> {
  const rows = JSON.stringify(levels.map((level, at) => ({ ...level, position: at + 1 })))
  const given = sql`jsonb_to_recordset(${rows}::jsonb)
    as given (code text, position int, names jsonb, plural jsonb, short jsonb, "shortPlural" jsonb, also text[], digits int, tier text)`
  const [first] = levels
  // A level is there before a place goes to it, and gone only after that.
  await sql`
    insert into registry.level (code, position, names, plural, short, short_plural, also, digits, tier)
    select code, position, names, plural, short, "shortPlural", also, digits, tier from ${given}
    on conflict (code) do update set position = excluded.position, names = excluded.names, plural = excluded.plural,
      short = excluded.short, short_plural = excluded.short_plural,
      also = excluded.also, digits = excluded.digits, tier = excluded.tier`.execute(db)
  await sql`update registry.place set level = ${first.code}, tier = ${first.tier}
    where level = ${top} and ${top} <> ${first.code}`.execute(db)
  await sql`delete from registry.level where not code = any(${codesOf(levels)}::text[])`.execute(db)
}
