// A roster of ten thousand people as a workbook: into a preview with every faulty cell marked, and then into the register.
import { performance } from 'node:perf_hooks'
import writeExcelFile from 'write-excel-file/node'
import { newId } from '../../base/ids.ts'
import { type Bench, type Figure, figure } from './figure.ts'
import { ask, send } from './traffic.ts'

const people = 10_000
const counties = ['临颍县', '叶县', '禹县', '鲁山县', '郏县']

async function roster(faulty: number): Promise<Buffer> {
  const rows = Array.from({ length: people }, (_, n) => [
    `bench-${n}`,
    `甲${n}`,
    n < faulty ? '无此县' : counties[n % counties.length],
  ])
  return writeExcelFile([['代码', '姓名', '地区'], ...rows]).toBuffer()
}

export async function importPeople(bench: Bench): Promise<Figure[]> {
  bench.tell(`a roster of ${people} people`)
  const cookie = await bench.cookieOf('administrator')
  const upload = async (file: Buffer) => {
    const importId = newId()
    const query = new URLSearchParams({ importId, kind: 'people', name: 'roster.xlsx' })
    await send(bench, `/api/imports/upload?${query}`, { method: 'POST', cookie, file })
    return importId
  }
  const seconds = async (work: () => Promise<unknown>) => {
    const start = performance.now()
    await work()
    return (performance.now() - start) / 1000
  }
  const faulty = await roster(people)
  const preview = await seconds(async () => {
    const importId = await upload(faulty)
    const { rows } = await ask<{ rows: unknown[] }>(bench, `/api/imports/${importId}/rows`, { cookie })
    if (rows.length === 0) throw new Error('the preview shows no rows')
  })
  const importId = await upload(await roster(0))
  const commit = await seconds(() =>
    send(bench, `/api/imports/${importId}/commit`, { method: 'POST', cookie }),
  )
  return [
    figure(`preview of ${people} people from XLSX, each with a faulty cell`, preview, 's', {
      budget: '≤ 0.4 s',
    }),
    figure(`bringing in ${people} people, all or nothing`, commit, 's', { budget: '≤ 0.5 s' }),
  ]
}
