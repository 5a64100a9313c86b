// The same file a second time, and what went out of here: nothing of it is news.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { readSheet } from 'read-excel-file/node'
import { idOf } from '../../../test/convene-class.ts'
import { countsOf, csv, files, marksOf, upload } from '../../../test/imports.ts'
import { openTown, type Person, type Town } from '../../../test/town.ts'
import { imports } from '../../app/rooms.ts'
import { newId } from '../../base/ids.ts'
import { exportCsv, exportWorkbook } from '../export/contract.ts'
import * as calls from './contract.ts'

let town: Town
let administrator: Person
before(async () => {
  town = await openTown()
  administrator = await town.as('administrator')
})
after(() => town.close())

const bring = async (kind: string, file: Buffer): Promise<Record<string, number>> => {
  const at = await upload(administrator, kind, file)
  const counts = await countsOf(administrator, at)
  assert.deepEqual(await marksOf(administrator, at), [], kind)
  await administrator.ask(calls.commitImport, at)
  return counts
}

test('a file of any kind that comes again is the same row by row, under rows of its own, new and changed ones', async () => {
  assert.deepEqual(
    files.map(({ kind }) => kind),
    imports.map(({ name }) => name),
  )
  for (const { kind, head, first, second, does } of files) {
    assert.deepEqual(await bring(kind, csv(head, ...first)), { new: first.length }, kind)
    assert.deepEqual(await bring(kind, csv(head, ...first)), { same: first.length }, kind)
    assert.deepEqual(await bring(kind, csv(head, ...second)), does, kind)
    assert.deepEqual(await bring(kind, csv(head, ...second)), { same: second.length }, kind)
  }
})

test('each table that went out of here comes in again as nothing new', async () => {
  const placeId = await idOf(town, 'place', 'henan')
  for (const { name: table } of imports) {
    const file = (await administrator.ask(exportCsv, { params: { table }, query: { placeId } })) as Buffer
    const at = await upload(administrator, table, file)
    assert.deepEqual(await marksOf(administrator, at), [], table)
    assert.deepEqual(Object.keys(await countsOf(administrator, at)), ['same'], table)
  }
})

test('the workbook for people as it went out, whole and in any language, comes in again as nothing new', async () => {
  const query = { placeId: await idOf(town, 'place', 'henan') }
  const bothWays = [
    ['en', 'en'],
    ['zh', 'zh'],
    ['es', 'zh'],
    ['zh', 'es'],
    ['es', 'en'],
  ]
  for (const [language, reader] of bothWays) {
    const headers = { 'accept-language': language }
    const { body } = await administrator.send(exportWorkbook, { query }, headers)
    for (const { name: kind } of imports) {
      const importId = newId()
      const sent = await administrator.send(
        calls.uploadImport,
        { query: { importId, kind, name: 'book.xlsx' }, body: Buffer.from(body as Buffer) },
        { 'accept-language': reader },
      )
      assert.equal(sent.status, 200, `${kind} in ${language}, read in ${reader}`)
      const at = { params: { importId } }
      assert.deepEqual(
        (await marksOf(administrator, at)).slice(0, 3),
        [],
        `${kind} in ${language}, read in ${reader}`,
      )
      // Sheets of other tables are left out.
      const { 'left-out': _, ...counts } = await countsOf(administrator, at)
      assert.deepEqual(Object.keys(counts), ['same'], `${kind} in ${language}, read in ${reader}`)
    }
  }
})

test('a list of an office of its own places, with the one above all of them, is nothing new to it', async () => {
  const officer = await town.as('xuchang-officer')
  const query = { placeId: await idOf(town, 'place', 'xuchang') }
  const file = (await officer.ask(exportCsv, { params: { table: 'places' }, query })) as Buffer
  const at = await upload(officer, 'places', file)
  assert.deepEqual(await marksOf(officer, at), [])
  assert.deepEqual(Object.keys(await countsOf(officer, at)), ['same'])
})

test('the sheet of units in the workbook for people, which names what each belongs to, comes in again as nothing new', async () => {
  const query = { placeId: await idOf(town, 'place', 'henan') }
  const book = Buffer.from((await administrator.ask(exportWorkbook, { query })) as Buffer)
  const rows = await readSheet(book, 'Organisations')
  const above = rows[0].indexOf('Belongs to')
  const under = rows.slice(1).filter((row) => row[above] !== null)
  assert.ok(under.length > 1, `${under.length} units belong to another`)
  const lines = rows.map((row) => row.map((cell) => `"${cell ?? ''}"`).join(','))
  const at = await upload(administrator, 'organisations', csv(...lines))
  assert.deepEqual(await marksOf(administrator, at), [])
  assert.deepEqual(await countsOf(administrator, at), { same: rows.length - 1 })
})

test('of two units of one name that stand in a file, the one above is that which stands there, and else it is asked', async () => {
  const head = '编码,名称,类型,地区,上级单位'
  const units = ['tn-a,双名联社,federation,临颍县,', 'tn-under,双下小组,生产小组,临颍县,tn-a']
  await bring('organisations', csv(head, ...units, 'tn-b,双名社,federation,临颍县,'))
  await sql`update registry.organisation set names = '{"zh": "双名联社", "en": "Two"}' where code = 'tn-b'`.execute(
    town.database.kysely,
  )
  const again = [
    'tn-a,双名联社,federation,临颍县,',
    'tn-b,双名联社,federation,临颍县,',
    'tn-under,双下小组,生产小组,临颍县,双名联社',
  ]
  assert.deepEqual(await bring('organisations', csv(head, ...again)), { same: 3 })
  const at = await upload(
    administrator,
    'organisations',
    csv(head, ...again, ',双新小组,生产小组,临颍县,双名联社'),
  )
  assert.deepEqual(await marksOf(administrator, at), ['5 parent several'])
})

test('a chain of units, each under the next, costs no more statements than as many that stand alone', async () => {
  const digits = '零一二三四五六七八九'
  const called = (at: number) => `链${String(at).replace(/\d/g, (digit) => digits[Number(digit)])}社`
  const statements = async (code: string, parentOf: (at: number) => string) => {
    const rows = Array.from(
      { length: 3000 },
      (_, at) => `${code}-${at},${code}${called(at)},生产小组,临颍县,${parentOf(at)}`,
    )
    const at = await upload(administrator, 'organisations', csv('编码,名称,类型,地区,上级单位', ...rows))
    const begin = town.database.statements()
    await administrator.ask(calls.commitImport, at)
    return town.database.statements() - begin
  }
  const alone = await statements('alone', () => '')
  const chained = await statements('chain', (at) => (at < 2999 ? `chain-${at + 1}` : ''))
  assert.ok(chained <= alone, `${chained} statements, ${alone} where each stands alone`)
})

test('the unit above is that of the place: a row of the file that stands there, otherwise one that stands there already', async () => {
  const head = '编码,名称,类型,地区,上级单位'
  await bring('organisations', csv(head, 'sp-old,圈甲,手工业生产合作社,临颍县,'))
  const file = csv(
    head,
    'sp-jia,圈甲,手工业生产合作社,郏县,',
    'sp-1,圈戊,手工业生产合作社,临颍县,圈甲',
    'sp-2,圈己,手工业生产合作社,郏县,圈甲',
    'sp-3,圈庚,手工业生产合作社,郏县,圈 甲',
  )
  assert.deepEqual(await bring('organisations', file), { new: 4 })
  const { rows } = await sql<{ under: string }>`
    select unit.code || ' ' || above.code as under from registry.organisation as unit
    join registry.organisation as above on above.id = unit.parent_id
    where unit.code like 'sp-%' order by unit.code`.execute(town.database.kysely)
  assert.deepEqual(
    rows.map(({ under }) => under),
    ['sp-1 sp-old', 'sp-2 sp-jia', 'sp-3 sp-jia'],
  )
  const wrong = csv(
    head,
    ',圈辛,手工业生产合作社,郏县,',
    ',圈壬,手工业生产合作社,临颍县,圈辛',
    ',圈癸,手工业生产合作社,无此县,圈辛',
  )
  const at = await upload(administrator, 'organisations', wrong)
  assert.deepEqual(await marksOf(administrator, at), ['3 parent unknown', '4 place unknown'])
})
