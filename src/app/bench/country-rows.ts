// The statements that make a country: its places, a plan of every county, and their reports.
import { sql } from 'kysely'
import type { Day } from '../../base/dates.ts'

const provinces = 31
const prefectures = 342
const counties = 2978
const townships = 41_352
const trades = 8
const forms = ['production_group', 'supply_marketing_production_cooperative', 'production_cooperative']
/** The first district has a county for each of 32 writers; the others share the rest. */
const inFirstDistrict = 32

export type Statement = ReturnType<typeof sql>
type YearPlan = {
  nationId: string
  programmeId: string
  periodId: string
  indicatorId: string
  period: { fromOn: Day; toOn: Day; months: string[] }
}

const text = (word: string) => sql`jsonb_build_object('zh', ${word} || n, 'en', ${word} || ' ' || n)`
const none = sql`'{"zh": "", "en": ""}'::jsonb`

export const placeRows = (nationId: string): Statement[] => [
  sql`create temporary table made (id uuid primary key, parent_id uuid, level text, n int, line uuid[])`,
  sql`insert into made select uuidv7(), ${nationId}, 'province', n, null from generate_series(1, ${provinces}) as n`,
  sql`insert into made select uuidv7(), above.id, 'district', k, null from generate_series(1, ${prefectures}) as k
    join made as above on above.level = 'province' and above.n = 1 + (k - 1) % ${provinces}`,
  sql`insert into made select uuidv7(), above.id, 'county', k, null from generate_series(1, ${counties}) as k
    join made as above on above.level = 'district'
      and above.n = case when k <= ${inFirstDistrict} then 1 else 2 + k % (${prefectures} - 1) end`,
  sql`insert into made select uuidv7(), above.id, 'township', k, null from generate_series(1, ${townships}) as k
    join made as above on above.level = 'county' and above.n = 1 + k % ${counties}`,
  sql`with recursive walk (id, line) as (
      select id, array[${nationId}::uuid, id] from made where parent_id = ${nationId}
      union all select made.id, walk.line || made.id from made join walk on made.parent_id = walk.id)
    update made set line = walk.line from walk where walk.id = made.id`,
  sql`insert into registry.place (id, code, names, level, tier)
    select id, 'bench-' || level || '-' || n, ${text('Place')}, level, tier from made join registry.level on level.code = made.level`,
  sql`insert into registry.place_parent (place_id, parent_id) select id, parent_id from made`,
  sql`insert into registry.place_path (place_id, from_on, to_on, line)
    select id, '-infinity', 'infinity', line from made`,
  sql`analyze registry.place, registry.place_parent, registry.place_path`,
]

export const planRows = ({ nationId, programmeId, periodId, indicatorId, period }: YearPlan): Statement[] => [
  sql`insert into convene.programme (id, pack, names, place_id, lead)
    values (${programmeId}, 'bench', '{"zh": "全国", "en": "Country"}', ${nationId}, '{"zh": "", "en": ""}')`,
  sql`insert into plan.period (id, programme_id, place_id, code, names, from_on, to_on, plans_due_on)
    values (${periodId}, ${programmeId}, ${nationId}, 'bench', '{"zh": "全年", "en": "the year"}', ${period.fromOn},
      ${period.toOn}, ${period.fromOn})`,
  sql`insert into plan.indicator (id, programme_id, place_id, code, names, definition, unit, kind, cumulative,
      by_trade, by_form, counts, position)
    values (${indicatorId}, ${programmeId}, ${nationId}, 'members', '{"zh": "社员人数", "en": "Members"}',
      '{"zh": "", "en": ""}', 'persons', 'additive', true, true, true, null, 1)`,
  sql`insert into registry.trade (id, code, names)
    select uuidv7(), 'bench-' || n, ${text('Trade')} from generate_series(1, ${trades}) as n`,
  sql`insert into plan.plan (id, place_id, period_id, state, version, standing_version, made_at)
    select uuidv7(), id, ${periodId}, 'approved', 1, 1, now()
    from made where level = 'county'`,
  sql`insert into plan.condition_sheet (id, place_id, trade_id, period_id, figures, tools, materials, markets, repairs,
      problems, busy_months, outlook, outlook_reason, changed_on, changed_by)
    select uuidv7(), plan.place_id, trade.id, ${periodId}, '{}', ${none}, ${none}, ${none}, ${none}, ${none},
      '{}', null, ${none}, ${period.fromOn}, ${nationId}
    from plan.plan, registry.trade where plan.period_id = ${periodId} and trade.code like 'bench-%'`,
  sql`insert into plan.plan_line (id, plan_id, section, indicator_id, trade_id, form, baseline, target, phasing, means,
      risk, note, binding, standing_baseline, standing_target, standing_phasing, standing_since)
    select uuidv7(), plan.id, null, ${indicatorId}, trade.id, form, base, base + 24,
      course, ${none}, ${none}, ${none}, true, base, base + 24, course, ${period.fromOn}
    from plan.plan join made on made.id = plan.place_id, registry.trade, unnest(${forms}::text[]) as form,
      lateral (select 100 + made.n % 40 as base) as b, lateral (select jsonb_object_agg(month, base + 2 * at) as course
        from unnest(${period.months}::text[]) with ordinality as m (month, at)) as c
    where plan.period_id = ${periodId} and trade.code like 'bench-%'`,
  sql`insert into plan.plan_event (id, plan_id, kind, on_day, account_id, text, version)
    select uuidv7(), id, 'approved', ${period.fromOn}, ${nationId}, ${none}, 1 from plan.plan
    where period_id = ${periodId}`,
  sql`analyze plan.plan, plan.plan_line, plan.condition_sheet`,
]

export const reportRows = ({ nationId, periodId, indicatorId, period }: YearPlan): Statement[] => [
  // One county in forty reports all but a trade, and the first district has still to report the last month.
  sql`insert into carry_out.report (id, plan_line_id, place_id, reporter_id, period_id, indicator_id, trade_id, form, month, as_of,
      value, baseline, source, source_note, cause, help, state, made_on, made_at, made_by)
    select uuidv7(), line.id, plan.place_id, plan.place_id, ${periodId}, ${indicatorId}, line.trade_id, line.form, month,
      (month || '-28')::date, line.baseline + 2 * at - (made.n + at) % 3, line.baseline, 'ledger', ${none}, ${none},
      ${none}, case when (made.n + at) % 5 = 0 then 'verified' else 'reported' end,
      (month || '-28')::date + 6, now(), ${nationId}
    from plan.plan join made on made.id = plan.place_id join plan.plan_line as line on line.plan_id = plan.id
    join registry.trade on trade.id = line.trade_id,
      unnest(${period.months}::text[]) with ordinality as m (month, at)
    where plan.period_id = ${periodId}
      and not (made.n % 40 = 0 and trade.code = 'bench-1')
      and not (made.n <= ${inFirstDistrict} and at = 12)`,
  sql`insert into platform.journal (id, at, account_id, verb, kind, subject_id, place_id, detail)
    select uuidv7(), made_at, made_by, 'report.made', 'report', id, place_id, jsonb_build_object('periodId', period_id,
      'planLineId', plan_line_id, 'indicatorId', indicator_id, 'month', month, 'value', value, 'before', null)
    from carry_out.report where period_id = ${periodId}`,
  sql`analyze carry_out.report, platform.journal`,
]
