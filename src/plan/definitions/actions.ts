// Taking a definition back that was to begin with a period. How one comes about is in indicators/actions.ts.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import type { Day } from '../../base/dates.ts'
import { notFound, wrongStage } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import { note } from '../../platform/journal.ts'
import { mustSetUp } from '../indicators/actions.ts'
import { getIndicator, listIndicators } from '../indicators/queries.ts'
import { holdPeriods } from '../periods/queries.ts'
import { tables } from '../queries.ts'
import { isApprovedFrom, plannedOf } from './queries.ts'
import { closedFrom } from './rules.ts'

/** Lets what an indicator said before hold again; asks whoever sets up the programme. */
export async function removeDefinition(
  ctx: Context,
  { indicatorId, fromOn }: { indicatorId: string; fromOn: Day },
): Promise<{ id: string }> {
  const known = await getIndicator(ctx, indicatorId)
  const programme = await mustSetUp(ctx, known.programmeId)
  const all = await listIndicators(ctx)
  const before = all.find(({ id }) => id === indicatorId)
  const last = before?.earlier.at(-1)
  if (!before || last?.untilOn !== fromOn) throw notFound(indicatorId)
  if (isApprovedFrom(before, all, await plannedOf(ctx.db, programme.id), fromOn)) {
    throw wrongStage('approved', msg('A plan was approved by this definition, so it stays.'))
  }
  const closed = closedFrom(await holdPeriods(ctx, programme.id), fromOn)
  if (closed) {
    const text = msg('{name} is closed, and what it says stays. Open it again first.')
    throw wrongStage('closed', text, { name: closed.names })
  }
  await sql`update plan.indicator set names = left_one.names, definition = left_one.definition, terms = left_one.terms
    from plan.indicator_version as left_one
    where indicator.id = ${indicatorId} and left_one.indicator_id = indicator.id and left_one.until_on = ${fromOn}`.execute(
    ctx.db,
  )
  await tables(ctx.db)
    .deleteFrom('plan.indicator_version')
    .where('indicator_id', '=', indicatorId)
    .where('until_on', '=', fromOn)
    .execute()
  await note(ctx, {
    verb: 'indicator.definition-removed',
    kind: 'indicator',
    id: indicatorId,
    placeId: programme.placeId,
    detail: { fromOn, before: before.names, after: last.names },
  })
  return { id: indicatorId }
}
