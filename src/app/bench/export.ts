// Everything that goes out: the data package and the workbook of the whole country, with at least twenty thousand records.
import { performance } from 'node:perf_hooks'
import { sql } from 'kysely'
import { newId } from '../../base/ids.ts'
import { type Bench, type Figure, figure } from './figure.ts'
import { sendForBytes } from './traffic.ts'

const more = 20_000

export async function exportEverything(bench: Bench): Promise<Figure[]> {
  bench.tell('everything out')
  const db = bench.database.kysely
  const ids = Array.from({ length: more }, newId)
  const { rows } = await sql<{ id: string; top: string }>`
    select (select id from registry.place where code = 'linying') as id,
      (select id from registry.place where level = 'nation') as top`.execute(db)
  await sql`insert into registry.person (id, code, names, place_id)
    select id, 'out-' || n, jsonb_build_object('zh', '人' || n, 'en', 'Person ' || n), ${rows[0].id}
    from unnest(${ids}::uuid[]) with ordinality as made (id, n)`.execute(db)
  const cookie = await bench.cookieOf('administrator')
  const take = async (path: string) => {
    const start = performance.now()
    const bytes = await sendForBytes(bench, `${path}?placeId=${rows[0].top}`, { cookie })
    return { seconds: (performance.now() - start) / 1000, megabytes: bytes.length / 1e6 }
  }
  const zip = await take('/api/exports/package.zip')
  const xlsx = await take('/api/exports/workbook.xlsx')
  return [
    figure(
      `data package with ${more} people and the sample (${zip.megabytes.toFixed(1)} MB)`,
      zip.seconds,
      's',
      { budget: '≤ 0.4 s' },
    ),
    figure(
      `workbook with ${more} people and the sample (${xlsx.megabytes.toFixed(1)} MB)`,
      xlsx.seconds,
      's',
      { budget: '≤ 1.5 s' },
    ),
  ]
}
