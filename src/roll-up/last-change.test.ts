// When the totals changed last, and what it was: by the period's own borders, and by others, where a county that comes
// or leaves by these changes them, whenever that was recorded.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { openTown, type Person, type Town } from '../../test/town.ts'
import { newId } from '../base/ids.ts'
import { verifyReport } from '../carry-out/reports/contract.ts'
import { makeSheet, sheetGrid, sheetPage } from '../plan/sheets/contract.ts'
import { mergePlace, splitPlace, transferPlace } from '../registry/places/contract.ts'
import { rollUp } from './contract.ts'

let town: Town
let administrator: Person
let reader: Person
/** Counties of Xuchang that have planned in the first half-year, whose own borders are those of June 30. */
let counties: { id: string; zh: string }[]
const ids: Record<string, string> = {}
before(async () => {
  town = await openTown()
  administrator = await town.as('administrator')
  reader = await town.as('henan-viewer')
  const { rows: places } = await sql<{ id: string; code: string }>`select id, code from registry.place
    union all select id, code from plan.period`.execute(town.database.kysely)
  for (const { id, code } of places) ids[code] = id
  const { rows } = await sql<{ id: string; zh: string }>`
    select place.id, place.names ->> 'zh' as zh from registry.place
    join registry.place_path as path on path.place_id = place.id and path.to_on = 'infinity'
    where ${ids['xuchang-district']} = any(path.line) and place.level = 'county' and place.to_on is null
      and exists (select 1 from plan.plan where place_id = place.id and period_id = ${ids['1954-h1']}
        and standing_version is not null)
    order by place.code`.execute(town.database.kysely)
  counties = rows
  assert.ok(counties.length > 6, `${counties.length} counties`)
})
after(() => town.close())

const said = { source: 'test', note: { zh: '', en: '' } }
const move = (placeId: string, to: string, onDay: string, from?: string) =>
  administrator.ask(transferPlace, {
    params: { placeId },
    body: {
      ...said,
      onDay,
      toPlaceId: ids[to],
      was: from ? { parentPlaceId: ids[from], fromOn: onDay } : undefined,
    },
  })

/** What changed the first half-year's totals of a place last, on the borders of a day. */
async function last(place: string, bordersOn: string, person = reader): Promise<string> {
  const query = { placeId: ids[place] ?? place, periodId: ids['1954-h1'], bordersOn }
  const { lastChange } = await person.ask(rollUp, { query })
  return `${lastChange?.verb} ${lastChange?.place.zh}`
}

type Asked = { place: string; period?: string; month?: string; bordersOn?: string }

test('the last change is of whatever the page adds up: conditions known, a county that came or left, and no other', async () => {
  const district = await town.as('xuchang-officer')
  const lastOf = async ({ place, period = '1954-h1', ...asked }: Asked, person = district) => {
    const query = { placeId: ids[place], periodId: ids[period], ...asked }
    const { lastChange } = await person.ask(rollUp, { query })
    return [lastChange?.verb, lastChange?.place.zh]
  }
  const asked = { place: 'xuchang-district', period: '1954-h2', month: '1954-07' }
  // Of a county that nothing is known of in the second half-year yet, whoever enters it.
  const { rows } = await sql<{ placeId: string; tradeId: string; names: { zh: string }; login: string }>`
    select place.id as "placeId", place.names, (select id from registry.trade order by code limit 1) as "tradeId",
      account.login
    from registry.place join registry.place_path as path on path.place_id = place.id and path.to_on = 'infinity'
    join access.role_grant on role_grant.place_id = place.id and role_grant.role = 'planner'
    join access.account on account.id = role_grant.account_id
    where ${ids['xuchang-district']} = any(path.line) and not exists (
      select 1 from plan.condition_sheet as sheet
      where sheet.place_id = place.id and sheet.period_id = ${ids['1954-h2']})
    order by place.code limit 1`.execute(town.database.kysely)
  const [{ names, login, ...of }] = rows
  const county = await town.as(login)
  const { sheets } = await district.ask(sheetGrid, { query: { periodId: ids['1954-h1'] } })
  const { sheet } = await district.ask(sheetPage, { params: { sheetId: sheets[0].id } })
  const { id: _, place: __, trade: ___, editVersion, illustrative, changedOn, ...known } = sheet
  await county.ask(makeSheet, { body: { ...known, ...of, periodId: ids['1954-h2'] } })
  assert.deepEqual(await lastOf(asked), ['condition-sheet.made', names.zh])

  const moveTo = (code: string, from: string) => move(ids.linru, code, '1954-09-04', from)
  await moveTo('xuchang-district', 'luoyang-district')
  const inLuoyang = [{ ...asked, place: 'luoyang-district' }, await town.as('luoyang-officer')] as const
  assert.deepEqual(await lastOf(asked), ['place.moved', '临汝县'])
  assert.deepEqual(await lastOf(...inLuoyang), ['place.moved', '临汝县'])
  await moveTo('luoyang-district', 'xuchang-district')
  assert.deepEqual(await lastOf(asked), ['place.moved', '临汝县'])

  // What a county reports that is not among those of the borders asked for has not changed their total.
  const { rows: reports } = await sql<{ id: string }>`select id from carry_out.report
    where place_id = ${ids.linru} and period_id = ${ids['1954-h1']} and standing and state = 'reported'
    limit 1`.execute(town.database.kysely)
  const visit = {
    onDay: '1954-07-10',
    outcome: 'verified',
    how: 'counted',
    found: null,
    note: said.note,
  } as const
  await district.ask(verifyReport, { params: { reportId: reports[0].id }, body: { id: newId(), ...visit } })
  const first = { place: 'xuchang-district', month: '1954-06' }
  assert.equal((await lastOf(first))[1], '临汝县')
  assert.deepEqual(await lastOf({ ...first, bordersOn: '1954-12-31' }), ['place.moved', '临汝县'])
  const all = { ...first, place: 'luoyang-district', bordersOn: '1954-12-31' }
  assert.equal((await lastOf(all, await town.as('henan-viewer')))[1], '临汝县')
})

test('a county that leaves a place for another is told of both, on the borders of days from the move on', async () => {
  const [county] = counties
  const [xuchang, luoyang] = [await town.as('xuchang-officer'), await town.as('luoyang-officer')]
  const earlier = await last('xuchang-district', '1954-07-01')
  const there = await last('luoyang-district', '1954-07-01')
  const own = await last('luoyang-district', '1954-12-31', luoyang)
  await move(county.id, 'luoyang-district', '1954-07-05')
  const moved = `place.moved ${county.zh}`
  assert.equal(await last('xuchang-district', '1954-12-31'), moved)
  assert.equal(await last('luoyang-district', '1954-12-31'), moved)
  assert.equal(await last('xuchang-district', '1954-07-05'), moved)
  assert.equal(await last('xuchang-district', '1954-07-04'), earlier)
  assert.equal(await last('luoyang-district', '1954-07-04'), there)
  assert.notEqual(await last('xuchang-district', '1954-06-30'), moved)
  assert.notEqual(await last('henan', '1954-12-31'), moved)
  // A reader is told what is in the reader's own sum: another's plans do not come along.
  assert.equal(await last('xuchang-district', '1954-12-31', xuchang), moved)
  assert.equal(await last('luoyang-district', '1954-12-31', luoyang), own)
})

test('a move that is recorded late counts for the borders of the days that it is about', async () => {
  const [, county] = counties
  await move(county.id, 'luoyang-district', '1954-07-06')
  const before = await last('xuchang-district', '1954-01-31')
  await move(county.id, 'henan', '1954-02-01')
  const moved = `place.moved ${county.zh}`
  assert.equal(await last('xuchang-district', '1954-01-31'), before)
  assert.equal(await last('xuchang-district', '1954-02-01'), moved)
  assert.equal(await last('xuchang-district', '1954-06-30'), moved)
  // From the later day on it lay in Luoyang before and does so now.
  const { rows } = await sql<{ from: string; to: string }>`
    select from_on::text as from, to_on::text as to from registry.path_change
    where place_id = ${county.id} order by id`.execute(town.database.kysely)
  assert.deepEqual(rows, [
    { from: '1954-07-06', to: 'infinity' },
    { from: '1954-02-01', to: '1954-07-06' },
  ])
})

test('a county that goes into another changes the other one’s totals, and not those of the place above both', async () => {
  const [, , gone, heir] = counties
  const above = await last('xuchang-district', '1954-12-31')
  const own = await last(heir.id, '1954-07-06')
  const body = { ...said, onDay: '1954-07-07', intoPlaceId: heir.id }
  await administrator.ask(mergePlace, { params: { placeId: gone.id }, body })
  assert.equal(await last(heir.id, '1954-12-31'), `place.moved ${gone.zh}`)
  assert.equal(await last(heir.id, '1954-07-06'), own)
  assert.equal(await last('xuchang-district', '1954-12-31'), above)
})

test('where a district goes into another its counties come with it', async () => {
  const body = { ...said, onDay: '1954-07-08', intoPlaceId: ids['xuchang-district'] }
  await administrator.ask(mergePlace, { params: { placeId: ids['luoyang-district'] }, body })
  const [county] = counties
  const here = ['1954-07-08', '1954-12-31']
  for (const day of here)
    assert.ok(
      [`place.moved ${county.zh}`, `place.moved ${counties[1].zh}`, 'place.moved 临汝县'].includes(
        await last('xuchang-district', day),
      ),
      day,
    )
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from registry.path_change
    where ${ids['luoyang-district']} = any(line_before) and ${ids['xuchang-district']} = any(line_after)
      and not ${ids['xuchang-district']} = any(line_before) and place_id = ${county.id}`.execute(
    town.database.kysely,
  )
  assert.equal(rows[0].n, 1)
})

test('a county that is made out of another brings no figures, and is no change', async () => {
  const county = counties[4]
  const before = await last('xuchang-district', '1954-12-31')
  const names = { zh: '新分县', en: 'Xinfen County' }
  const body = { ...said, onDay: '1954-07-09', code: 'xinfen', names }
  await administrator.ask(splitPlace, { params: { placeId: county.id }, body })
  assert.equal(await last('xuchang-district', '1954-12-31'), before)
})
