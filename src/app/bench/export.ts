// Everything that goes out: the data package and the workbook of the whole country, with at least twenty thousand
// records.
import { sql } from 'kysely'
import { type Bench, type Figure, figure } from './figure.ts'
import { take } from './traffic.ts'

const more = 20_000

/** People of the same place, made at once. */
export async function addPeople(bench: Bench, code: string, placeId: string, n: number): Promise<void> {
  await bench.database.kysely.connection().execute(async (db) => {
    await sql`set statement_timeout = 0`.execute(db)
    await sql`insert into registry.person (id, code, names, place_id)
      select gen_random_uuid(), ${`${code}-`} || n, jsonb_build_object('zh', '人' || n, 'en', 'Person ' || n), ${placeId}
      from generate_series(1, ${n}::int) as n`.execute(db)
    await sql`vacuum analyze registry.person`.execute(db)
    await sql`reset statement_timeout`.execute(db)
  })
}

export async function exportEverything(bench: Bench): Promise<Figure[]> {
  bench.tell('everything out')
  const { rows } = await sql<{ id: string; top: string }>`
    select (select id from registry.place where code = 'linying') as id,
      (select id from registry.place where level = 'nation') as top`.execute(bench.database.kysely)
  await addPeople(bench, 'out', rows[0].id, more)
  const cookie = await bench.cookieOf('administrator')
  const figures: Figure[] = []
  for (const [name, what, budget] of [
    ['data package', 'package.zip', '≤ 0.4 s'],
    ['workbook', 'workbook.xlsx', '≤ 1.5 s'],
  ]) {
    const { whole, bytes } = await take(bench, `/api/exports/${what}?placeId=${rows[0].top}`, { cookie })
    const megabytes = (bytes / 1e6).toFixed(1)
    figures.push(
      figure(`${name} with ${more} people and the sample (${megabytes} MB)`, whole / 1000, 's', { budget }),
    )
  }
  return figures
}
