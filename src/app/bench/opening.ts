// A hall that opens its check of understanding at the same moment: three thousand requests at once, none refused.
import { performance } from 'node:perf_hooks'
import { sql } from 'kysely'
import { type Bench, type Figure, figure } from './figure.ts'
import { send } from './traffic.ts'

const people = 3000

export async function opening(bench: Bench): Promise<Figure[]> {
  bench.tell(`${people} people open a check at once`)
  const { rows } = await sql<{
    id: string
  }>`select id from study.check where state = 'open' limit 1`.execute(bench.database.kysely)
  const cookie = await bench.cookieOf('linying-trainee')
  const path = `/api/checks/${rows[0].id}`
  await send(bench, path, { cookie })
  const start = performance.now()
  await Promise.all(Array.from({ length: people }, () => send(bench, path, { cookie })))
  const seconds = (performance.now() - start) / 1000
  return [
    figure(`${people} people open a check at once, until the last has it`, seconds, 's', {
      budget: '≤ 2 s, no error',
    }),
  ]
}
