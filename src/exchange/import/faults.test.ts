// What is told of the cells of a row: each fault by itself, where it stands.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { csv, marksOf, rowsOf, upload } from '../../../test/imports.ts'
import { openTown, type Person, type Town } from '../../../test/town.ts'
import { imports } from '../../app/rooms.ts'
import * as calls from './contract.ts'

let town: Town
let linying: Person
let administrator: Person
before(async () => {
  town = await openTown()
  linying = await town.as('linying-officer')
  administrator = await town.as('administrator')
})
after(() => town.close())

test('each cell is judged by itself: a fault in one hides none of another, and a double code is told on every row', async () => {
  const cases: [kind: string, lines: string[], marks: string[]][] = [
    [
      'places',
      [
        'Code,Name of the place,Level,Stands under,From',
        'x1,一,county,无此地,1954-02-31',
        'x1,二,county,无此地,',
        ',三,无此级,无此地,1954-01-01',
        'x 4,四,county,临颍县,',
        'acos,五,county,许昌专区,1954-02-31',
        'acos,六,county,许昌专区,',
      ],
      [
        ...['2 code twice', '2 from date', '2 parent unknown', '3 code twice', '3 parent unknown'],
        ...['4 code required', '4 level unknown', '4 parent unknown', '5 code pattern', '5 level level'],
        ...['6 code twice', '6 from date', '7 code twice'],
      ],
    ],
    [
      'people',
      ['姓名,地区,编码', ',无此地,p-1', '甲,临颍县,p-1', '乙,无此地,'],
      ['2 code twice', '2 name required', '2 place unknown', '3 code twice', '4 place unknown'],
    ],
    [
      'organisations',
      ['单位,类型,地区,行业,编码', ',无此形式,无此地,无此行业,o-1', '甲社,无此形式,临颍县,无此行业,o-1'],
      [
        ...['2 code twice', '2 form unknown', '2 name required', '2 place unknown', '2 trade unknown'],
        ...['3 code twice', '3 form unknown', '3 trade unknown'],
      ],
    ],
    [
      'posts',
      ['编码,职务,单位形式', 'q-1,,无此形式', 'q-1,乙,无此形式'],
      ['2 code twice', '2 forms unknown', '2 name required', '3 code twice', '3 forms unknown'],
    ],
    [
      'appointments',
      ['姓名,职务,单位,地区,自', '无此人,无此职务,无此单位,无此地,1954-02-31', ',无此职务,,无此地,'],
      [
        ...['2 from date', '2 organisation unknown', '2 person unknown', '2 place unknown', '2 post unknown'],
        ...['3 from required', '3 organisation required', '3 person required', '3 place unknown'],
        '3 post unknown',
      ],
    ],
    [
      'memberships',
      ['姓名,单位,地区,同意日期,同意方式,加入', '无此人,无此单位,无此地,,无此法,1954-02-31'],
      [
        ...['2 consentHow choice', '2 consentOn required', '2 joined date', '2 organisation unknown'],
        ...['2 person unknown', '2 place unknown'],
      ],
    ],
  ]
  for (const [kind, lines, marks] of cases) {
    const at = await upload(administrator, kind, csv(...lines))
    assert.deepEqual((await marksOf(administrator, at)).sort(), marks, kind)
  }
})

test('days the wrong way round are told of somebody who is known and of somebody who is not', async () => {
  const unit = '临颍城关铁业生产合作社'
  const known = csv('编码,姓名,地区', 'wr-1,倒序,临颍县')
  await linying.ask(calls.commitImport, await upload(linying, 'people', known))
  const heading = '姓名,单位,加入日期,同意日期,同意方式,退出日期'
  const days = `${unit},1954-03-05,1954-03-06,签字,1954-03-01`
  const at = await upload(linying, 'memberships', csv(heading, `倒序,${days}`, `无此人,${days}`))
  assert.deepEqual(await marksOf(linying, at), [
    '2 consentOn after-joining',
    '2 left order',
    '3 person unknown',
    '3 consentOn after-joining',
    '3 left order',
  ])
})

test('cells that no heading stands above are told of the row, whatever the kind, and hold it back', async () => {
  for (const { name, columns } of imports) {
    const heads = columns.filter(({ isForeign }) => !isForeign)
    const line = heads.map(({ example }) => `"${example.zh}"`).join(',')
    const titles = heads.map(({ title }) => `"${title}"`).join(',')
    const at = await upload(administrator, name, csv(titles, `${line},,多余,`, `${line},,`))
    const rows = await rowsOf(administrator, at)
    const beyond = rows.map(({ marks }) => marks.filter(({ code }) => code === 'no-heading'))
    assert.equal(rows[0].state, 'faulty', name)
    assert.deepEqual(
      beyond.map((marks) => marks.length),
      [1, 0],
      name,
    )
    assert.ok(beyond[0][0].reason.includes(`${heads.length + 2}: “多余”`), beyond[0][0].reason)
  }
})
