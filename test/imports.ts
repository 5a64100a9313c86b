// What tests of imports share: a file sent in by somebody, and what is shown of its rows.
import { newId } from '../src/base/ids.ts'
import * as calls from '../src/exchange/import/contract.ts'
import type { Person } from './town.ts'

export const csv = (...lines: string[]) => Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`)

export type At = { params: { importId: string } }
export const upload = async (
  person: Person,
  kind: string,
  bytes: Buffer,
  importId = newId(),
): Promise<At> => {
  await person.ask(calls.uploadImport, { query: { importId, kind, name: 'roster.csv' }, body: bytes })
  return { params: { importId } }
}
export const rowsOf = async (person: Person, at: At) =>
  (await person.ask(calls.importRows, { ...at, query: {} })).rows
export const marksOf = async (person: Person, at: At) =>
  (await rowsOf(person, at)).flatMap((row) =>
    row.marks.map((one) => `${row.rowNumber} ${one.column} ${one.code}`),
  )
export const countsOf = async (person: Person, at: At) => {
  const { counts } = await person.ask(calls.importPage, at)
  return Object.fromEntries(Object.entries(counts).filter(([, n]) => n > 0))
}
export const correct = (
  person: Person,
  at: At,
  position: number,
  key: string,
  value: string,
  everywhere = false,
) => person.ask(calls.correctCell, { ...at, body: { position, key, value, everywhere } })

type Files = { kind: string; head: string; first: string[]; second: string[]; does: Record<string, number> }
/** Of every kind a file with new entries, and a second one with further, changed and the same ones. */
export const files: Files[] = [
  {
    kind: 'places',
    head: '编码,名称,级别,上级',
    first: ['ag-xiang,再来乡,乡,ag-xian', 'ag-xian,再来县,县,许昌专区'],
    second: [
      'ag-xiang,再来乡,乡,ag-xian',
      'ag-two,又来乡,乡,ag-xian-two',
      'ag-xian-two,又来县,县,许昌专区',
      'ag-xian,再来县,县,许昌专区',
    ],
    does: { new: 2, same: 2 },
  },
  {
    kind: 'posts',
    head: '编码,职务,单位形式,唯一',
    first: ['ag-post,再来科科长,供销合作社,是'],
    second: ['ag-post,再来科科长,供销合作社,是', 'ag-post-2,又来科科长,供销合作社、手工业生产合作社,否'],
    does: { new: 1, same: 1 },
  },
  {
    kind: 'organisations',
    head: '编码,名称,类型,地区,上级单位,成立时间,状态',
    first: [
      'ag-group,再来小组,生产小组,临颍县,再来联社,,',
      'ag-other,另来小组,生产小组,临颍县,再来联社,1954年2月中旬,',
      'ag-head,再来联社,federation,临颍县,,1954年1月,筹备',
      'ag-loose,散来小组,生产小组,临颍县,,,',
    ],
    second: [
      'ag-group,再来小组,生产小组,临颍县,再来联社,,',
      'ag-other,另来小组,生产小组,临颍县,ag-new-head,1954年2月中旬,',
      'ag-head,再来联社,federation,临颍县,,1954年1月,正常',
      ',新来小组,生产小组,临颍县,再来联社,,',
      'ag-new-head,新来联社,federation,临颍县,,,',
      'ag-new,又新小组,生产小组,临颍县,新来联社,,',
      'ag-loose,散来小组,生产小组,临颍县,再来小组,,',
    ],
    does: { new: 3, changed: 3, same: 1 },
  },
  {
    kind: 'people',
    head: '编码,姓名,拼音,地区,电话',
    first: ['ag-1,再来甲,,临颍县,7001', ',再来乙,,临颍县,7002', 'ag-3,再来丙,Zailai C,临颍县,'],
    second: [
      'ag-1,再来甲,,临颍县,7011',
      ',再来乙,Zailai B,临颍县,7002',
      'ag-3,再来丙,Zailai C,临颍县,',
      'ag-4,再来丁,,临颍县,',
    ],
    does: { new: 1, changed: 2, same: 1 },
  },
  {
    kind: 'appointments',
    head: '姓名,职务,单位,自,至',
    first: ['再来甲,group-head,ag-group,1954-02-01,', '再来乙,group-head,ag-other,1954-02-01,'],
    second: [
      '再来甲,group-head,ag-group,1954-02-01,1954-03-01',
      '再来乙,group-head,ag-other,1954-02-01,',
      '再来丙,group-head,ag-new,1954-03-01,',
    ],
    does: { new: 1, changed: 1, same: 1 },
  },
  {
    kind: 'memberships',
    head: '姓名,单位,同意日期,同意方式,加入,退出,退出原因',
    first: ['再来甲,ag-group,1954-01-30,签字,1954-02-01,,', '再来乙,ag-other,1954-01-30,签字,1954-03-01,,'],
    second: [
      '再来甲,ag-group,1954-01-30,签字,1954-02-01,1954-03-01,迁走',
      '再来乙,ag-other,1954-01-30,签字,1954-03-01,,',
      '再来丙,ag-group,1954-01-30,签字,1954-02-01,,',
    ],
    does: { new: 1, changed: 1, same: 1 },
  },
]
