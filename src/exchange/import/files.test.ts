// Files as spreadsheet programs really save them go in as they are.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { sheetXml, workbookOf } from '../../../test/right/sheets.ts'
import { openTown, type Person, type Town } from '../../../test/town.ts'
import { newId } from '../../base/ids.ts'
import * as organisations from '../../registry/organisations/contract.ts'
import { listPeople } from '../../registry/people/contract.ts'
import * as calls from './contract.ts'

let town: Town
let linying: Person
before(async () => {
  town = await openTown()
  linying = await town.as('linying-officer')
})
after(() => town.close())

async function upload(
  kind: string,
  name: string,
  bytes = readFileSync(new URL(`./fixtures/${name}`, import.meta.url)),
  who = linying,
) {
  const importId = newId()
  await who.ask(calls.uploadImport, { query: { importId, kind, name }, body: bytes })
  const page = await who.ask(calls.importPage, { params: { importId } })
  const counts = Object.fromEntries(Object.entries(page.counts).filter(([, n]) => n > 0))
  return { params: { importId }, page, counts }
}

test('a roster with a merged title, formulas, gaps and rare names goes in, whatever it was saved as', async () => {
  for (const [name, encoding] of [
    ['people-gb.csv', 'GB18030'],
    ['people-utf8.csv', 'UTF-8'],
    ['people.xlsx', null],
  ] as const) {
    const { page, counts, params } = await upload('people', name)
    assert.deepEqual([page.encoding, page.sheets[0].headRow, page.problems], [encoding, 3, []])
    assert.deepEqual(counts, { new: 30 }, name)
    const { rows } = await linying.ask(calls.importRows, { params, query: {} })
    assert.deepEqual([rows[0].rowNumber, rows[14].rowNumber, rows[15].rowNumber], [4, 18, 20])
    const ignored = page.sheets.filter((sheet) => sheet.headRow === 0).map((sheet) => sheet.name)
    assert.deepEqual(ignored, name === 'people.xlsx' ? ['说明'] : [])
  }
  const { params } = await upload('people', 'people.xlsx')
  await linying.ask(calls.commitImport, { params })
  const { people } = await linying.ask(listPeople, { query: { text: '𫖯文远' } })
  assert.deepEqual(
    [people[0].names, people[0].place.names.zh],
    [{ zh: '𫖯文远', en: 'Fu Wenyuan' }, '临颍县'],
  )
  for (const [zh, en] of [
    ['欧阳振安', "Ouyang Zhen'an"],
    ['解小龙', 'Xie Xiaolong'],
    ['阿依古丽·买买提', 'Ayiguli Maimaiti'],
  ]) {
    const found = await linying.ask(listPeople, { query: { text: zh } })
    assert.ok(
      found.people.some((one) => one.names.en === en),
      zh,
    )
  }
  // The same people once more, out of another file: known by name, place and telephone.
  assert.deepEqual((await upload('people', 'people-gb.csv')).counts, { same: 30 })
})

test('days as days, and days as they are said, out of one column of a workbook', async () => {
  const { counts, params } = await upload('organisations', 'units.xlsx')
  assert.deepEqual(counts, { new: 3 })
  await linying.ask(calls.commitImport, { params })
  const { organisations: found } = await linying.ask(organisations.listOrganisations, {
    query: { text: 'lo-unit' },
  })
  const said: (string | null)[] = []
  for (const { id } of found) {
    const page = await linying.ask(organisations.organisationPage, { params: { organisationId: id } })
    said.push(page.organisation.foundedSaid)
  }
  assert.deepEqual(said, ['1954-01-15', '1954-02-mid', '1954-01-mid'])
})

test('tabs and semicolons, UTF-16 and a named delimiter', async () => {
  const lines = (sign: string) => [`姓名${sign}地区`, `分隔${sign.codePointAt(0)}${sign}临颍县`].join('\r\n')
  for (const [name, bytes] of [
    ['a.tsv', Buffer.from(lines('\t'))],
    ['a.csv', Buffer.from(lines(';'))],
    ['b.csv', Buffer.from(`\ufeff${lines('\t')}`, 'utf16le')],
    ['c.csv', Buffer.from(`sep=|\r\n${lines('|')}`)],
    ['d.csv', Buffer.from(`\ufeff${lines(',')}`, 'utf16le').swap16()],
  ] as const) {
    const { counts } = await upload('people', name, bytes as never)
    assert.deepEqual(counts, { new: 1 }, name)
  }
})

test('a workbook of very many sheets is refused by their number, and one that lists a sheet twice as damaged', async () => {
  const roster = sheetXml([
    ['姓名', '地区'],
    ['多表甲', '临颍县'],
  ])
  const bookOf = (n: number, more: { path?: string } = {}) =>
    workbookOf(Array.from({ length: n }, (_, at) => ({ name: `s${at}`, xml: roster, ...more })))
  const refusal = async (body: Buffer) => {
    const query = { importId: newId(), kind: 'people', name: 'many.xlsx' }
    const answer = await linying.send(calls.uploadImport, { query, body })
    return [answer.status, (answer.body as unknown as { errors?: { code: string }[] }).errors?.[0].code]
  }
  assert.deepEqual(await refusal(bookOf(2_000)), [422, 'sheets'])
  assert.deepEqual(await refusal(bookOf(2, { path: 'worksheets/one.xml' })), [422, 'damaged'])
  const { page } = await upload('people', 'all.xlsx', bookOf(250) as never)
  assert.equal(page.sheets.length, 250)
})

test('a workbook with a row or a cell twice is refused as damaged: none of the two is lost without a word', async () => {
  const cell = (at: string, text: string) => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`
  const head = `<row r="1">${cell('A1', '姓名')}${cell('B1', '地区')}</row>`
  const xmlOf = (rows: string) => sheetXml([]).replace('<sheetData>', `<sheetData>${head}${rows}`)
  const one = `${cell('A2', '两行甲')}${cell('B2', '临颍县')}`
  const table: [string, string, number][] = [
    ['a row twice', `<row r="2">${one}</row><row r="2">${one.replace('甲', '乙')}</row>`, 422],
    [
      'halves of a row',
      `<row r="2">${cell('A2', '两行甲')}</row><row r="2">${cell('B2', '临颍县')}</row>`,
      422,
    ],
    ['its cells say so alone', `<row>${one}</row><row>${one.replace('甲', '乙')}</row>`, 422],
    ['a cell twice', `<row r="2">${cell('A2', '两行甲')}${one}</row>`, 422],
    ['an empty row twice', `<row r="2">${one}</row><row r="2"/>`, 200],
  ]
  for (const [name, rows, status] of table) {
    const query = { importId: newId(), kind: 'people', name: 'twice.xlsx' }
    const body = workbookOf([{ name: 's', xml: xmlOf(rows) }])
    const answer = await linying.send(calls.uploadImport, { query, body })
    assert.deepEqual(
      [answer.status, answer.problem.errors?.[0].code],
      [status, status === 422 ? 'damaged' : undefined],
      name,
    )
  }
})

test('what stands twice in a workbook where one is meant is refused as damaged: a part, a relation, the value of a cell', async () => {
  const text = (said: string) => `<is><t>${said}</t></is>`
  const cell = (at: string, value: string, kind = 'inlineStr') => `<c r="${at}" t="${kind}">${value}</c>`
  const head = `<row r="1">${cell('A1', text('姓名'))}${cell('B1', text('地区'))}${cell('C1', text('电话'))}</row>`
  const xmlOf = (name: string, phone: string, rest = '') =>
    sheetXml([]).replace(
      '<sheetData>',
      `<sheetData>${head}<row r="2">${name}${cell('B2', text('临颍县'))}${phone}</row>${rest}`,
    )
  const [name, phone] = [cell('A2', text('独一甲')), cell('C2', '<v>5550101</v>', 'n')]
  const one = [{ name: 's', xml: xmlOf(name, phone) }]
  /** A second part, which takes the name of the first once it is packed. */
  const parts = (second: string, as: string) =>
    Buffer.from(
      workbookOf(one, { files: { [second]: xmlOf(name, phone).replace('甲', '乙') } })
        .toString('latin1')
        .replaceAll(second, as),
      'latin1',
    )
  const related = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const relation = (id: string, kind: string, target: string) =>
    `<Relationship Id="${id}" Type="${related}/${kind}" Target="${target}"/>`
  const relations = (...lines: string[]) =>
    workbookOf(one, {
      files: { 'xl/_rels/workbook.xml.rels': `<Relationships>${lines.join('')}</Relationships>` },
    })
  const sheet = relation('rId1', 'worksheet', 'worksheets/sheet1.xml')
  const cells = (...two: [string, string]) => workbookOf([{ name: 's', xml: xmlOf(...two) }])
  const table: [string, Buffer, number][] = [
    ['each once', workbookOf(one), 200],
    ['a part', parts('xl/worksheets/sheex1.xml', 'xl/worksheets/sheet1.xml'), 422],
    ['a part with other signs', parts('xl/worksheets/sheex1.xml', 'XL\\worksheets\\Sheet1.xml'), 422],
    ['relations of several ids', relations(sheet, relation('rId2', 'theme', 'theme.xml')), 200],
    ['relations of one id', relations(sheet, relation('rId1', 'theme', 'theme.xml')), 422],
    [
      'lists of texts',
      relations(sheet, relation('a', 'sharedStrings', 'a.xml'), relation('b', 'sharedStrings', 'b.xml')),
      422,
    ],
    ['numbers of a cell', cells(name, cell('C2', '<v>12345</v><v>678</v>', 'n')), 422],
    ['texts of a cell', cells(cell('A2', text('独一') + text('甲')), phone), 422],
    ['a text and a number of a cell', cells(cell('A2', `${text('独一')}<v>1</v>`), phone), 422],
    ['runs of one text', cells(cell('A2', '<is><r><t>独一</t></r><r><t>甲</t></r></is>'), phone), 200],
  ]
  for (const [what, body, status] of table) {
    const query = { importId: newId(), kind: 'people', name: 'twice.xlsx' }
    const answer = await linying.send(calls.uploadImport, { query, body })
    assert.deepEqual(
      [answer.status, answer.problem.errors?.[0].code],
      [status, status === 422 ? 'damaged' : undefined],
      what,
    )
  }
  const none = cells(name, cell('C2', '<v></v>', 's'))
  const query = { importId: newId(), kind: 'people', name: 'none.xlsx' }
  const answer = await linying.send(calls.uploadImport, { query, body: none })
  assert.equal(answer.problem.errors?.[0].code, 'cell', 'a text of the list that is not said which')
})

test('the titles that a Spanish office writes name their columns, with their accents or without', async () => {
  const administrator = await town.as('administrator')
  const read = async (kind: string, name: string, lines: string[]) => {
    const { page } = await upload(kind, name, Buffer.from(lines.join('\n')), administrator)
    return page.sheets[0].columns.map(({ key }) => key)
  }
  assert.deepEqual(
    await read('people', 'personas.csv', ['Nombre y apellidos,Telefono', 'María Núñez,555 0101']),
    ['name', 'phone'],
  )
  assert.deepEqual(
    await read('places', 'territorios.csv', [
      'Código,Territorio,Nivel,Territorio superior,Desde',
      'es-uno,Uno,cantón,linying,1954-01-01',
    ]),
    ['code', 'name', 'level', 'parent', 'from'],
  )
})
