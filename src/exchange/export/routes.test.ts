// Data that go out, through the front door: each table as it stands, read again by other programs, and only one's own.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { strFromU8, unzipSync } from 'fflate'
import { sql } from 'kysely'
import readXlsxFile, { readSheet } from 'read-excel-file/node'
import { listen } from '../../../test/browser.ts'
import { idOf } from '../../../test/convene-class.ts'
import { openTown, type Town } from '../../../test/town.ts'
import { makeSession } from '../../access/sessions/actions.ts'
import { sessionCookie } from '../../access/sessions/queries.ts'
import { exports } from '../../app/rooms.ts'
import { readWords } from '../../platform/catalogues.ts'
import { exportCsv, exportPackage, exportPlaces, exportTables, exportWorkbook } from './contract.ts'

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

type Field = { name: string; type: string; title: string }
type Descriptor = {
  profile: string
  resources: {
    name: string
    path: string
    bytes: number
    hash: string
    rows: number
    schema: {
      fields: Field[]
      primaryKey?: string
      foreignKeys: { fields: string; reference: { resource: string } }[]
    }
  }[]
}
type Rows = Record<string, string>[]

async function packageFor(login: string, code: string) {
  const person = await town.as(login)
  const bytes = await person.ask(exportPackage, { query: { placeId: await idOf(town, 'place', code) } })
  const files = unzipSync(new Uint8Array(bytes as Buffer))
  const descriptor: Descriptor = JSON.parse(strFromU8(files['datapackage.json']))
  const rows = (name: string): Rows => parse(Buffer.from(files[`${name}.csv`]), { columns: true })
  return { files, descriptor, rows }
}

const count = async (from: string) =>
  Number(
    (await sql<{ n: number }>`select count(*)::int as n from ${sql.raw(from)}`.execute(town.database.kysely))
      .rows[0].n,
  )

test('every table is described in its order, and refers only to tables before it', () => {
  assert.ok(exports.length > 25, `only ${exports.length} tables were seen`)
  assert.equal(new Set(exports.map(({ name }) => name)).size, exports.length)
  for (const [at, table] of exports.entries()) {
    const known = exports.slice(0, at + 1).map(({ name }) => name)
    if (table.after) assert.equal(known.at(-2), table.after, table.name)
    for (const { of } of table.columns) assert.ok(!of || known.includes(of), `${table.name} → ${of}`)
    assert.equal(new Set(table.columns.map(({ name }) => name)).size, table.columns.length, table.name)
  }
})

test('the package of the whole country holds every row, as its description says', async () => {
  const { files, descriptor, rows } = await packageFor('administrator', '0')
  assert.equal(descriptor.profile, 'tabular-data-package')
  assert.deepEqual(
    descriptor.resources.map(({ name }) => name),
    exports.map(({ name }) => name),
  )
  for (const { name, path, bytes, hash, rows: n, schema } of descriptor.resources) {
    const file = files[path]
    assert.equal(file.length, bytes, name)
    assert.equal(`sha256:${createHash('sha256').update(file).digest('hex')}`, hash, name)
    const found = rows(name)
    assert.equal(found.length, n, name)
    if (found[0])
      assert.deepEqual(
        Object.keys(found[0]),
        schema.fields.map((field) => field.name),
      )
    if (schema.primaryKey) assert.equal(new Set(found.map((row) => row.id)).size, n, name)
    for (const { fields, reference } of schema.foreignKeys ?? []) {
      const ids = new Set(rows(reference.resource || name).map((row) => row.id))
      for (const row of found)
        assert.ok(!row[fields] || ids.has(row[fields]), `${name}.${fields} ${row[fields]}`)
    }
  }
  const tables: [string, string][] = [
    ['people', 'registry.person'],
    ['organisations', 'registry.organisation'],
    ['appointments', 'registry.appointment'],
    ['memberships', 'formation.membership'],
    ['nominations', 'convene.nomination'],
    ['plan-lines', 'plan.plan_line'],
    ['reports', 'carry_out.report'],
    ['attendance', 'convene.attendance'],
  ]
  for (const [name, table] of tables) assert.equal(rows(name).length, await count(table), name)
  const reported = rows('reports').reduce((sum, row) => sum + Number(row.value), 0)
  const summed = await sql<{ n: number }>`select sum(value)::bigint as n from carry_out.report`.execute(
    town.database.kysely,
  )
  assert.equal(reported, summed.rows[0].n)
})

test('a county takes out its own rows and nobody else’s', async () => {
  const { rows } = await packageFor('linying-officer', 'linying')
  const linying = await idOf(town, 'place', 'linying')
  for (const name of ['people', 'organisations', 'plans', 'reports', 'nominations', 'commitments'] as const) {
    const found = rows(name)
    assert.ok(found.length > 0, name)
    assert.deepEqual([...new Set(found.map((row) => row.place_id))], [linying], name)
  }
})

test('another place is refused like one that is not there; a trainee is refused at all', async () => {
  const officer = await town.as('linying-officer')
  const [foreign, nowhere] = [await idOf(town, 'place', 'ye'), '01900000-0000-7000-8000-000000000000']
  for (const placeId of [foreign, nowhere])
    for (const call of [exportPackage, exportWorkbook]) {
      const { status, problem } = await officer.send(call, { query: { placeId } })
      assert.deepEqual([status, problem.errors?.[0]?.pointer], [422, '/placeId'], call.path)
    }
  const { found } = await officer.ask(exportPlaces, { query: {} })
  assert.ok(found.every((one) => one.code === 'linying' || one.code.startsWith('linying')))
  const trainee = await town.as('linying-trainee')
  assert.equal((await trainee.send(exportPackage, { query: { placeId: foreign } })).status, 403)
})

test('a single table comes as CSV that a spreadsheet reads, and no text becomes a formula', async () => {
  const placeId = await idOf(town, 'place', 'linying')
  const evil = '=HYPERLINK("http://example.org")'
  await sql`update registry.person set phone = ${evil} where id = (select id from registry.person
    where place_id = ${placeId} order by code limit 1)`.execute(town.database.kysely)
  const person = await town.as('linying-officer')
  const bytes = await person.ask(exportCsv, { params: { table: 'people' }, query: { placeId } })
  const text = Buffer.from(bytes as Buffer).toString()
  assert.ok(text.startsWith('\ufeffid,code,name_zh'))
  assert.ok(!/(^|,)"?=/m.test(text))
  const workbook = await person.ask(exportWorkbook, { query: { placeId } })
  const sheet = await readSheet(Buffer.from(workbook as Buffer), 'Persons')
  assert.deepEqual(sheet[0].slice(0, 3), ['Code', 'Name in Chinese', 'Name in English'])
  assert.equal(sheet.length - 1, parse(text.slice(1), { columns: true }).length)
  assert.ok(
    sheet.some((row) => row.includes(evil)),
    'as text, not as a formula',
  )
  assert.ok(
    sheet.slice(1).every((row) => row[4] === 'Linying County'),
    'the place by its name',
  )
})

test('which tables there are is told in the reader’s language; another is not found, whosever place', async () => {
  const officer = await town.as('linying-officer')
  const told = async (language: string) => {
    const { body } = await officer.send(exportTables, {}, { 'accept-language': language })
    return (body as { tables: { name: string; title: string }[] }).tables
  }
  const [zh, en] = [await told('zh'), await told('en')]
  assert.deepEqual(
    en.map(({ name }) => name),
    exports.map(({ name }) => name),
  )
  assert.deepEqual([zh[0].title, en[0].title], ['地区', 'Places'])
  const placeId = await idOf(town, 'place', 'linying')
  for (const table of ['nothing', 'Places', 'places; drop'])
    assert.equal(
      (await officer.send(exportCsv, { params: { table }, query: { placeId } })).status,
      404,
      table,
    )
  const trainee = await town.as('linying-trainee')
  assert.equal((await trainee.send(exportTables, {})).status, 403)
})

test('who took out what stands in the journal', async () => {
  const { rows } = await sql<{ what: string }>`select detail ->> 'what' as what from platform.journal
    where verb = 'export.made' order by id`.execute(town.database.kysely)
  assert.ok(rows.length >= 3)
  assert.ok(rows.some(({ what }) => what === 'package') && rows.some(({ what }) => what === 'people'))
})

test('who asks about a file without taking it has none made, and leaves nothing in the journal', async () => {
  const address = await listen(town)
  const cookie = `${sessionCookie}=${await makeSession(town.database.kysely, await town.accountOf('administrator'), 'test', new Date())}`
  const noted = () => count(`platform.journal where verb = 'export.made'`)
  const before = await noted()
  const placeId = await idOf(town, 'place', 'linying')
  for (const file of ['tables/people', 'package.zip', 'workbook.xlsx']) {
    const url = `${address}/api/exports/${file}?placeId=${placeId}`
    const { status, headers } = await fetch(url, { method: 'HEAD', headers: { cookie } })
    assert.deepEqual([status, headers.get('allow')], [405, 'GET'], file)
  }
  assert.equal(await noted(), before)
})

test('the workbook says states and forms in the reader’s words, where the package keeps codes', async () => {
  const person = await town.as('linying-officer')
  const placeId = await idOf(town, 'place', 'linying')
  const sheetOf = async (language: string, name: string) => {
    const answer = await person.send(exportWorkbook, { query: { placeId } }, { 'accept-language': language })
    const [heads, ...rows] = await readSheet(Buffer.from(answer.body as Buffer), name)
    return (head: string) => new Set(rows.map((row) => row[heads.indexOf(head)]))
  }
  const zh = await sheetOf('zh', '计划')
  assert.deepEqual([...zh('状态')].toSorted(), ['已批准', '草稿'])
  const units = await sheetOf('en', 'Organisations')
  assert.ok(units('Form').has('handicraft production cooperative'), [...units('Form')].join(', '))
  assert.deepEqual([...units('Status')], ['active'])
  const { rows } = await packageFor('linying-officer', 'linying')
  assert.ok(rows('organisations').every((row) => /^[a-z_]+$/.test(row.form)))
})

test('no cell of the workbook holds a code where people have a word, in any language; the package keeps codes', async () => {
  const person = await town.as('administrator')
  const query = { placeId: await idOf(town, 'place', '0') }
  const workbookIn = async (language: string) => {
    const answer = await person.send(exportWorkbook, { query }, { 'accept-language': language })
    return readXlsxFile(Buffer.from(answer.body as Buffer))
  }
  const say = readWords().say
  // What stands there as it was written, in whatever language; months, and the codes by which rows are found.
  const own = ['Code', 'Month', 'Phone', 'Reason'].map((head) => say('zh')(head))
  const found: string[] = []
  let seen = 0
  for (const { sheet, data } of await workbookIn('zh')) {
    const [heads, ...rows] = data
    for (const [at, head] of heads.entries()) {
      if (own.includes(String(head)) || String(head).includes('英文')) continue
      for (const row of rows) {
        const cell = row[at]
        if (typeof cell !== 'string') continue
        seen += 1
        if (!/\p{Script=Han}|^%$/u.test(cell)) found.push(`${sheet} ${head}: ${cell}`)
      }
    }
  }
  assert.ok(seen > 5_000, `${seen} cells were seen`)
  assert.deepEqual(found.slice(0, 20), [])

  for (const [language, told] of [
    [
      'zh',
      [
        '可编制计划和上报',
        '人',
        '比率',
        '经验的步骤',
        '手工业生产小组：人数',
        '1953年12月下旬',
        '1954年2月中旬',
      ],
    ],
    [
      'en',
      [
        'open for plans and reports',
        'persons',
        'a ratio',
        'Step of a case',
        'handicraft production group: members',
        'late December 1953',
        'mid-February 1954',
      ],
    ],
    [
      'es',
      [
        'abierto a planes e informes',
        'una razón',
        'Paso de un caso',
        'handicraft production group: miembros',
        'finales de diciembre de 1953',
        'mediados de febrero de 1954',
      ],
    ],
  ] as const) {
    const cells = new Set((await workbookIn(language)).flatMap(({ data }) => data.flat()))
    for (const word of told) assert.ok(cells.has(word), `${language}: ${word}`)
  }
  const { rows } = await packageFor('administrator', '0')
  assert.deepEqual(new Set(rows('periods').map((row) => row.state)), new Set(['open']))
  assert.ok(rows('indicators').some((row) => row.unit === 'persons' && row.kind === 'additive'))
  assert.ok(rows('condition-figures').some((row) => row.figure === 'members:production_group'))
  assert.ok(rows('classes').some((row) => row.starts === '1954-02-mid'))
})
