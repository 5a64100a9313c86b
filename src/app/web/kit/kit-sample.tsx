// What the page of parts shows: a few places with invented figures, in development only.
import type { Names } from '../../../base/words.ts'
import { Bar } from '../../../kit/bar.tsx'
import { HeatCell, heatOf, PlaceName, Tag } from '../../../kit/marks.tsx'
import type { Choice } from '../../../kit/picker.tsx'
import type { Column } from '../../../kit/table.tsx'
import { formatChange, formatNumber, nameOf } from '../../../kit/words.ts'
import type { Who } from '../frame/shell.tsx'

export const both = (en: string, zh: string) => nameOf({ en, zh })
export const names = (zh: string, en: string): Names => ({ zh, en })

export const who: Who = {
  account: {
    id: '1',
    name: names('王秀兰', 'Wang Xiulan'),
    language: null,
    roles: [{ role: 'reviewer', place: { id: '1', names: names('许昌专区', 'Xuchang Special District') } }],
  },
  programme: {
    id: '1',
    names: names('许昌专区手工业合作化，一九五四年', 'Handicraft cooperation, Xuchang 1954'),
    historical: true,
  },
  demo: true,
  today: '1954-07-10',
}

export type County = {
  id: string
  names: Names
  groups: number
  target: number
  phased: number
  state: 'good' | 'warn' | 'accent' | 'plain'
  seats: number[]
}
export const counties: County[] = [
  {
    id: 'a',
    names: names('许昌市', 'Xuchang City'),
    groups: 31,
    target: 34,
    phased: 30,
    state: 'good',
    seats: [1, 1, 1, 3, 4, 1],
  },
  {
    id: 'b',
    names: names('漯河市', 'Luohe City'),
    groups: 22,
    target: 40,
    phased: 29,
    state: 'good',
    seats: [1, 1, 1, 3, 3, 1],
  },
  {
    id: 'c',
    names: names('郾城', 'Yancheng'),
    groups: 14,
    target: 18,
    phased: 14,
    state: 'warn',
    seats: [1, 1, 1, 1, 2, 1],
  },
  {
    id: 'd',
    names: names('郏县', 'Jia'),
    groups: 6,
    target: 16,
    phased: 12,
    state: 'accent',
    seats: [1, 1, 1, 1, 1, 0],
  },
  {
    id: 'e',
    names: names('临汝', 'Linru'),
    groups: 9,
    target: 12,
    phased: 9,
    state: 'plain',
    seats: [1, 1, 1, 1, 2, 0],
  },
]
const states = {
  good: names('已批准', 'approved'),
  warn: names('已退回', 'returned'),
  accent: names('未报送', 'missing'),
  plain: names('已报送', 'submitted'),
}
const posts = [
  names('县委办公室', 'Party committee office'),
  names('生产科', 'Production section'),
  names('加工企业科', 'Processing section'),
  names('合作社主任', 'Co-op director'),
  names('组长', 'Group head'),
  names('厂长', 'Plant manager'),
]
export const indicator = names('手工业生产小组', 'Production groups')
const total = (pick: (county: County) => number) => counties.reduce((sum, county) => sum + pick(county), 0)

export const columns: Column<County>[] = [
  {
    key: 'place',
    title: both('County or city', '县（市）'),
    cell: (c) => <PlaceName of={c.names} />,
    sort: (c) => nameOf(c.names),
    sum: both('All places', '合计'),
  },
  {
    key: 'state',
    title: both('Plan', '计划'),
    cell: (c) => <Tag tone={c.state}>{nameOf(states[c.state])}</Tag>,
    sort: (c) => nameOf(states[c.state]),
  },
  {
    key: 'target',
    title: both('Target', '计划数'),
    num: true,
    cell: (c) => formatNumber(c.target),
    sort: (c) => c.target,
    sum: formatNumber(total((c) => c.target)),
  },
  {
    key: 'actual',
    title: both('Actual', '实际数'),
    num: true,
    cell: (c) => <strong>{formatNumber(c.groups)}</strong>,
    sort: (c) => c.groups,
    sum: formatNumber(total((c) => c.groups)),
  },
  {
    key: 'change',
    title: both('Against phased', '比进度'),
    num: true,
    cell: (c) => formatChange(c.groups - c.phased),
    sort: (c) => c.groups - c.phased,
    wideOnly: true,
  },
  {
    key: 'bar',
    title: both('Actual against phased target', '实际与进度'),
    cell: (c) => <Bar actual={c.groups} phased={c.phased} target={c.target} />,
    width: '200px',
  },
]
export const matrix: Column<County>[] = [
  {
    key: 'place',
    title: both('Seats by place and post', '名额（地区 × 职务）'),
    cell: (c) => <PlaceName of={c.names} />,
    sum: both('All places', '合计'),
  },
  ...posts.map((post, at) => ({
    key: `p${at}`,
    title: nameOf(post),
    middle: true,
    cell: (c: County) => (
      <HeatCell
        level={heatOf(c.seats[at], 4)}
        gap={c.id === 'd' && at === 0}
        label={c.id === 'd' && at === 0 ? both('no accepted person', '尚无录取人员') : undefined}
      >
        {c.seats[at] || '–'}
      </HeatCell>
    ),
    sum: total((c) => c.seats[at]),
  })),
  {
    key: 'all',
    title: both('All', '共'),
    num: true,
    cell: (c) => c.seats.reduce((a, b) => a + b, 0),
    sum: total((c) => c.seats.reduce((a, b) => a + b, 0)),
  },
]

export const find = async (text: string): Promise<Choice[]> =>
  counties
    .filter((c) => `${c.names.zh} ${c.names.en} ${c.id}`.toLowerCase().includes(text.toLowerCase()))
    .map((c) => ({
      id: c.id,
      names: c.names,
      code: `4110${c.id}`,
      note: both('Xuchang Special District', '许昌专区'),
    }))
