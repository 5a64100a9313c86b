// Keeps the counts of coverage true: when a county reports a line for the first time in a month, and when its plan changes.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import type { PlanLineRow } from '../../plan/queries.ts'
import type { Db } from '../../platform/database.ts'
import { holdTree } from '../../registry/queries.ts'
import { post } from '../../totals/actions.ts'
import { totalsOf, whole } from '../../totals/queries.ts'
import { cellsOf, type Delta, difference } from '../../totals/rules.ts'
import { type County, type CountyLine, coverageOf, type Reported } from './expected.ts'

/**
 * What changes in coverage when a line of an approved plan reports a month for the first time. The caller has locked
 * the county's month (`lockLine`), so that of two lines that report at once each sees the other or is seen by it.
 * Asks nobody: it reckons for a report that may be made. Asks nobody: it reckons for a report that may be made.
 */
export async function coverageOfNew(ctx: Context, line: PlanLineRow, month: string): Promise<Delta[]> {
  const { rows } = await sql<CountyLine & { isReported: boolean }>`
    select line.id, line.indicator_id as "indicatorId", line.trade_id as "tradeId", line.form,
      exists (select 1 from carry_out.report where report.plan_line_id = line.id and report.month = ${month}
        and report.standing) as "isReported"
    from plan.plan_line as line where line.plan_id = ${line.planId}`.execute(ctx.db)
  const county: County = {
    placeId: line.place.id,
    bordersOn: line.period.bordersOn,
    periodId: line.period.id,
    planState: 'approved',
    lines: rows,
  }
  const others = rows.filter((row) => row.isReported && row.id !== line.id).map(({ id }) => id)
  const reported = (ids: string[]) => ids.map((planLineId) => ({ planLineId, month }))
  return difference(coverageOf(county, reported(others)), coverageOf(county, reported([...others, line.id])))
}

const own = (row: Pick<Delta, 'measure' | 'status'>) =>
  (row.measure === 'counties' && row.status !== 'approved') ||
  (row.measure === 'lines' && row.status === 'kept')

/**
 * Brings what is posted of a county's reports to what its plan and its reports say now. Asks nobody: it follows what
 * a plan has become. Asks nobody: it follows what a plan has become.
 */
export async function recountCoverage(db: Db, planId: string): Promise<void> {
  const { rows } = await sql<County & { reported: Reported[] | null }>`
    select plan.place_id as "placeId", period.borders_on as "bordersOn", plan.period_id as "periodId",
      plan.state as "planState",
      (select json_agg(json_build_object('id', line.id, 'indicatorId', line.indicator_id, 'tradeId', line.trade_id,
        'form', line.form)) from plan.plan_line as line where line.plan_id = plan.id) as lines,
      (select json_agg(json_build_object('planLineId', report.plan_line_id, 'month', report.month))
        from carry_out.report where report.period_id = plan.period_id and report.place_id = plan.place_id
          and report.standing) as reported
    from plan.plan join plan.period on period.id = plan.period_id where plan.id = ${planId}`.execute(db)
  const { reported, ...county } = rows[0]
  if (!reported) return
  const { placeId, bordersOn, periodId } = county
  const posted = (await totalsOf(db, whole([placeId]), periodId)).filter(own)
  const before = cellsOf(posted.map((row) => ({ ...row, placeId, bordersOn, periodId })))
  await post(db, await holdTree(db), difference(before, coverageOf(county, reported)))
}
