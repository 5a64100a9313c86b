// Whether what is stored still follows from the rows it was made from. Both are reckoned here once more in plain SQL,
// with none of the rules, deltas or flattened paths that made them.
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../platform/database.ts'
import { anyForm, anyTrade, counts, noForm, noIndicator, noMonth, noTrade } from '../../totals/rules.ts'

/**
 * How many totals are stored, and how many of them are not what plans and reports add up to. The tree is climbed by a
 * statement of its own, for the recursion then reads no totals; both see the same moment.
 */
export async function compareTotals(db: Db): Promise<{ stored: number; wrong: number }> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      await climbTree(tx)
      return compareWithin(tx)
    })
}

/**
 * What stood above each place on the last day of each period, as its parents say; a place that lay nowhere is left out.
 */
async function climbTree(tx: Db): Promise<void> {
  await sql`
    create temporary table anchored on commit drop as
    with recursive climb (period_id, place_id, above, day) as (
      select period.id, place.id, place.id, period.to_on - 1 from registry.place cross join plan.period
      union all
      select climb.period_id, climb.place_id, parent.parent_id, climb.day from climb
      join registry.place_parent as parent on parent.place_id = climb.above
        and parent.from_on <= climb.day and parent.to_on > climb.day
    )
    select climb.period_id, climb.place_id, climb.above from climb where exists (
      select 1 from climb as top where top.period_id = climb.period_id and top.place_id = climb.place_id
        and not exists (select 1 from registry.place_parent as parent where parent.place_id = top.above))`.execute(
    tx,
  )
  await sql`analyze anchored`.execute(tx)
}

async function compareWithin(tx: Db): Promise<{ stored: number; wrong: number }> {
  const { rows } = await sql<{ stored: number; wrong: number }>`
    with line as (
      select plan.place_id, plan.period_id, plan.state, l.indicator_id, l.trade_id, l.form, l.baseline, l.target as aim,
        l.phasing as course
      from plan.plan join plan.plan_line as l on l.plan_id = plan.id
      where plan.standing_version is null and plan.state <> 'draft'
      union all
      select plan.place_id, plan.period_id, 'approved', l.indicator_id, l.trade_id, l.form, l.standing_baseline,
        l.standing_target, l.standing_phasing
      from plan.plan join plan.plan_line as l on l.plan_id = plan.id
      where plan.standing_version is not null and l.standing_target is not null
    ),
    report as (
      select r.place_id, r.period_id, r.indicator_id, r.trade_id, r.form, r.month, r.value, r.baseline, r.state, r.dormant, r.parts,
        indicator.cumulative, lag(r.value) over before as last_value, lag(r.state) over before as last_state,
        lag(r.dormant) over before as last_dormant, lag(r.parts) over before as last_parts, row_number() over before as n
      from carry_out.report as r join plan.indicator on indicator.id = r.indicator_id
      where r.standing window before as (partition by r.plan_line_id, r.reporter_id order by r.month)
    ),
    fact (place_id, period_id, indicator_id, trade_id, form, measure, status, month, amount) as (
      select place_id, period_id, indicator_id, trade_id, form, 'baseline', state, null, baseline from line
      union all select place_id, period_id, indicator_id, trade_id, form, 'target', state, null, aim from line
      union all select place_id, period_id, indicator_id, trade_id, form, 'target', state, each.key, each.value::bigint
        from line cross join jsonb_each_text(line.course) as each
      union all select place_id, period_id, indicator_id, trade_id, form, 'baseline', 'reported', month, baseline
        from report where n = 1
      union all select place_id, period_id, indicator_id, trade_id, form, 'actual', state, month, value from report
      union all select place_id, period_id, indicator_id, trade_id, form, 'actual', last_state, month, -last_value
        from report where cumulative and n > 1
      union all select place_id, period_id, indicator_id, trade_id, form, 'actual', 'dormant', month, dormant from report
      union all select place_id, period_id, indicator_id, trade_id, form, 'actual', 'dormant', month, -last_dormant
        from report
      union all select place_id, period_id, said.key::uuid, trade_id, form, 'actual', state, month, said.value::bigint
        from report cross join jsonb_each_text(report.parts) as said
      union all select place_id, period_id, said.key::uuid, trade_id, form, 'actual', last_state, month,
        -said.value::bigint from report cross join jsonb_each_text(report.last_parts) as said where cumulative
    ),
    -- Coverage has no other rule than its definition, which plan and carry-out keep as views over their rows.
    whole as (
      select place_id, period_id, indicator_id, coalesce(trade_id, ${noTrade}) as trade_id, coalesce(form, ${noForm}) as form,
        measure, status, coalesce(month, ${noMonth}) as month, amount from fact
      union all
      select place_id, period_id, indicator_id, trade_id, form, measure, status, month, amount from plan.counted
      where measure = any(${[...counts]}::text[])
      union all
      select place_id, period_id, indicator_id, trade_id, form, measure, status, month, amount from carry_out.counted
      where measure = any(${[...counts]}::text[])
    ),
    due as (
      select above as place_id, period_id, indicator_id, wide.trade_id, wide.form, measure, status, month,
        sum(amount) as amount
      from whole join anchored using (place_id, period_id), lateral (${widened(sql`whole`)}) as wide
      group by 1, 2, 3, 4, 5, 6, 7, 8 having sum(amount) <> 0
    ),
    found as (
      select place_id, period_id, indicator_id, trade_id, form, measure, status, month, sum(amount) as amount
      from (
        select place_id, period_id, indicator_id, trade_id, form, measure, status, month, amount from totals.total
        union all
        select above, period_id, indicator_id, wide.trade_id, wide.form, measure, status, month, amount
        from totals.delta, lateral (${widened(sql`delta`)}) as wide cross join unnest(line) as above
      ) as both_kinds group by 1, 2, 3, 4, 5, 6, 7, 8 having sum(amount) <> 0
    )
    select count(found.amount)::bigint as stored,
      count(*) filter (where found.amount is distinct from due.amount)::bigint as wrong
    from found full join due using (place_id, period_id, indicator_id, trade_id, form, measure, status, month)`.execute(
    tx,
  )
  return rows[0]
}

/** The cell of a row, and that of all trades and forms which is stored beside it. */
const widened = (row: RawBuilder<unknown>) => sql`select ${row}.trade_id, ${row}.form union all
  select ${anyTrade}::uuid, ${anyForm} where ${row}.trade_id <> ${anyTrade} and ${row}.form <> ${anyForm}
    and ${row}.indicator_id <> ${noIndicator}`

/** How many paths of places are stored, and on how many days a place's is not what its parents say. */
export async function comparePaths(db: Db): Promise<{ stored: number; wrong: number }> {
  const { rows } = await sql<{ stored: number; wrong: number }>`
    with recursive day as (
      select from_on as on_day from registry.place_parent union select from_on from registry.place_path
      union select to_on from registry.place_parent where to_on <> 'infinity'
    ),
    climb (place_id, on_day, above, steps) as (
      select place.id, day.on_day, place.id, 0 from registry.place cross join day
      union all
      select climb.place_id, climb.on_day, parent.parent_id, steps + 1 from climb
      join registry.place_parent as parent on parent.place_id = climb.above
        and parent.from_on <= climb.on_day and parent.to_on > climb.on_day
      where steps < 30
    ),
    reached as (
      select place_id, on_day, array_agg(above order by steps desc) as path from climb group by place_id, on_day
    ),
    -- Before it was opened under its first parent, or after it left the last one, a place lies nowhere.
    due as (
      select place_id, on_day, case when exists (select 1 from registry.place_parent as parent
        where parent.place_id = path[1]) then null else path end as path from reached
    )
    select (select count(*) from registry.place_path)::bigint as stored,
      count(*) filter (where path.line is distinct from due.path)::bigint as wrong
    from due left join registry.place_path as path on path.place_id = due.place_id
      and path.from_on <= due.on_day and path.to_on > due.on_day`.execute(db)
  return rows[0]
}
