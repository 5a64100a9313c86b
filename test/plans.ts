// What tests of plans share: bodies made from what a page shows, and the totals summed up anew from the stored rows.
import { sql } from 'kysely'
import type { CallReply } from '../src/base/call.ts'
import * as boardCalls from '../src/plan/board/contract.ts'
import * as periodCalls from '../src/plan/periods/contract.ts'
import * as calls from '../src/plan/plans/contract.ts'
import { planStates } from '../src/plan/plans/rules.ts'
import type { Database } from '../src/platform/database.ts'
import { totalsOf, whole } from '../src/totals/queries.ts'
import type { Person } from './town.ts'

export type Plan = CallReply<typeof calls.planPage>
export type Line = Plan['lines'][number]

export const nothing = { zh: '', en: '' }
export const words = (text: string) => ({ zh: text, en: text })

/** A line as it would be sent back unchanged. */
export const bodyOf = (line: Line) => ({
  section: line.section,
  indicatorId: line.indicator.id,
  tradeId: line.trade?.id ?? null,
  form: line.form,
  unit: line.indicator.unit as string,
  baseline: line.baseline,
  target: line.target,
  phasing: line.phasing,
  ownerPostId: line.ownerPost?.id ?? null,
  means: line.means,
  risk: line.risk,
  note: line.note,
  actions: line.actions.map(({ id: _, ...action }) => action),
  citations: line.citations,
})

/** The line with another target, phased so that it fits. */
export function withTarget(line: Line, target: number) {
  const months = Object.keys(line.phasing).sort()
  const end = months[months.length - 1]
  const phasing = line.indicator.cumulative
    ? { ...line.phasing, [end]: target }
    : Object.fromEntries(months.map((month) => [month, month === end ? target : 0]))
  return { ...bodyOf(line), target, phasing, note: words('为试验而改') }
}

export async function planOf(person: Person, code: string, period = '1954-h1'): Promise<Plan> {
  const { periods } = await person.ask(periodCalls.periods, {})
  const periodId = periods.find((one) => one.code === period)?.id
  const board = await person.ask(boardCalls.planBoard, { query: { periodId } })
  const planId = board.counties.find((county) => county.place.code === code)?.planId
  if (!planId) throw new Error(`${code} has no plan in ${period}`)
  return person.ask(calls.planPage, { params: { planId } })
}

const approvedOnce = sql`exists (select 1 from plan.plan_version as v where v.plan_id = plan.id and v.kind = 'approved')`

type Row = Record<string, string | number | null>
const asLines = (rows: Row[]): string[] =>
  rows
    .map((row) =>
      [
        row.placeId,
        row.indicatorId,
        row.tradeId,
        row.form,
        row.measure,
        row.status,
        row.month,
        row.amount,
      ].join('|'),
    )
    .sort()

/** What is stored in totals of plans, for every place; figures of reports stand under states of their own. */
export async function storedTotals(database: Database, periodId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from registry.place`.execute(database.kysely)
  const totals = await totalsOf(
    database.kysely,
    whole(
      rows.map((row) => row.id),
      periodId,
    ),
  )
  const isPlanned = (measure: string) => measure === 'baseline' || measure === 'target'
  return asLines(
    totals.filter((row) => isPlanned(row.measure) && (planStates as readonly string[]).includes(row.status)),
  )
}

/**
 * The same from the rows of the plans alone, climbing the dated parents one by one: it uses neither the deltas nor the
 * flattened tree that totals are posted by.
 */
export async function summedAnew(database: Database, periodId: string): Promise<string[]> {
  const { rows } = await sql<Row>`
    with recursive here as (select id, borders_on from plan.period where id = ${periodId}),
    climb (place_id, above) as (
      select place.id, place.id from registry.place
      union all
      select climb.place_id, parent.parent_id from climb
      join registry.place_parent as parent on parent.place_id = climb.above cross join here
      where parent.from_on <= here.borders_on and parent.to_on > here.borders_on),
    counted as (
      select plan.place_id, plan.state, line.indicator_id, line.trade_id, line.form, line.baseline,
        line.target as stands, line.phasing as months
      from plan.plan join plan.plan_line as line on line.plan_id = plan.id
      where plan.period_id = ${periodId} and plan.state <> 'draft' and not ${approvedOnce}
      union all
      -- What was approved last is what its kept version says, with the months of the figure that was decided.
      select plan.place_id, 'approved', line.indicator_id, line.trade_id, line.form, (kept->>'baseline')::bigint,
        coalesce(kept->>'decidedTarget', kept->>'target')::bigint,
        case when kept->>'decidedTarget' is null or kept->'decidedTarget' = kept->'target' then kept->'phasing'
          else line.standing_phasing end
      from plan.plan join lateral (
        select content::jsonb as content from plan.plan_version as v where v.plan_id = plan.id and v.kind = 'approved'
        order by number desc limit 1) as last on true
      cross join jsonb_array_elements(last.content->'lines') as kept
      join plan.plan_line as line on line.id = (kept->>'id')::uuid
      where plan.period_id = ${periodId}),
    fact as (
      select place_id, state, indicator_id, trade_id, form, 'baseline' as measure, null as month, baseline as amount from counted
      union all
      select place_id, state, indicator_id, trade_id, form, 'target', null, stands from counted
      union all
      select place_id, state, indicator_id, trade_id, form, 'target', m.key, m.value::bigint
      from counted cross join jsonb_each_text(counted.months) as m)
    select climb.above as "placeId", indicator_id as "indicatorId", trade_id as "tradeId", form, measure,
      state as status, month, sum(amount)::bigint as amount
    from fact join climb on climb.place_id = fact.place_id
    group by climb.above, indicator_id, trade_id, form, measure, state, month having sum(amount) <> 0`.execute(
    database.kysely,
  )
  return asLines(rows)
}
