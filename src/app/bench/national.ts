// A country to measure with: 31 provinces, 342 prefectures, 2,978 counties and 41,352 townships, each county with an
// approved plan of 8 trades × 3 forms over 12 months and nearly all of its reports. Set-based: made in a minute or two.
import { sql } from 'kysely'
import { addGrant, makeAccount } from '../../access/accounts/actions.ts'
import type { Role } from '../../access/rules.ts'
import { type Day, monthsOf } from '../../base/dates.ts'
import { newId } from '../../base/ids.ts'
import { type Db, openDatabase } from '../../platform/database.ts'
import { readSettings } from '../../platform/settings.ts'
import { holdTree } from '../../registry/queries.ts'
import { foldFrom, postAll } from '../../totals/actions.ts'
import type { Bench } from './figure.ts'

export type Country = {
  periodId: string
  /** the first of the period's twelve months, and the last, which the country's first district has not reported */
  months: string[]
  indicatorId: string
  nationId: string
  provinceId: string
  /** has 32 counties */
  districtId: string
  countyIds: string[]
  bordersOn: Day
  /**
   * sign-in names: one reads the whole country, one plans and reports in the district, one reviews its plans, one is a
   * trainee of the first township of one of its counties
   */
  reader: string
  writer: string
  reviewer: string
  trainee: string
}

const provinces = 31
const prefectures = 342
const counties = 2978
const townships = 41_352
const trades = 8
const forms = ['production_group', 'supply_marketing_production_cooperative', 'production_cooperative']
/** The first district has a county for each of 32 writers; the others share the rest. */
const inFirstDistrict = 32

/** The country in this database, made when it is first asked for. */
export async function countryOf({ database, tell }: Bench): Promise<Country> {
  const found = await readCountry(database.kysely)
  if (found) return found
  // On one connection, since what is made first is kept in a temporary table; and none of its statements is hurried.
  const patient = openDatabase(database.url, { connections: 1, isPatient: true })
  await fill(patient.kysely, tell).finally(patient.close)
  return (await readCountry(database.kysely)) as Country
}

async function readCountry(db: Db): Promise<Country | null> {
  type Found = Omit<Country, 'months' | keyof typeof logins> & { fromOn: Day; toOn: Day }
  const { rows } = await sql<Found>`
    select period.id as "periodId", period.from_on as "fromOn", period.to_on as "toOn", period.borders_on as "bordersOn",
      indicator.id as "indicatorId", period.place_id as "nationId", path.line[2] as "provinceId", path.place_id as "districtId",
      (select array_agg(parent.place_id order by parent.place_id) from registry.place_parent as parent
        where parent.parent_id = path.place_id) as "countyIds"
    from plan.period join plan.indicator on indicator.programme_id = period.programme_id,
      registry.place join registry.place_path as path on path.place_id = place.id
    where period.code = 'bench' and place.code = 'bench-district-1'`.execute(db)
  if (!rows[0]) return null
  const { fromOn, toOn, ...country } = rows[0]
  return { ...country, months: monthsOf(fromOn, toOn), ...logins }
}

const logins = {
  reader: 'bench-reader',
  writer: 'bench-writer',
  reviewer: 'bench-reviewer',
  trainee: 'bench-trainee',
}

const text = (word: string) => sql`jsonb_build_object('zh', ${word} || n, 'en', ${word} || ' ' || n)`

async function fill(db: Db, tell: Bench['tell']): Promise<void> {
  const run = async (what: string, ...statements: ReturnType<typeof sql>[]) => {
    tell(`making a country: ${what}`)
    for (const statement of statements) await statement.execute(db)
  }
  const today = (await readSettings(db)).pinnedDay ?? new Date().toISOString().slice(0, 10)
  const period = lastTwelveMonths(today)
  const [programmeId, periodId, indicatorId] = [newId(), newId(), newId()]
  const top = await sql<{ id: string }>`select id from registry.place where level = 'nation'`.execute(db)
  const nationId = top.rows[0].id

  await run(
    'places',
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
    sql`insert into registry.place (id, code, names, level)
      select id, 'bench-' || level || '-' || n, ${text('Place')}, level from made`,
    sql`insert into registry.place_parent (place_id, parent_id) select id, parent_id from made`,
    sql`insert into registry.place_path (place_id, from_on, to_on, line)
      select id, '-infinity', 'infinity', line from made`,
    sql`analyze registry.place, registry.place_parent, registry.place_path`,
  )
  await run(
    'plans',
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
        '{}', 'develop', ${none}, ${period.fromOn}, ${nationId}
      from plan.plan, registry.trade where plan.period_id = ${periodId} and trade.code like 'bench-%'`,
    sql`insert into plan.plan_line (id, plan_id, section, indicator_id, trade_id, form, baseline, target, phasing, means,
        risk, note, binding, standing_baseline, standing_target, standing_phasing, standing_since)
      select uuidv7(), plan.id, 'develop', ${indicatorId}, trade.id, form, base, base + 24,
        course, ${none}, ${none}, ${none}, true, base, base + 24, course, ${period.fromOn}
      from plan.plan join made on made.id = plan.place_id, registry.trade, unnest(${forms}::text[]) as form,
        lateral (select 100 + made.n % 40 as base) as b, lateral (select jsonb_object_agg(month, base + 2 * at) as course
          from unnest(${period.months}::text[]) with ordinality as m (month, at)) as c
      where plan.period_id = ${periodId} and trade.code like 'bench-%'`,
    sql`insert into plan.plan_event (id, plan_id, kind, on_day, account_id, text, version)
      select uuidv7(), id, 'approved', ${period.fromOn}, ${nationId}, ${none}, 1 from plan.plan
      where period_id = ${periodId}`,
    sql`analyze plan.plan, plan.plan_line, plan.condition_sheet`,
  )
  await run(
    'reports',
    // One county in forty reports all but a trade, and the first district has still to report the last month.
    sql`insert into carry_out.report (id, plan_line_id, place_id, period_id, indicator_id, trade_id, form, month, as_of,
        value, baseline, source, source_note, cause, help, state, made_on, made_at, made_by)
      select uuidv7(), line.id, plan.place_id, ${periodId}, ${indicatorId}, line.trade_id, line.form, month,
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
  )
  tell('making a country: totals')
  const mine = sql`period_id = ${periodId}`
  // Place by place, so that what is folded together is stored together.
  const facts = sql`select * from (select * from plan.counted where ${mine}
    union all select * from carry_out.counted where ${mine}) as counted order by place_id`
  await db.transaction().execute(async (tx) => postAll(tx, await holdTree(tx), facts))
  await foldFrom(db, 1)
  await sql`vacuum analyze totals.posted, totals.total`.execute(db)
  const { rows } = await sql<{ districtId: string; townshipId: string }>`
    select district.id as "districtId", township.id as "townshipId"
    from made as district join made as county on county.parent_id = district.id and county.n = 1
      join made as township on township.parent_id = county.id
    where district.level = 'district' and district.n = 1 and county.level = 'county'
    order by 'bench-township-' || township.n limit 1`.execute(db)
  await sql`drop table made`.execute(db)
  const [{ districtId, townshipId }] = rows
  await openFor(logins.reader, 'administrator', nationId)
  await openFor(logins.writer, 'county_officer', districtId)
  await openFor(logins.reviewer, 'district_officer', districtId)
  await openFor(logins.trainee, 'trainee', townshipId)

  async function openFor(login: string, role: Role, placeId: string) {
    const id = newId()
    await makeAccount(db, { id, login, names: { zh: login, en: login }, personId: null }, new Date())
    await addGrant(db, id, { role, placeId }, new Date())
  }
}

const none = sql`'{"zh": "", "en": ""}'::jsonb`

/** The twelve whole months before a day. */
function lastTwelveMonths(today: Day): { fromOn: Day; toOn: Day; months: string[] } {
  const toOn = `${today.slice(0, 7)}-01`
  const fromOn = `${Number(toOn.slice(0, 4)) - 1}${toOn.slice(4)}`
  return { fromOn, toOn, months: monthsOf(fromOn, toOn) }
}
