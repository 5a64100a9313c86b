// What pages of a township, of a district and of the country take where a reform has merged nearly all townships,
// against the same pages before.
import { sql } from 'kysely'
import type { Call } from '../../base/call.ts'
import { latePage, monthPage } from '../../carry-out/reports/contract.ts'
import { planBoard } from '../../plan/board/contract.ts'
import type { Db } from '../../platform/database.ts'
import { rollUp } from '../../roll-up/contract.ts'
import { type Bench, type Figure, figure, quantile, times } from './figure.ts'
import { type Country, countryOf } from './national.ts'
import { send } from './traffic.ts'

const pages: [string, Call][] = [
  ['board', planBoard],
  ['what is late', latePage],
  ['month', monthPage],
  ['roll-up', rollUp],
]

export async function endedPlaces(bench: Bench): Promise<Figure[]> {
  const country = await countryOf(bench)
  bench.tell('pages before townships are merged')
  const before = await measured(bench, country)
  bench.tell('merging townships')
  const merged = await mergeTownships(bench.database.kysely)
  bench.tell('pages after townships are merged')
  const after = await measured(bench, country)
  return after.map(({ name, taken }, at) =>
    figure(`${name}, ${merged.toLocaleString('en')} merged townships, 95 %`, quantile(taken, 0.95), 'ms', {
      yardstick: 'the same page before, medians',
      ratio: quantile(taken, 0.5) / quantile(before[at].taken, 0.5),
      budget: '≤ 1.2 of the yardstick',
    }),
  )
}

type Measured = { name: string; taken: number[] }

/** The pages as a trainee of a township and the officers of a district and of the whole country see them. */
async function measured(bench: Bench, { periodId, trainee, writer, reader }: Country): Promise<Measured[]> {
  const all: Measured[] = []
  for (const [whose, login] of [
    ['of a township', trainee],
    ['of a district', writer],
    ['of the country', reader],
  ]) {
    const cookie = await bench.cookieOf(login)
    // Of a township nothing is added up: there is no such page of it.
    const own = login === trainee ? pages.filter(([, call]) => call !== rollUp) : pages
    for (const [name, { path }] of own) {
      const taken = await times(30, () => send(bench, `${path}?periodId=${periodId}`, { cookie }), 6)
      all.push({ name: `${name} ${whose}`, taken })
    }
  }
  return all
}

/** In the middle of the period every township goes into the first of its county. Gives how many did. */
async function mergeTownships(db: Db): Promise<number> {
  await sql`set statement_timeout = 0`.execute(db)
  const { rows } = await sql<{ n: number }>`
    with known as (
      select place.id, parent.parent_id, min(place.code) over (partition by parent.parent_id) as first, place.code
      from registry.place join registry.place_parent as parent on parent.place_id = place.id
      where place.level = 'township' and place.code like 'bench-%'
    ),
    gone as (
      select known.id, heir.id as heir_id, path.line as heir_line, day.on_day
      from known join registry.place as heir on heir.code = known.first
      join registry.place_path as path on path.place_id = heir.id,
        (select (from_on + (borders_on - from_on) / 2) as on_day from plan.period where code = 'bench') as day
      where known.code <> known.first
    ),
    ended as (update registry.place set to_on = on_day from gone where place.id = gone.id),
    parted as (update registry.place_parent set to_on = on_day from gone where place_id = gone.id),
    under as (
      insert into registry.place_parent (place_id, parent_id, from_on) select id, heir_id, on_day from gone
    ),
    told as (
      insert into registry.place_event (id, kind, on_day, place_id, other_place_id, note, source)
      select uuidv7(), 'merge', on_day, id, heir_id, '{}', '' from gone
    ),
    closed as (update registry.place_path set to_on = on_day from gone where place_id = gone.id),
    opened as (
      insert into registry.place_path (place_id, from_on, to_on, line)
      select id, on_day, 'infinity', heir_line || id from gone
    )
    select count(*)::int as n from gone`.execute(db)
  await sql`vacuum analyze registry.place, registry.place_parent, registry.place_path, registry.place_event`.execute(
    db,
  )
  return rows[0].n
}
