// What tests of reports and commitments share: a line of a county's plan, and what is refused.
import { sql } from 'kysely'
import type { Town } from './town.ts'

/** The first row of what is asked. */
export const one = async <T>(town: Town, query: ReturnType<typeof sql<T>>): Promise<T> =>
  (await query.execute(town.database.kysely)).rows[0]

/** The plan line of a county by indicator, trade and form. */
export async function lineId(
  town: Town,
  county: string,
  indicator: string,
  trade: string | null = null,
  form: string | null = null,
  period = '1954-h1',
) {
  const { id } = await one(
    town,
    sql<{ id: string }>`select line.id from plan.plan_line as line
    join plan.plan on plan.id = line.plan_id join plan.period on period.id = plan.period_id
    join registry.place on place.id = plan.place_id join plan.indicator on indicator.id = line.indicator_id
    left join registry.trade on trade.id = line.trade_id
    where place.code = ${county} and indicator.code = ${indicator} and period.code = ${period}
      and trade.code is not distinct from ${trade} and line.form is not distinct from ${form}`,
  )
  return id
}

export const errorsOf = (answer: { problem: { errors?: { pointer: string; code: string }[] } }) =>
  answer.problem.errors?.map((error) => `${error.pointer} ${error.code}`)
