// A place that was entered wrongly is put right: its code, spelling or level, as long as no figure rests on it. A new
// name, or a place that became another, is an event with a day (actions.ts).
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { must } from '../../access/rules.ts'
import { type Finding, finding, mustBeAsSeen, refuseIf } from '../../base/problems.ts'
import { msg, type Names } from '../../base/words.ts'
import { note } from '../../platform/journal.ts'
import { readLevels, tierOf } from '../levels/queries.ts'
import { mayStandUnder } from '../levels/rules.ts'
import { alwaysAbove, everUnder, getPlace } from '../places/queries.ts'
import { lockTree } from '../queries.ts'
import { codeFindings, namesFindings, neat } from '../rules.ts'

type Correction = { code: string; names: Names; level: string }
/** Plans and condition sheets there and below, classes that name the place, programmes that are run from it. */
type Resting = { plans: number; classes: number; programmes: number }

/** Refuses where something rests on the place, which is told; stale where it is not what `was` says any more. */
export async function correctPlace(
  ctx: Context,
  placeId: string,
  { was, ...change }: Correction & { was: Correction },
  restingOf: () => Promise<Resting>,
): Promise<{ id: string }> {
  await lockTree(ctx.db)
  const place = await getPlace(ctx.db, placeId)
  // Also of a place that is no more: whoever was over it all the time.
  must(ctx.actor, 'place.change', (await alwaysAbove(ctx.db, [placeId]))(placeId))
  mustBeAsSeen(was, { ...place })
  refuseIf([
    ...codeFindings(change.code),
    ...namesFindings(change.names),
    ...(change.level === place.level ? [] : await levelFindings(ctx, placeId, change.level)),
    ...(isSameName(change.names, place.names) ? [] : await nameFindings(ctx, placeId)),
    ...restingFindings(await restingOf()),
  ])
  const names = neat(change.names)
  await sql`update registry.place set code = ${change.code}, names = ${JSON.stringify(names)}::jsonb,
    level = ${change.level}, tier = ${tierOf(change.level)} where id = ${placeId}`.execute(ctx.db)
  const before = { code: place.code, names: place.names, level: place.level }
  const detail = { before, after: { ...change, names } }
  await note(ctx, { verb: 'place.corrected', kind: 'place', id: placeId, placeId, detail })
  return { id: placeId }
}

function restingFindings(resting: Resting): Finding[] {
  if (Object.values(resting).every((n) => n === 0)) return []
  const text = msg(
    'Figures rest on this place: plans and condition sheets ({plans}), classes ({classes}), programmes ({programmes}). A new name is recorded with its day.',
  )
  return [finding('', 'in-use', text, { ...resting })]
}

/** At another level the place stands right under all that it ever stood under, and what ever stood under it as well. */
async function levelFindings(ctx: Context, placeId: string, level: string): Promise<Finding[]> {
  const levels = await readLevels(ctx.db, 'held')
  if (!levels.some(({ code }) => code === level))
    return [finding('/level', 'unknown', msg('There is no such level of places.'))]
  const entered = await sql<{
    n: number
  }>`select (select count(*) from registry.organisation where place_id = ${placeId})::int
    + (select count(*) from registry.person where place_id = ${placeId})::int as n`.execute(ctx.db)
  const { n } = entered.rows[0]
  if (n > 0)
    return [
      finding('/level', 'in-use', msg('Units or people are entered here ({n}), so its level stays.'), { n }),
    ]
  const under = (await everUnder(ctx.db, placeId)).filter((id) => id !== placeId)
  const { rows } = await sql<{ level: string; isAbove: boolean }>`
    select above.level, true as "isAbove" from registry.place_parent as parent
      join registry.place as above on above.id = parent.parent_id where parent.place_id = ${placeId}
    union select level, false from registry.place where id = any(${under}::uuid[])`.execute(ctx.db)
  const isRight =
    rows.some(({ isAbove }) => isAbove) &&
    rows.every((one) =>
      one.isAbove ? mayStandUnder(levels, level, one.level) : mayStandUnder(levels, one.level, level),
    )
  return isRight
    ? []
    : [
        finding(
          '/level',
          'level',
          msg('A place of this level cannot stand there, or not above what lies under it.'),
        ),
      ]
}

const isSameName = (one: Names, other: Names): boolean => one.zh === other.zh && one.en === other.en

/** What is recorded of a later name was said of this one. */
async function nameFindings(ctx: Context, placeId: string): Promise<Finding[]> {
  const { rows } = await sql`select 1 from registry.place_event
    where kind = 'rename' and place_id = ${placeId} and taken_back_at is null limit 1`.execute(ctx.db)
  const text = msg('The place took this name on a day that is recorded, so it stays.')
  return rows.length > 0 ? [finding('/names/zh', 'recorded', text)] : []
}
