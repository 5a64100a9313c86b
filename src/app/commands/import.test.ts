// `hezuo import`: the lists of a country into an empty office, all or nothing, with an exit code that says so.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { emptyDatabase, sampleDatabase, type TestDatabase } from '../../../test/database.ts'

let empty: TestDatabase
let sample: TestDatabase
const folder = mkdtempSync(join(tmpdir(), 'hezuo-import-'))
before(async () => {
  empty = await emptyDatabase()
  sample = await sampleDatabase()
})
after(async () => {
  await empty.drop()
  await sample.drop()
  rmSync(folder, { recursive: true, force: true })
})

const places = join(import.meta.dirname, '../../exchange/import/fixtures/places')

type Outcome = { code: number | null; out: string; err: string }
function hezuo(database: TestDatabase, ...args: string[]): Promise<Outcome> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), 'import', ...args], {
    env: { ...process.env, LANG: 'C.UTF-8', LC_ALL: '', DATABASE_URL: database.url, HEZUO_DATA: folder },
  })
  const outcome: Outcome = { code: null, out: '', err: '' }
  child.stdout.on('data', (text) => (outcome.out += text))
  child.stderr.on('data', (text) => (outcome.err += text))
  return new Promise((done) => child.on('close', (code) => done({ ...outcome, code })))
}

const placesOf = async (database: TestDatabase) => {
  const { rows } = await sql<{ code: string; level: string; above: string | null; line: number; en: string }>`
    select place.code, place.level, above.code as above, cardinality(path.line) as line, place.names->>'en' as en
    from registry.place join registry.place_path as path on path.place_id = place.id
    left join registry.place as above on above.id = path.line[cardinality(path.line) - 1]
    where path.to_on = 'infinity'`.execute(database.kysely)
  return new Map(rows.map((row) => [row.code, row]))
}

test('a folder of provinces, cities, areas and streets goes into an empty office, once', async () => {
  const dry = await hezuo(empty, 'places', places, '--dry-run')
  assert.deepEqual([dry.code, dry.out], [0, 'All of it could go in: new 132.\n'])
  assert.equal((await placesOf(empty)).size, 0)
  const { code, out, err } = await hezuo(empty, 'places', places)
  assert.deepEqual([code, out], [0, 'All of it is in: new 132.\n'])
  assert.match(err, /132 rows read and checked/)
  const all = await placesOf(empty)
  assert.equal(all.size, 133)
  // Municipalities, counties directly under a province, cities without counties.
  for (const [place, level, above, line] of [
    ['11', 'province', '0', 2],
    ['1101', 'district', '11', 3],
    ['110101', 'county', '1101', 4],
    ['110101001', 'township', '110101', 5],
    ['5002', 'district', '50', 3],
    ['4190', 'district', '41', 3],
    ['419001', 'county', '4190', 4],
    ['441900', 'county', '4419', 4],
    ['441900003', 'township', '441900', 5],
  ] as const) {
    const found = all.get(place)
    assert.deepEqual([found?.level, found?.above, found?.line], [level, above, line], place)
  }
  assert.equal(all.get('41')?.en, 'Henan Sheng')
  const again = await hezuo(empty, 'places', places)
  assert.deepEqual([again.code, again.out], [0, 'All of it is in: already there 132.\n'])
})

test('into the sample it doubles nothing: what is there under another code stays and takes in what is new', async () => {
  const before = await placesOf(sample)
  const file = join(folder, 'henan.csv')
  writeFileSync(
    file,
    'code,name,level,parent\n41,河南省,省,\n4111,漯河市,地级市,41\n411122,临颍县,县,4111\n411122100,城关镇,镇,411122\n',
  )
  const asked = await hezuo(sample, 'places', file)
  assert.equal(asked.code, 1)
  assert.match(asked.err, /row 4, name: “临颍县” – .*perhaps the same place\. Perhaps: linying/)
  assert.match(asked.err, /Nothing was changed/)
  assert.deepEqual(await placesOf(sample), before)
  const { code, out } = await hezuo(sample, 'places', file, '--same')
  assert.deepEqual([code, out], [0, 'All of it is in: new 2, already there 2.\n'])
  const after = await placesOf(sample)
  assert.equal(after.size, before.size + 2)
  for (const [code, row] of before) assert.deepEqual(after.get(code), row, code)
  assert.equal(after.get('411122100')?.above, 'linying')
  assert.equal(after.get('4111')?.above, 'henan')
})

test('one faulty cell: nothing goes in, and the exit code says so', async () => {
  const file = join(folder, 'people.csv')
  writeFileSync(file, '姓名,地区\n甲乙,临颍县\n丙丁,临颖县\n')
  const { code, out, err } = await hezuo(sample, 'people', file)
  assert.deepEqual([code, out], [1, ''])
  assert.match(
    err,
    /row 3, 地区: “临颖县” – There is no place of this name or code\. Perhaps: Linying County/,
  )
  const json = await hezuo(sample, 'people', file, '--json')
  assert.equal(json.code, 1)
  const { isIn, marks } = JSON.parse(json.out)
  assert.deepEqual([isIn, marks.length, marks[0].row], [false, 1, 3])
  const { rows } = await sql`select 1 from registry.person where names->>'zh' in ('甲乙', '丙丁')`.execute(
    sample.kysely,
  )
  assert.equal(rows.length, 0)
  assert.equal((await sql`select 1 from exchange.import`.execute(sample.kysely)).rows.length, 1)
})

test('called wrongly it says how', async () => {
  for (const args of [[], ['people'], ['weather', 'a.csv'], ['people', join(folder, 'nowhere.csv')]])
    assert.equal((await hezuo(empty, ...args)).code, 2, args.join(' '))
  const file = join(folder, 'not.xlsx')
  writeFileSync(file, 'name\n')
  const { code, err } = await hezuo(empty, 'people', file)
  assert.equal(code, 1)
  assert.match(err, /The name says Excel workbook/)
})
