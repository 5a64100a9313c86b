// Earlier definitions of indicators, and what rests on those that hold.
import { type RawBuilder, sql } from 'kysely'
import type { Day } from '../../base/dates.ts'
import type { Db } from '../../platform/database.ts'
import type { Earlier } from './rules.ts'

/** SQL: what the row `indicator` said before (`Earlier`, weights in thousandths), in the order of their days. */
export const earlierOf: RawBuilder<Earlier[]> = sql`coalesce((
  select jsonb_agg(jsonb_build_object('untilOn', version.until_on, 'names', version.names,
    'definition', version.definition, 'terms', version.terms, 'by', account.names, 'on', version.on_day)
    order by version.until_on)
  from plan.indicator_version as version join access.account on account.id = version.account_id
  where version.indicator_id = indicator.id), '[]'::jsonb)`

/** By the id of each indicator that a plan has a line of: the first day of the last period in which one is approved. */
export type Planned = ReadonlyMap<string, Day | null>

export async function plannedOf(db: Db, programmeId: string): Promise<Planned> {
  const { rows } = await sql<{ id: string; approvedFrom: Day | null }>`
    select line.indicator_id as id, max(period.from_on) filter (where line.standing_target is not null) as "approvedFrom"
    from plan.period join plan.plan on plan.period_id = period.id join plan.plan_line as line on line.plan_id = plan.id
    where period.programme_id = ${programmeId} group by line.indicator_id`.execute(db)
  return new Map(rows.map(({ id, approvedFrom }) => [id, approvedFrom]))
}

/** The first day of the last period for which an approved plan stands; '' before there is any. */
export async function lastApproved(db: Db, programmeId: string): Promise<Day | ''> {
  const { rows } = await sql<{ day: Day | null }>`
    select max(period.from_on) as day from plan.period
    where period.programme_id = ${programmeId} and exists (select 1 from plan.plan
      where plan.period_id = period.id and plan.standing_version is not null)`.execute(db)
  return rows[0].day ?? ''
}

type Made = {
  id: string
  numeratorId: string | null
  denominatorId: string | null
  terms: readonly { indicatorId: string }[] | null
}

/** The quantities that an indicator is made of in the end; itself where it is none of others. */
function quantitiesOf(one: Made, all: readonly Made[]): Made[] {
  const ids = [one.numeratorId, one.denominatorId, ...(one.terms ?? []).map(({ indicatorId }) => indicatorId)]
  const parts = all.filter(({ id }) => id !== one.id && ids.includes(id))
  return parts.length === 0 ? [one] : parts.flatMap((part) => quantitiesOf(part, all))
}

/** Whether plans rest on an indicator, so that what it says is not put otherwise without being asked. */
export const isTold = (one: Made, all: readonly Made[], planned: Planned): boolean =>
  quantitiesOf(one, all).some(({ id }) => planned.has(id))

/** Whether an approved plan rests on what holds from a day on. */
export const isApprovedFrom = (one: Made, all: readonly Made[], planned: Planned, day: Day): boolean =>
  quantitiesOf(one, all).some(({ id }) => (planned.get(id) ?? '') >= day)
