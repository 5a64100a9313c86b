// Rosters of ten and of a hundred thousand people as workbooks: into a preview with every faulty cell marked, and then
// into the register.
import { performance } from 'node:perf_hooks'
import { sql } from 'kysely'
import writeExcelFile from 'write-excel-file/node'
import { newId } from '../../base/ids.ts'
import { type Bench, type Figure, figure } from './figure.ts'
import { ask, send } from './traffic.ts'

const counties = ['临颍县', '叶县', '禹县', '鲁山县', '郏县']

/** So many people, of whom the first name a county that is not there. */
export async function roster(people: number, faulty: number): Promise<Buffer> {
  const rows = Array.from({ length: people }, (_, n) => [
    `bench-${people}-${n}`,
    `甲${people}乙${n}`,
    n < faulty ? '无此县' : counties[n % counties.length],
  ])
  return writeExcelFile([['代码', '姓名', '地区'], ...rows]).toBuffer()
}

export async function importPeople(bench: Bench): Promise<Figure[]> {
  return [
    ...(await imported(bench, 10_000, { preview: '≤ 0.4 s', commit: '≤ 0.5 s' })),
    ...(await imported(bench, 100_000, { preview: '≤ 5 s', commit: '≤ 6 s' })),
  ]
}

async function imported(
  bench: Bench,
  people: number,
  budget: { preview: string; commit: string },
): Promise<Figure[]> {
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
  const faulty = await roster(people, people)
  const preview = await seconds(async () => {
    const importId = await upload(faulty)
    const { rows } = await ask<{ rows: unknown[] }>(bench, `/api/imports/${importId}/rows`, { cookie })
    if (rows.length === 0) throw new Error('the preview shows no rows')
  })
  const importId = await upload(await roster(people, 0))
  const commit = await seconds(() =>
    send(bench, `/api/imports/${importId}/commit`, { method: 'POST', cookie }),
  )
  return [
    figure(`preview of ${people} people from XLSX, each with a faulty cell`, preview, 's', {
      budget: budget.preview,
      ...(await besideWriting(bench, people, preview)),
    }),
    figure(`bringing in ${people} people, all or nothing`, commit, 's', {
      budget: budget.commit,
      ...(await besideWriting(bench, people, commit)),
    }),
  ]
}

/** What it was held against: the same rows put into the database as they stand. */
async function besideWriting(bench: Bench, people: number, seconds: number): Promise<Partial<Figure>> {
  const rows = Array.from({ length: people }, (_, n) => ({ n, code: `bench-${n}`, names: { zh: `甲${n}` } }))
  const start = performance.now()
  await bench.database.kysely.transaction().execute(async (db) => {
    await sql`create temporary table written (n int primary key, code text unique, names jsonb) on commit drop`.execute(
      db,
    )
    await sql`insert into written select n, code, names
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(n int, code text, names jsonb)`.execute(db)
  })
  return {
    yardstick: 'the same rows inserted with two indexes',
    ratio: (seconds * 1000) / (performance.now() - start),
  }
}
