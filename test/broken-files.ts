// The ways in which real lists of places and real rosters arrive broken, each with what is to be found wrong.
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { strToU8, zipSync } from 'fflate'
import { workbook } from './workbook.ts'

/** `expected`: the code of the refusal, of a problem with the columns, or of a mark, any of which must be there. */
export type Variant = { name: string; kind: string; file: string; bytes: Buffer; expected: RegExp }

const fixture = (name: string) =>
  readFileSync(new URL(`../src/exchange/import/fixtures/${name}`, import.meta.url))
const rowsIn = (text: string) =>
  text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(',').map((cell) => cell.replaceAll('"', '')))
const csv = (rows: readonly (readonly string[])[]) =>
  Buffer.from(
    `${rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n')}\n`,
  )

type Rows = string[][]
const changed = (rows: Rows, at: number, column: number, text: string): Rows =>
  rows.map((row, n) => (n === at ? row.map((cell, c) => (c === column ? text : cell)) : row))
const some = (count: number, from: number, to: number): number[] =>
  Array.from({ length: count }, (_, n) => from + Math.floor((n * (to - from)) / count))

/** What breaks any file, whatever it holds. */
function brokenFiles(kind: string, text: Buffer, rows: Rows): Variant[] {
  const book = workbook(rows)
  const all: Omit<Variant, 'kind'>[] = []
  const add = (name: string, file: string, bytes: Uint8Array, expected: RegExp) =>
    void all.push({ name, file, bytes: Buffer.from(bytes), expected })

  add('nothing', 'a.csv', Buffer.alloc(0), /empty/)
  add('only spaces', 'a.csv', Buffer.from(' \n\n \t\n'), /empty|headings/)
  add('only a mark', 'a.csv', Buffer.from('\ufeff'), /empty/)
  add('only headings', 'a.csv', csv(rows.slice(0, 1)), /no-rows/)
  add('no headings', 'a.csv', csv(rows.slice(1)), /headings/)
  const zeros = Buffer.concat([text.subarray(0, 40), Buffer.alloc(4), text.subarray(40)])
  add('NUL bytes', 'a.csv', zeros, /encoding/)
  add('wrong encoding', 'a.csv', Buffer.from(text.map((byte) => byte ^ 0x80)), /encoding|headings/)
  add('odd UTF-16', 'a.csv', Buffer.from(`\ufeff${text}`, 'utf16le').subarray(0, -1), /encoding/)
  add('half of a sign', 'a.csv', Buffer.from(`\ufeff${text}\ud800`, 'utf16le'), /encoding/)
  // Cut inside a Chinese sign: what is left is no longer UTF-8.
  const inside = [...text.keys()].filter((at) => (text[at] & 0xc0) === 0x80)
  for (const at of some(8, 0, inside.length))
    add(`cut at ${inside[at]}`, 'a.csv', text.subarray(0, inside[at]), /headings|encoding|quote|no-rows/)
  for (const at of some(4, 1, rows.length)) {
    const open = csv(rows).toString().split('\n')
    open[at] = `${open[at]},"never closed`
    add(`quote opened in row ${at + 1}`, 'a.csv', Buffer.from(open.join('\n')), /quote|csv/)
  }
  add('text that claims to be a workbook', 'a.xlsx', text, /claims-workbook/)
  add('a workbook that claims to be text', 'a.csv', book, /claims-csv/)
  add('a web page', 'a.csv', Buffer.from('<html><table><tr><td>姓名</td></tr></table></html>'), /web-page/)
  add('an old workbook', 'a.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), /old-workbook/)
  for (const [name, hex] of [
    ['pdf', '255044462d312e34'],
    ['png', '89504e470d0a1a0a'],
    ['jpeg', 'ffd8ffe000104a46'],
    ['rar', '526172211a0700'],
    ['7z', '377abcaf271c'],
  ])
    add(`${name} named csv`, 'a.csv', Buffer.from(hex, 'hex'), /other-kind/)
  add('gzip', 'a.csv', gzipSync(text), /other-kind/)
  add('an archive of something else', 'a.xlsx', zipSync({ 'a.txt': strToU8('a') }), /not-a-workbook/)
  for (const at of some(8, 20, book.length - 10))
    add(`workbook cut at ${at}`, 'a.xlsx', book.subarray(0, at), /damaged|not-a-workbook/)
  const named = book.toString('latin1').indexOf('sheet1.xml')
  const flipped = Buffer.from(book)
  for (let at = named + 12; at < named + 60; at++) flipped[at] ^= 0xff
  add('workbook with damaged bytes', 'a.xlsx', flipped, /damaged|headings/)
  const sheet = 'xl/worksheets/sheet1.xml'
  const sheetOf = (name: string, change: (text: string) => string, expected: RegExp) =>
    add(
      name,
      'a.xlsx',
      workbook(rows, (parts) => ({ ...parts, [sheet]: change(parts[sheet]) })),
      expected,
    )
  sheetOf('sheet that ends early', (xml) => xml.slice(0, xml.length / 2), /damaged/)
  sheetOf('sheet that is none', () => 'not XML at all', /damaged|headings/)
  sheetOf(
    'a cell at the end of the world',
    (xml) => xml.replace('</sheetData>', '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'),
    /rows|columns/,
  )
  sheetOf(
    'formulas never calculated',
    (xml) => xml.replace(/<c r="([AB]2)".*?<\/c>/g, '<c r="$1" t="str"><f>C2</f></c>'),
    /required|cell|formula/,
  )
  sheetOf(
    'a style that is not there',
    (xml) => xml.replace('</row>', '<c r="AZ1" s="99"><v>1</v></c></row>'),
    /cell/,
  )
  sheetOf(
    'a text that is not there',
    (xml) => xml.replace('</row>', '<c r="AZ1" t="s"><v>99</v></c></row>'),
    /cell/,
  )
  add(
    'workbook without its list of sheets',
    'a.xlsx',
    workbook(rows, ({ 'xl/workbook.xml': _, ...rest }) => rest),
    /not-a-workbook/,
  )
  add(
    'workbook without relations',
    'a.xlsx',
    workbook(rows, ({ 'xl/_rels/workbook.xml.rels': _, ...rest }) => rest),
    /damaged/,
  )
  add(
    'workbook of another kind of page',
    'a.xlsx',
    workbook([
      ['x', 'y'],
      ['1', '2'],
    ]),
    /headings/,
  )
  const wide = rows.map((row, n) => [
    ...row,
    ...Array.from({ length: 20_000 }, (_, c) => (n === 0 ? `c${c}` : '')),
  ])
  add('20,000 columns', 'a.csv', csv(wide.slice(0, 3)), /columns/)
  add('160,000 rows', 'a.csv', csv(Array.from({ length: 160_000 }, (_, n) => rows[n === 0 ? 0 : 1])), /rows/)
  return all.map((one) => ({ ...one, kind }))
}

/** What goes wrong in the cells and headings of a list. */
function brokenRows(kind: string, rows: Rows, columns: { name: number; code: number }): Variant[] {
  const all: Variant[] = []
  const add = (name: string, some: Rows, expected: RegExp) =>
    void all.push({ name, kind, file: 'a.csv', bytes: csv(some), expected })
  const body = (count: number) => some(count, 1, rows.length)
  for (const at of body(6)) add(`no name in row ${at + 1}`, changed(rows, at, columns.name, ''), /required/)
  for (const at of body(3))
    add(`a formula error in row ${at + 1}`, changed(rows, at, columns.name, '#REF!'), /formula/)
  for (const at of body(2))
    add(`too long in row ${at + 1}`, changed(rows, at, columns.name, '长'.repeat(300)), /long/)
  add('a bell in a name', changed(rows, 1, columns.name, '张\u007f三'), /character|encoding/)
  for (const at of body(6)) add(`row ${at + 1} twice`, [...rows, rows[at]], /twice/)
  for (const code of ['1.1E+08', '代码', 'a b', '-1', 'ü9'])
    add(`code ${code}`, changed(rows, 2, columns.code, code), /shortened|pattern/)
  for (const column of rows[0].keys()) {
    const heading = rows[0][column]
    add(`heading ${heading} twice`, changed(rows, 0, (column + 1) % rows[0].length, heading), /twice|missing/)
  }
  for (const column of [columns.name, columns.code].filter(
    (one) => kind === 'places' || one === columns.name,
  ))
    add(`heading ${rows[0][column]} missing`, changed(rows, 0, column, 'x'), /missing/)
  const swapped = rows.map((row, n) =>
    n === 0
      ? row.map((cell, at) =>
          at === columns.name ? row[columns.code] : at === columns.code ? row[columns.name] : cell,
        )
      : row,
  )
  add('headings swapped', swapped, /pattern/)
  return all
}

/** Of lists of places. */
export function placeVariants(): Variant[] {
  const text = fixture('places/streets.csv')
  const rows = rowsIn(text.toString()).slice(0, 41)
  const areas = rowsIn(fixture('places/areas.csv').toString())
  const cities = rowsIn(fixture('places/cities.csv').toString())
  const all = [...brokenFiles('places', text, rows), ...brokenRows('places', rows, { code: 0, name: 1 })]
  const add = (name: string, some: Rows, expected: RegExp) =>
    void all.push({ name, kind: 'places', file: 'a.csv', bytes: csv(some), expected })
  add('streets without what they stand under', rows, /unknown/)
  add('areas without their cities', areas, /unknown/)
  for (const at of some(5, 1, areas.length))
    add(`areas, code ${at} unknown`, changed(areas, at, 2, '9999'), /unknown/)
  for (const at of [1, 2, 3]) add(`a city of no province ${at}`, changed(cities, at, 2, '99'), /unknown/)
  const nested: Rows = [
    ['code', 'name', 'level', 'parent'],
    ['mut-a', '甲省', '省', ''],
    ['mut-b', '乙专区', '专区', 'mut-a'],
    ['mut-c', '丙县', '县', 'mut-b'],
    ['mut-d', '丁镇', '镇', 'mut-c'],
  ]
  add('a place under itself', changed(nested, 3, 3, 'mut-c'), /circle/)
  add('two under each other', changed(changed(nested, 2, 3, 'mut-c'), 3, 3, 'mut-b'), /circle/)
  add('a ring of three', changed(nested, 2, 3, 'mut-d'), /circle|level/)
  add('a county under a town', changed(nested, 3, 3, 'mut-d'), /circle|level/)
  add('a district under a county', changed(nested, 2, 3, 'linying'), /level/)
  add('a province in a province', changed(nested, 1, 3, 'henan'), /level/)
  add('no level', changed(nested, 2, 2, ''), /required/)
  add('a level that is none', changed(nested, 2, 2, '王国'), /unknown/)
  add('a parent that is not there', changed(nested, 1, 3, '许昌巿'), /unknown/)
  add('another name under a known code', changed(nested, 1, 0, 'linying'), /renamed|level|moved/)
  add(
    'a day that is none',
    [
      ['code', 'name', 'level', 'parent', 'from'],
      ['mut-e', '戊县', '县', '许昌专区', '1954-02-30'],
    ],
    /date/,
  )
  add(
    'a day as a serial number',
    [
      ['code', 'name', 'level', 'parent', 'from'],
      ['mut-e', '戊县', '县', '许昌专区', '19769'],
    ],
    /serial/,
  )
  return all
}

/** Of rosters, and of what stands in them: people, posts, units. */
export function rosterVariants(): Variant[] {
  const text = fixture('people-utf8.csv')
  const rows: Rows = rowsIn(text.toString())
    .slice(2)
    .filter((row) => row[1] !== '')
    .map((row, n) => [row[1], row[2], row[3], n === 0 ? '编码' : `mut-${n}`])
  const all = [...brokenFiles('people', csv(rows), rows), ...brokenRows('people', rows, { name: 0, code: 3 })]
  const add = (name: string, some: Rows, expected: RegExp, kind: string = 'people') =>
    void all.push({ name, kind, file: 'a.csv', bytes: csv(some), expected })
  for (const place of ['郏县', 'jia', '许昌专区', '河南省', '全国'])
    add(`somebody of ${place}`, changed(rows, 3, 1, place), /not-yours/)
  for (const place of ['许昌巿', '临颖县', 'nowhere', '410000', ''])
    add(`a place ${place}`, changed(rows, 3, 1, place), /unknown|required/)
  add('a telephone shortened', changed(rows, 3, 2, '1.38E+10'), /shortened/)
  add('a telephone without a digit', changed(rows, 3, 2, '无'), /phone/)
  add('the code of somebody elsewhere', changed(rows, 3, 3, 'jia-office-1'), /taken/)
  add(
    'somebody twice without codes',
    [
      ['姓名', '地区'],
      ['甲乙丙', '临颍县'],
      ['甲乙丙', '临颍县'],
    ],
    /twice/,
  )

  const held: Rows = [
    ['姓名', '职务', '单位', '自', '至'],
    ['linying-office-2', 'production-head', 'linying-smc-production', '1955-01-01', ''],
  ]
  const posts = (name: string, column: number, value: string, expected: RegExp) =>
    add(name, changed(held, 1, column, value), expected, 'appointments')
  add('a seat that is taken', held, /taken/, 'appointments')
  posts('a post that is none', 1, '总工程师', /unknown/)
  posts('a post of another form', 1, 'group-head', /form/)
  posts('a unit of another county', 2, 'jia-smc-production', /unknown/)
  posts('a person of another county', 0, 'jia-office-1', /unknown/)
  posts('no beginning', 3, '', /required/)
  posts('a month for a day', 3, '1954年2月', /inexact/)
  posts('a serial number', 3, '20000', /serial/)
  posts('a day that can be two', 3, '03/02/1955', /two-days/)
  posts('days the wrong way round', 4, '1954-01-01', /order/)
  posts('a day that is none', 3, '1955-02-29', /date/)
  add(
    'a seat taken twice in one file',
    [held[0], ['linying-office-1', 'group-head', 'linying-knitting-coop', '1955-01-01', ''], held[1]],
    /form|taken/,
    'appointments',
  )
  const units: Rows = [
    ['名称', '组织形式', '地区', '上级单位', '成立时间'],
    ['甲社', '生产合作社', '临颍县', '', '1954'],
    ['乙社', '生产合作社', '临颍县', '', '1954'],
  ]
  const unit = (name: string, column: number, value: string, expected: RegExp) =>
    add(name, changed(units, 1, column, value), expected, 'organisations')
  unit('a form that is none', 1, '公司', /unknown/)
  unit('a unit of another county', 2, '郏县', /not-yours/)
  unit('a parent that is not there', 3, '无此社', /unknown/)
  unit('a unit under itself', 3, '甲社', /itself/)
  add(
    'units under each other',
    changed(changed(units, 1, 3, '乙社'), 2, 3, '甲社'),
    /itself/,
    'organisations',
  )
  add('one unit twice', [...units, units[1]], /twice/, 'organisations')
  return all
}
