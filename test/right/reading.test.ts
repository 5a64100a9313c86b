// What comes in: files are read as whoever wrote them meant them, or they are asked about.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTown, type Person, type Town } from '../town.ts'
import { ask } from './office.ts'
import { bring, type Cell, commit, csvFile, oneSheet, sendFile, sheetXml, workbookOf } from './sheets.ts'

let town: Town
let linying: Person
before(async () => {
  town = await openTown()
  linying = await town.as('linying-officer')
})
after(() => town.close())

const people = (name: string, bytes: Buffer, more = {}) => bring(linying, 'people', name, bytes, more)
const cellsOf = async (bytes: Buffer, name = 'a.xlsx') =>
  (await people(name, bytes)).rows.map(({ cells }) => cells)

test('case 01: text cells are kept sign by sign', async () => {
  const rows = [
    ['姓名', '县', '电话', '编码'],
    ['字一', '临颍县', '03741234567', '0012345678'],
    ['字二', '临颍县', '411023199001010018', 'a-1'],
    ['字三', '临颍县', '1390E5', '411023199001010018'],
    ['字四', '临颍县', '+8613900000000', '1.50'],
    ['字五', '临颍县', '010-8888.0', '007'],
  ]
  assert.deepEqual(await cellsOf(oneSheet(rows)), rows.slice(1))
  const shared = workbookOf(
    [
      {
        name: 's',
        xml: sheetXml(
          rows.map((row, r) => row.map((_, c) => ({ xml: `<c r="@" t="s"><v>${r * 4 + c}</v></c>` }))),
        ),
      },
    ],
    {
      files: {
        'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
        'xl/sharedStrings.xml': `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${rows
          .flat()
          .map((text) => `<si><t>${text}</t></si>`)
          .join('')}</sst>`,
      },
    },
  )
  assert.deepEqual(await cellsOf(shared), rows.slice(1))
  // What a formula gave as text is text as well; a number cell that lost its digits is asked about.
  const formula: Cell = { xml: '<c r="@" t="str"><f>A1</f><v>0371-0001</v></c>' }
  const book = await people(
    'a.xlsx',
    oneSheet([
      ['姓名', '县', '电话', '编码'],
      ['字六', '临颍县', formula, Number('411023199001010018')],
    ]),
  )
  assert.equal(book.rows[0].cells[2], '0371-0001')
  assert.deepEqual(book.marks, ['2 code shortened'])
})

test('case 02: every line is a row, whatever ends it', async () => {
  const lines = [
    '姓名,县,电话',
    '乙一,临颍县,13900000001',
    '乙二,临颍县,13900000002',
    '乙三,临颍县,13900000003',
  ]
  for (const ends of [
    ['\r\n', '\n', '\n', '\n'],
    ['\n', '\r\n', '\r\n', ''],
    ['\r', '\n', '\r\n', '\r'],
    ['\r\n', '\r', '\n', ''],
    ['\n', '\r', '\r', '\r'],
    ['\r\n', '\n', '\r\n', '\n'],
  ]) {
    const bytes = Buffer.from(lines.map((line, at) => line + ends[at]).join(''))
    const { counts, rows } = await people('a.csv', bytes)
    assert.deepEqual(counts, { new: 3 }, JSON.stringify(ends))
    assert.equal(rows[0].cells[2], '13900000001')
  }
})

// The signs of windows-1252, 1250, 1251, 1253, 1254 and 1256 that stand in the texts below.
const legacy: Record<string, [string, string]> = {
  'windows-1252': ['Isabel Ordoñez,Núñez Peñaranda,François', 'ñúÑç'],
  'windows-1250': ['Łukasz Wójcik,Jiří Dvořák', 'Łójířáö'],
  'windows-1251': ['Иванов Пётр,Ольга', ''],
  'windows-1256': ['محمد علي,فاطمة', ''],
}
const bytesIn = (encoding: string, text: string): Buffer => {
  const decoder = new TextDecoder(encoding)
  const table = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]))
  return Buffer.from([...text].map((sign) => table.get(sign) ?? assert.fail(`${encoding} has no ${sign}`)))
}

test('case 06: text of another encoding is asked about, and read in the one that is said', async () => {
  for (const [encoding, [text]] of Object.entries(legacy)) {
    const names = text.split(',')
    const bytes = bytesIn(
      encoding,
      ['full name,place', ...names.map((name) => `${name},Linying County`), ''].join('\n'),
    )
    const asked = await sendFile(linying, 'people', 'a.csv', bytes)
    assert.equal(asked.status, 422, encoding)
    const choice = asked.body.errors.find(
      (one: { pointer: string }) => one.pointer === `/encoding/${encoding}`,
    )
    assert.ok(choice?.detail.includes(names[0]), `${encoding}: ${JSON.stringify(asked.body.errors)}`)
    const { rows, counts } = await people('a.csv', bytes, { encoding })
    assert.deepEqual(
      rows.map(({ cells }) => cells[0]),
      names,
    )
    assert.deepEqual(counts, { new: names.length })
  }
  // Chinese of before UTF-8 is read without a question, also beside Latin words.
  const chinese = Buffer.from('d0d5c3fb2cccd80a', 'hex')
  assert.match((await sendFile(linying, 'people', 'a.csv', chinese)).body.errors[0].code, /headings|no-rows/)
  const english = Buffer.concat([
    Buffer.from('full name,place\n'),
    Buffer.from('d5c5c8fd', 'hex'),
    Buffer.from(',Linying County\n'),
  ])
  const { rows, page } = await people('a.csv', english)
  assert.deepEqual([rows[0].cells[0], page.encoding], ['张三', 'GB18030'])
  // Big5 is no GB18030 either.
  const taiwan = Buffer.concat([
    Buffer.from('full name,place\n'),
    Buffer.from('b169a4e5a4af', 'hex'),
    Buffer.from(',Linying County\n'),
  ])
  const big = await sendFile(linying, 'people', 'a.csv', taiwan)
  assert.equal(big.body.errors?.[0].code, 'which-encoding')
})

test('case 07: the delimiter is the one that makes rows alike', async () => {
  for (const lines of [
    ['姓名;县;电话;备注', '丙一;临颍县;1;编, 织, 弹, 缝, 补, 编', '丙二;临颍县;2;'],
    ['临颍县, 二〇, 名册, 第一, 页, 共三页', '姓名;县;电话;备注', '丙一;临颍县;1;甲', '丙二;临颍县;2;乙'],
    ['姓名\t县\t电话\t备注', '丙一\t临颍县\t1\ta,b;c', '丙二\t临颍县\t2\t1,5;2,5'],
    ['姓名|县|电话|备注', '丙一|临颍县|1|a,b,c,d', '丙二|临颍县|2|e'],
    ['姓名，县，电话，备注', '丙一，临颍县，1，a;b', '丙二，临颍县，2，c'],
    ['姓名,县,电话,备注', '丙一,临颍县,1,"a;b;c;d;e"', '丙二,临颍县,2,a;b;c;d;e;f'],
    ['姓名;县;电话;备注', '"丙, 一";临颍县;1;1,50', '丙二;临颍县;2;2,50'],
  ]) {
    const { counts, page } = await people('a.csv', csvFile(...lines))
    assert.deepEqual([counts, page.problems], [{ new: 2 }, []], lines[0])
  }
})

test('case 08: a sheet of which nothing is taken asks for nothing', async () => {
  const list = {
    name: '名单',
    xml: sheetXml([
      ['姓名', '县'],
      ['多一', '临颍县'],
    ]),
  }
  const asides: Cell[][][] = [
    [
      ['编码', '说明'],
      ['1', '男'],
      ['2', '女'],
    ],
    [
      ['电话', '说明'],
      ['12345', '总机'],
    ],
    [
      ['拼音', '英文'],
      ['a', 'b'],
    ],
    [
      ['编码', '电话'],
      ['x1', '12345'],
    ],
    [
      ['联系电话', '备注'],
      ['999', '火警'],
    ],
    [['说明'], ['此表由县社填写']],
  ]
  for (const aside of asides) {
    const brought = await people('a.xlsx', workbookOf([list, { name: '字典', xml: sheetXml(aside) }]))
    assert.deepEqual(brought.page.problems, [], JSON.stringify(aside))
    assert.equal(brought.counts.new, 1)
    assert.equal(brought.counts.faulty, undefined)
  }
  // A sheet that could be meant is asked about, until its rows are left out or its columns ignored.
  const half = workbookOf([
    list,
    {
      name: '二',
      xml: sheetXml([
        ['姓名', '电话'],
        ['少一', '13900000009'],
      ]),
    },
  ])
  const asked = await people('a.xlsx', half)
  if (asked.page.problems.length > 0)
    for (const row of asked.rows.filter(({ sheet }) => sheet === 1))
      await ask(linying, `POST /api/imports/${asked.id}/decisions`, {
        body: { position: row.position, decision: 'leave-out' },
      })
  assert.equal((await commit(linying, asked)).status, 200)
})

test('case 09: what a workbook hides is not brought in, and that is said', async () => {
  const sheet = (name: string, person: string, state?: string) => ({
    name,
    state,
    xml: sheetXml([
      ['姓名', '县'],
      [person, '临颍县'],
    ]),
  })
  for (const states of [
    ['hidden'],
    ['veryHidden'],
    ['hidden', 'veryHidden'],
    ['hidden', 'hidden', 'hidden'],
    ['veryHidden', 'veryHidden'],
  ]) {
    const hidden = states.map((state, at) => sheet(`old${at}`, `戊旧${'甲乙丙'[at]}`, state))
    for (const sheets of [
      [sheet('now', '戊一'), ...hidden],
      [...hidden, sheet('now', '戊一', 'visible')],
    ]) {
      const { counts, page } = await people('a.xlsx', workbookOf(sheets))
      assert.deepEqual(counts, { new: 1 })
      const told = page.sheets.filter((one: { isHidden: boolean }) => one.isHidden)
      assert.equal(told.length, states.length)
    }
  }
})

test('case 10: whatever the standard allows is read', async () => {
  const rows: Cell[][] = [
    ['姓名', '县'],
    ['图一', '临颍县'],
  ]
  const list = { name: '名单', xml: sheetXml(rows) }
  const chart = {
    name: '图表',
    kind: 'chartsheet',
    path: 'chartsheets/sheet1.xml',
    xml: '<chartsheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"/></sheetViews></chartsheet>',
  }
  const bare = sheetXml(rows).replaceAll(/ r="[A-Z]?\d+"/g, '')
  const prefixed = sheetXml(rows)
    .replaceAll(/<(\/?)(?=[a-z])/g, '<$1x:')
    .replace('xmlns=', 'xmlns:x=')
  const rich = sheetXml(rows).replace(
    '<t xml:space="preserve">图一</t>',
    '<r><t>图</t></r><r><rPr><b/></rPr><t>一</t></r><rPh sb="0" eb="1"><t>ズ</t></rPh>',
  )
  const files: Record<string, Buffer> = {
    'a chart before': workbookOf([chart, list]),
    'a chart behind': workbookOf([list, chart]),
    'cells that do not say where they are': workbookOf([{ name: 's', xml: bare }]),
    'other separators in the archive': oneSheet(rows, { separator: '\\' }),
    'elements with a prefix': workbookOf([{ name: 's', xml: prefixed }]),
    'rich text, and how it is pronounced': workbookOf([{ name: 's', xml: rich }]),
    'a target from the root': workbookOf(
      [{ name: 's', xml: sheetXml(rows), path: '../xl/./worksheets/a.xml' }],
      {
        files: { 'xl/worksheets/a.xml': sheetXml(rows) },
      },
    ),
    'comments and sections of signs': workbookOf([
      {
        name: 's',
        xml: sheetXml(rows)
          .replace('图一', '<![CDATA[图一]]>')
          .replace('<sheetData>', '<!-- a > b --><sheetData>'),
      },
    ]),
    'signs as numbers': workbookOf([{ name: 's', xml: sheetXml(rows).replace('图一', '&#x56FE;&#19968;') }]),
    'UTF-16': workbookOf([list], { files: {} }),
  }
  for (const [name, bytes] of Object.entries(files)) {
    const { counts, rows: read } = await people('a.xlsx', bytes)
    assert.deepEqual(counts, { new: 1 }, name)
    assert.equal(read[0].cells[0], '图一', name)
  }
  const rare = await people(
    'a.xlsx',
    workbookOf([{ name: 's', xml: sheetXml(rows).replace('图一', '&#x2BBEF;一') }]),
  )
  assert.equal(rare.rows[0].cells[0], '\u{2BBEF}一')
})

test('case 12: a number that a spreadsheet program shortened is asked about, with any decimal sign', async () => {
  for (const shown of [
    '1.39E+10',
    '1,39E+10',
    '1.39e+10',
    '1,390E+010',
    '1٫39E+10',
    '1.39E10',
    '1.39×10^10',
  ]) {
    const { marks } = await people('a.csv', csvFile('姓名;县;电话', `庚一;临颍县;${shown}`))
    assert.deepEqual(marks, ['2 phone shortened'], shown)
  }
  const { counts } = await people('a.csv', csvFile('姓名;县;电话', '庚一;临颍县;1390E5'))
  assert.deepEqual(counts, { new: 1 })
})

test('case 17: a year of another calendar is asked about', async () => {
  const admin = await town.as('administrator')
  const place = (day: string) =>
    bring(admin, 'places', 'a.csv', csvFile('编码,名称,级别,上级,设立日期', `zz-be,佛历乡,乡,临颍县,${day}`))
  for (const [day, meant] of [
    ['2567-03-05', '2024-03-05'],
    ['2497-03-05', '1954-03-05'],
    ['2497年3月5日', '1954-03-05'],
    ['1373-07-01', undefined],
    ['5714-03-05', undefined],
    ['9999-12-31', undefined],
  ] as const) {
    const { marks, rows } = await place(day)
    assert.deepEqual(marks, ['2 from far'], day)
    assert.equal(rows[0].marks[0].suggestions[0]?.value, meant)
  }
  // A year that says how it is counted is read so.
  for (const day of [
    '民国四十三年三月五日',
    '民国43年3月5日',
    '昭和29年3月5日',
    '佛历2497年3月5日',
    '5 de marzo de 1954',
    '5 mars 1954',
  ])
    assert.deepEqual((await place(day)).counts, { new: 1 }, day)
})

const merged = (...ranges: string[]) =>
  `<mergeCells>${ranges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`

test('case 18: two rows of headings are one, and merged cells stand for all that they cover', async () => {
  const title: Cell[] = ['临颍县社员花名册']
  const upper: Cell[] = ['序号', '姓名', '联系', null, '县']
  const lower: Cell[] = [null, null, '电话', '住址', null]
  const person: Cell[] = ['1', '己一', '13900000011', 'x', '临颍县']
  const files: Record<string, Buffer> = {
    'merged headings': workbookOf([
      {
        name: 's',
        xml: sheetXml([title, upper, lower, person], merged('A2:A3', 'B2:B3', 'C2:D2', 'E2:E3', 'A1:E1')),
      },
    ]),
    'headings that are not merged': oneSheet([title, upper, lower, person]),
    'text of such': csvFile('名册,,,,', '序号,姓名,联系,,县', ',,电话,住址,', '1,己一,13900000011,x,临颍县'),
    'a group that is itself a heading': oneSheet([
      ['序号', '姓名', '联系方式', null, '县'],
      [null, null, '电话', '住址', null],
      person,
    ]),
    'groups above all': oneSheet([
      ['人员', null, '联系', null, '所属'],
      ['序号', '姓名', '电话', '住址', '县'],
      person,
    ]),
    'no second row': oneSheet([['序号', '姓名', '电话', '住址', '县'], person]),
  }
  for (const [name, bytes] of Object.entries(files)) {
    const file = name === 'text of such' ? 'a.csv' : 'a.xlsx'
    const { counts, rows, page } = await people(file, bytes)
    assert.deepEqual(counts, { new: 1 }, `${name} ${JSON.stringify(rows[0])}`)
    const at = page.sheets[0].columns.findIndex((one: { key: string }) => one.key === 'phone')
    assert.equal(rows[0].cells[at], '13900000011', name)
  }
  const down = sheetXml([['姓名', '县'], ['己二', '临颍县'], ['己三'], ['己四'], []], merged('B2:B9'))
  assert.deepEqual((await people('a.xlsx', workbookOf([{ name: 's', xml: down }]))).counts, { new: 3 })
  for (const sign of ['〃', '同上', 'ditto', 'ídem', '″'])
    assert.deepEqual(
      (await people('a.csv', csvFile('姓名,县', '己二,临颍县', `己三,${sign}`, `己四,${sign}`))).counts,
      { new: 3 },
      sign,
    )
})

test('case 19: a day is the day that the cell says', async () => {
  const styles =
    '<numFmts count="1"><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs>'
  const admin = await town.as('administrator')
  const cells: [string, string?][] = [
    ['<c r="@" t="d"><v>1954-03-05T00:00:00</v></c>'],
    ['<c r="@" t="d"><v>1954-03-05</v></c>'],
    ['<c r="@" t="d"><v>1954-03-05T23:30:00.000</v></c>'],
    ['<c r="@" t="d"><v>1954-03-05T00:00:00Z</v></c>'],
    ['<c r="@" s="1"><v>19788</v></c>'],
    ['<c r="@" s="2"><v>19788.99</v></c>'],
    ['<c r="@" s="1"><v>18326</v></c>', '<workbookPr date1904="1"/>'],
  ]
  for (const zone of ['UTC', 'Asia/Shanghai', 'America/Lima']) {
    const before = process.env.TZ
    process.env.TZ = zone
    for (const [xml, pr] of cells) {
      const bytes = oneSheet(
        [
          ['编码', '名称', '级别', '上级', '设立日期'],
          ['zz-d', '日一乡', '乡', '临颍县', { xml }],
        ],
        { styles, pr },
      )
      const { rows, counts } = await bring(admin, 'places', 'a.xlsx', bytes)
      assert.deepEqual([rows[0].cells[4], counts], ['1954-03-05', { new: 1 }], `${zone} ${xml}`)
    }
    if (before === undefined) delete process.env.TZ
    else process.env.TZ = before
  }
})
