// What many people send at once, as their devices send it: progress reports and marks of attendance over HTTP, each
// durable before its answer. How many a second, how long one waits, and what one costs server and database.
import { performance } from 'node:perf_hooks'
import { openClient } from './client.ts'
import { type Bench, type Figure, figure, quantile, rate, type Sending } from './figure.ts'
import { marksToSend } from './marks.ts'
import { reportsToSend } from './reports.ts'
import { type Served, withServer } from './served.ts'

/**
 * Devices at once; each measured so often, by turns with its yardstick, so that what else the machine does meets both
 * alike.
 */
const devices = [1, 8, 32]
const turns = 3
const seconds = 3

export async function writes(bench: Bench): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const prepare of [marksToSend, reportsToSend]) {
    const { sendings, close } = await prepare(bench)
    try {
      await withServer(bench, async (served) => {
        for (const one of sendings)
          for (const clients of devices)
            if (one.budgets[clients]) figures.push(...(await measured(bench, served, one, clients)))
      })
    } finally {
      await close()
    }
  }
  return figures
}

type Turn = { aSecond: number; bare: number }

async function measured(
  { tell }: Bench,
  served: Served,
  { name, each, budgets, cpu, send, insert }: Sending,
  count: number,
): Promise<Figure[]> {
  const what = `${name}, ${count} ${count === 1 ? 'client' : 'clients'}`
  tell(what)
  const clients = await Promise.all(Array.from({ length: count }, () => openClient(served.address)))
  const taken: number[] = []
  const done: Turn[] = []
  const used = { server: 0, database: 0 as number | null }
  const ask = async (worker: number) => {
    const start = performance.now()
    await send(clients[worker], worker)
    taken.push(performance.now() - start)
  }
  await rate(count, 1, ask)
  taken.length = 0
  for (let turn = 0; turn < turns; turn++) {
    const bare = await rate(count, 1, insert)
    const before = await served.used()
    const aSecond = await rate(count, seconds, ask)
    const after = await served.used()
    used.server += after.server - before.server
    used.database =
      used.database === null || before.database === null || after.database === null
        ? null
        : used.database + after.database - before.database
    done.push({ aSecond: aSecond * each, bare: bare * each })
  }
  for (const client of clients) client.close()
  const n = taken.length * each
  const cost = (ms: number, budget: string | null = null) => ({ ms: ms / n, budget })
  const costs = {
    server: cost(used.server),
    ...(used.database === null
      ? {}
      : {
          database: cost(used.database),
          'server and database': cost(used.server + used.database, cpu === null ? null : `≤ ${cpu} ms`),
        }),
  }
  return [
    figure(what, middle(done.map((one) => one.aSecond)), 'a second', {
      yardstick: 'the same rows inserted bare, as many connections',
      ratio: middle(done.map((one) => one.aSecond / one.bare)),
      budget: `≥ ${budgets[count].toLocaleString('en')} a second`,
    }),
    figure(`${what}: a request, 95 %`, quantile(taken, 0.95), 'ms'),
    ...Object.entries(costs).map(([of, { ms, budget }]) =>
      figure(`${what}: processor of ${of} for one`, ms, 'ms', { budget }),
    ),
  ]
}

const middle = (values: readonly number[]) => quantile(values, 0.5)
