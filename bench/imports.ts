// A roster of ten thousand people as a workbook: read, previewed with every faulty cell, and brought in.
import { performance } from 'node:perf_hooks'
import { newId } from '../src/base/ids.ts'
import { workbook } from '../test/workbook.ts'
import { type Bench, type Figure, figure } from './figure.ts'

const people = 10_000
/** One row in so many has a place that nobody knows. */
const faultyEach = 50

const surnames = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏'
const given = '安邦昌德恩福广鸿济家康良茂宁培齐荣绍泰文贤永志忠'

/** Names that differ, so that nobody has to be asked who is who. */
const nameOf = (n: number): string =>
  surnames[n % 30] + given[Math.floor(n / 30) % 24] + given[Math.floor(n / 720) % 24]

export const roster = (count: number, faulty: number): Buffer =>
  workbook([
    ['姓名', '地区', '电话', '编码'],
    ...Array.from({ length: count }, (_, n) => [
      nameOf(n),
      n % faulty === 0 ? '临颖县' : '临颍县',
      String(13_800_000_000 + n),
      `bench-${n}`,
    ]),
  ])

type Asked = { method: 'GET' | 'POST'; url: string; payload?: unknown; raw?: boolean }

export async function imports(bench: Bench): Promise<Figure[]> {
  bench.tell(`${people} people from a workbook`)
  const cookie = await bench.cookieOf('linying-officer')
  const bytes = roster(people, faultyEach)
  const ask = async ({ method, url, payload, raw }: Asked) => {
    const type = raw ? 'application/octet-stream' : 'application/json'
    const answer = await bench.server.inject({
      method,
      url,
      headers: { cookie, ...(payload === undefined ? {} : { 'content-type': type }) },
      payload: payload as never,
    })
    if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.body.slice(0, 300)}`)
    return answer.json()
  }
  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    const start = performance.now()
    await work()
    return (performance.now() - start) / 1000
  }
  const importId = newId()
  const at = `/api/imports/${importId}`
  const upload = `/api/imports/upload?importId=${importId}&kind=people&name=roster.xlsx`
  const preview = await timed(async () => {
    await ask({ method: 'POST', url: upload, payload: bytes, raw: true })
    const { counts } = await ask({ method: 'GET', url: at })
    if (counts.faulty !== people / faultyEach) throw new Error(`faulty: ${counts.faulty}`)
    await ask({ method: 'GET', url: `${at}/rows?open=true` })
  })
  const correct = await timed(() =>
    ask({
      method: 'POST',
      url: `${at}/cells`,
      payload: { position: 0, key: 'place', value: '临颍县', everywhere: true },
    }),
  )
  const commit = await timed(() => ask({ method: 'POST', url: `${at}/commit` }))
  return [
    figure(`${people} people from XLSX: preview with every faulty cell`, preview, 's', { budget: '≤ 5 s' }),
    figure(
      `${people} people: one cell corrected in ${people / faultyEach} rows, all judged anew`,
      correct,
      's',
    ),
    figure(`${people} people: brought in, all or nothing`, commit, 's', { budget: '≤ 5 s' }),
  ]
}
