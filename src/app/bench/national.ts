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
import { placeRows, planRows, reportRows, type Statement } from './country-rows.ts'
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

async function fill(db: Db, tell: Bench['tell']): Promise<void> {
  const run = async (what: string, statements: Statement[]) => {
    tell(`making a country: ${what}`)
    for (const statement of statements) await statement.execute(db)
  }
  const today = (await readSettings(db)).pinnedDay ?? new Date().toISOString().slice(0, 10)
  const period = lastTwelveMonths(today)
  const [programmeId, periodId, indicatorId] = [newId(), newId(), newId()]
  const top = await sql<{ id: string }>`select id from registry.place where level = 'nation'`.execute(db)
  const nationId = top.rows[0].id
  const plan = { nationId, programmeId, periodId, indicatorId, period }

  await run('places', placeRows(nationId))
  await run('plans', planRows(plan))
  await run('reports', reportRows(plan))
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
  await openFor(logins.writer, 'planner', districtId)
  await openFor(logins.reviewer, 'reviewer', districtId)
  await openFor(logins.trainee, 'trainee', townshipId)

  async function openFor(login: string, role: Role, placeId: string) {
    const id = newId()
    await makeAccount(db, { id, login, names: { zh: login, en: login }, personId: null }, new Date())
    await addGrant(db, id, { role, placeId }, new Date())
  }
}

/** The twelve whole months before a day. */
function lastTwelveMonths(today: Day): { fromOn: Day; toOn: Day; months: string[] } {
  const toOn = `${today.slice(0, 7)}-01`
  const fromOn = `${Number(toOn.slice(0, 4)) - 1}${toOn.slice(4)}`
  return { fromOn, toOn, months: monthsOf(fromOn, toOn) }
}
