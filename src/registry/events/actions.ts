// What people do in the registry. Each function is one thing done, in the request's transaction.
import type { Context } from '../../access/context.ts'
import { must } from '../../access/rules.ts'
import type { Day } from '../../base/dates.ts'
import { type Finding, finding, mustBeAsSeen, refuseIf, stale } from '../../base/problems.ts'
import { msg, type Names } from '../../base/words.ts'
import { note } from '../../platform/journal.ts'
import { readLevels } from '../levels/queries.ts'
import { mayStandUnder } from '../levels/rules.ts'
import { addEvent, moveParent, mustReach } from '../places/actions.ts'
import type { Standing } from '../places/contract.ts'
import { parentsOf, refreshPaths, refuseOrphans } from '../places/paths.ts'
import { everUnder, getPlace, pathOf, standingOf, standingPathOf } from '../places/queries.ts'
import { keptOf } from '../places/rules.ts'
import { lockTree } from '../queries.ts'

type Transfer = {
  toPlaceId: string
  onDay: Day
  source: string
  note: Names
  was?: Standing
}

/**
 * A place goes to another parent from a day on. Everything before the day stays as it was: reports on the borders of
 * an earlier day still count it where it was; and so does what is recorded of later days. Refuses a circle, a parent of
 * another level, and a change that is none. A parent from the same day on is replaced, where whoever does so saw it.
 */
export async function transferPlace(
  ctx: Context,
  placeId: string,
  { was, ...change }: Transfer,
): Promise<{ id: string }> {
  await lockTree(ctx.db)
  const place = await getPlace(ctx.db, placeId)
  const parent = await getPlace(ctx.db, change.toPlaceId)
  const from = await standingPathOf(ctx.db, placeId, change.onDay)
  const to = await standingPathOf(ctx.db, change.toPlaceId, change.onDay)
  must(ctx.actor, 'place.change', from.length > 0 ? from : await pathOf(ctx.db, placeId, ctx.today))
  mustReach(ctx, '/toPlaceId', to.length > 0 ? to : await pathOf(ctx.db, change.toPlaceId, ctx.today))
  const levels = await readLevels(ctx.db, 'held')
  refuseIf(transferFindings(placeId, from, to, mayStandUnder(levels, place.level, parent.level)))
  const standing = await standingOf(ctx.db, placeId, change.onDay)
  mustBeAsSeen(was, { ...standing })
  if (!was && standing?.fromOn === change.onDay) throw stale(standing)

  const before = await parentsOf(ctx.db, [placeId])
  await moveParent(ctx.db, placeId, change.toPlaceId, change.onDay)
  const kept = keptOf([placeId], before, await parentsOf(ctx.db, [placeId]))
  const id = await addEvent(ctx.db, placeId, {
    ...change,
    kind: 'transfer',
    otherPlaceId: change.toPlaceId,
    kept,
  })
  await refreshPaths(ctx, [placeId])
  const placeIds = await everUnder(ctx.db, placeId)
  await refuseOrphans(ctx, placeIds)
  await note(ctx, {
    verb: 'place.moved',
    kind: 'place',
    id: placeId,
    placeId,
    detail: { placeIds, ...change },
  })
  return { id }
}

function transferFindings(placeId: string, from: string[], to: string[], isFitting: boolean): Finding[] {
  if (from.length === 0) return [finding('/onDay', 'no-place', msg('The place does not exist on this day.'))]
  if (to.length === 0)
    return [finding('/toPlaceId', 'no-place', msg('The new parent does not exist on this day.'))]
  if (to.includes(placeId)) return [finding('/toPlaceId', 'circle', msg('A place cannot go under itself.'))]
  if (!isFitting)
    return [finding('/toPlaceId', 'level', msg('A place of this level cannot stand under the other.'))]
  if (from.at(-2) === to.at(-1)) return [finding('/toPlaceId', 'unchanged', msg('It is there already.'))]
  return []
}
