// Keeps the counts of coverage true when a county's plan is approved anew; a first report of a month brings its own
// (reports/actions.ts).
import { sql } from 'kysely'
import type { Day } from '../../base/dates.ts'
import { type Frequency, isDue } from '../../plan/frequency/rules.ts'
import type { Db } from '../../platform/database.ts'
import { together } from '../../platform/together.ts'
import { isPathOn, type PathHeld } from '../../registry/queries.ts'
import { deltaParts } from '../../totals/actions.ts'
import { postedOf } from '../../totals/queries.ts'
import { cellsOf, type Delta, difference } from '../../totals/rules.ts'
import { type County, coverageOf, type Reported } from './expected.ts'

type Found = Omit<County, 'linesIn'> & {
  path: PathHeld
  toOn: Day
  yearFrom: number
  /** how often each line of the version that stands is reported, by each of its reporters */
  lines: Frequency[]
  reported: Reported[] | null
}

const own = (row: Pick<Delta, 'measure' | 'status'>) =>
  row.measure === 'counties' && !['approved', 'shared', 'none-due'].includes(row.status)

/**
 * Brings what is posted of a county's reports to what its plan and its reports say now. Whoever changed the plan holds
 * it, and its path. Asks nobody: it follows what a plan has become.
 */
export async function recountCoverage(db: Db, planId: string): Promise<void> {
  const { rows } = await sql<Found>`
    select plan.place_id as "placeId", period.borders_on as "bordersOn", plan.period_id as "periodId",
      path.line as path, period.to_on as "toOn", programme.year_from as "yearFrom",
      (select array_agg(indicator.frequency) from plan.reported_by as due
        join plan.indicator on indicator.id = due.indicator_id where due.plan_id = plan.id) as lines,
      (select json_agg(json_build_object('id', line.id, 'indicatorId', line.indicator_id, 'tradeId', line.trade_id,
          'form', line.form, 'month', report.month))
        from carry_out.report join plan.plan_line as line on line.id = report.plan_line_id
        where report.period_id = plan.period_id and report.place_id = plan.place_id and report.standing) as reported
    from plan.plan join plan.period on period.id = plan.period_id
    join convene.programme on programme.id = period.programme_id
    join registry.place_path as path on ${isPathOn('plan.place_id', sql.ref('period.borders_on'))}
    where plan.id = ${planId} for share of path`.execute(db)
  const { reported, path, lines, toOn, yearFrom, ...where } = rows[0]
  if (!reported) return
  const { placeId, bordersOn, periodId } = where
  const linesIn = (month: string) => lines.filter((often) => isDue(often, month, { toOn, yearFrom })).length
  const posted = (await postedOf(db, placeId, periodId)).filter(own)
  const before = cellsOf(posted.map((row) => ({ ...row, placeId, bordersOn, periodId })))
  await together(db, deltaParts(path, difference(before, coverageOf({ ...where, linesIn }, reported))))
}
