// A file whose names call more people than are read at once: whoever is meant is found among all of them.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { idOf } from '../../../test/convene-class.ts'
import { countsOf, csv, marksOf, upload } from '../../../test/imports.ts'
import { openTown, type Person, type Town } from '../../../test/town.ts'
import * as calls from './contract.ts'

let town: Town
let administrator: Person
before(async () => {
  town = await openTown()
  administrator = await town.as('administrator')
})
after(() => town.close())

const digits = '零一二三四五六七八九'
const inSigns = (at: number) =>
  String(at)
    .padStart(3, '0')
    .replace(/\d/g, (digit) => digits[Number(digit)])

/** Enters very many at a place, who bear these names in turn. */
const enter = async (place: string, codes: string, names: string[], count: number) => {
  const placeId = await idOf(town, 'place', place)
  await sql`insert into registry.person (id, code, place_id, names)
    select gen_random_uuid(), ${codes} || n, ${placeId}::uuid,
      jsonb_build_object('zh', (${names}::text[])[1 + (n - 1) % ${names.length}::int], 'en', 'X ' || n)
    from generate_series(1, ${count}::int) as n`.execute(town.database.kysely)
}

const head = '姓名,单位,同意日期,同意方式,加入'
const line = (name: string) => `${name},cr-unit,1954-01-30,签字,1954-02-01`

test('where a file calls more than a hundred thousand people, each member is the one at the place of the unit', async () => {
  const names = Array.from({ length: 499 }, (_, at) => `众${inSigns(at)}`)
  await enter('jia', 'crowd-', names, 100_000)
  await enter('linying', 'here-', names, names.length)
  await enter('jia', 'a-same-', ['同名众'], 1)
  await enter('linying', 'zz-same-', ['同名众'], 1)
  const unit = csv('编码,名称,类型,地区', 'cr-unit,众人生产社,手工业生产合作社,临颍县')
  await administrator.ask(calls.commitImport, await upload(administrator, 'organisations', unit))
  const at = await upload(administrator, 'memberships', csv(head, ...['同名众', ...names].map(line)))
  assert.deepEqual([await countsOf(administrator, at), await marksOf(administrator, at)], [{ new: 500 }, []])
  await administrator.ask(calls.commitImport, at)
  const { rows } = await sql<{ code: string; count: number }>`
    select substring(person.code from '^[a-z-]+') as code, count(*)::int
    from formation.membership as member join registry.person on person.id = member.person_id
    join registry.organisation as unit on unit.id = member.organisation_id
    where unit.code = 'cr-unit' group by 1 order by 1`.execute(town.database.kysely)
  assert.deepEqual(rows, [
    { code: 'here-', count: 499 },
    { code: 'zz-same-', count: 1 },
  ])
})
