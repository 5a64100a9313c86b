// How long whoever asks for something else waits while a file goes out or comes in, and what the largest file costs:
// from a server beside this process, so that who asks is told apart from who answers.
import { performance } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { newId } from '../../base/ids.ts'
import { addPeople } from './export.ts'
import { type Bench, type Figure, figure } from './figure.ts'
import { roster } from './import.ts'
import { type Served, withServer } from './served.ts'
import { ask, send, take } from './traffic.ts'

const few = 20_000
const members = 10_000
const [tenth, many] = [100_000, 1_000_000]
const imported = 100_000

export async function beside(bench: Bench): Promise<Figure[]> {
  const cookie = await bench.cookieOf('administrator')
  const { rows } = await sql<{ few: string; many: string }>`
    select (select id from registry.place where code = 'ye') as few,
      (select id from registry.place where code = 'yu') as many`.execute(bench.database.kysely)
  const [place] = rows
  await addPeople(bench, 'beside', place.few, few)
  const organisationId = await addMembers(bench, place.few)
  const file = await roster(imported, 0)
  // In a server of its own, which nothing has filled yet.
  const most = await withServer(bench, (served) => largest(bench, served, place.many, cookie))
  return withServer(bench, async (served) => {
    const at = { ...bench, address: served.address }
    const importId = newId()
    const upload = `/api/imports/upload?${new URLSearchParams({ importId, kind: 'people', name: 'roster.xlsx' })}`
    const out = (what: string) => () => take(at, `/api/exports/${what}?placeId=${place.few}`, { cookie })
    const inOut: Record<string, () => Promise<unknown>> = {
      [`a CSV of ${few} people`]: out('tables/people'),
      [`a data package of ${few} people`]: out('package.zip'),
      [`a workbook of ${few} people`]: out('workbook.xlsx'),
      [`the preview of ${imported} people`]: () => send(at, upload, { method: 'POST', cookie, file }),
      [`bringing in ${imported} people`]: () =>
        send(at, `/api/imports/${importId}/commit`, { method: 'POST', cookie }),
      [`a list of ${members} members to sign`]: () =>
        take(at, `/api/organisations/${organisationId}/members/list?on=1954-06-30`, { cookie }),
      'what is held about whoever did that': () => take(at, '/api/account/data.zip', { cookie }),
      'a backup': () => backUp(at, cookie),
    }
    const alone = await longestWait(at, wait(3000))
    const figures: Figure[] = []
    for (const [name, work] of Object.entries(inOut)) {
      bench.tell(`beside ${name}`)
      const longest = await longestWait(at, work())
      figures.push(
        figure(`longest wait for health beside ${name}`, longest, 'ms', {
          yardstick: 'the longest in three seconds with nothing beside',
          ratio: longest / alone,
          budget: '≤ 50 ms',
        }),
      )
    }
    return [...figures, ...most]
  })
}

/** Makes many people of a place members of one of its units; gives the unit. */
async function addMembers(bench: Bench, placeId: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    with unit as (select id from registry.organisation where place_id = ${placeId} order by code limit 1),
    added as (
      insert into formation.membership (id, person_id, organisation_id, party, joined_on, consent_on, consent_how,
        made_on, made_by)
      select gen_random_uuid(), person.id, unit.id, 'person', '1954-01-01', '1954-01-01', 'signed', '1954-01-01', account.id
      from unit, access.account, registry.person
      where account.login = 'administrator' and person.place_id = ${placeId} and person.code like 'beside-%'
      order by person.code limit ${members})
    select id from unit`.execute(bench.database.kysely)
  await sql`analyze formation.membership`.execute(bench.database.kysely)
  return rows[0].id
}

/** Milliseconds of the slowest of all answers while the work lasted. */
async function longestWait(bench: Bench, work: Promise<unknown>): Promise<number> {
  let isOver = false
  const over = work.finally(() => {
    isOver = true
  })
  let longest = 0
  while (!isOver) {
    const start = performance.now()
    await send(bench, '/api/health')
    longest = Math.max(longest, performance.now() - start)
    await wait(2)
  }
  await over
  return longest
}

async function backUp(bench: Bench, cookie: string): Promise<void> {
  await send(bench, '/api/instance/backups', { method: 'POST', cookie })
  for (;;) {
    const { last, isUnderWay } = await ask<{ last: object | null; isUnderWay: boolean }>(
      bench,
      '/api/instance/backups',
      { cookie },
    )
    if (last && !isUnderWay) return
    await wait(50)
  }
}

/**
 * A CSV of a million rows: when its first byte comes, and how far the server's memory grows for it beyond what a tenth
 * of the rows made it take.
 */
async function largest(bench: Bench, served: Served, placeId: string, cookie: string): Promise<Figure[]> {
  const at = { ...bench, address: served.address }
  const csv = () => take(at, `/api/exports/tables/people?placeId=${placeId}`, { cookie })
  await addPeople(bench, 'tenth', placeId, tenth)
  await csv()
  const before = (await served.used()).megabytes
  await addPeople(bench, 'million', placeId, many - tenth)
  const { first, whole } = await csv()
  const after = (await served.used()).megabytes
  return [
    figure(`first byte of a CSV of ${many} rows`, first, 'ms', {
      yardstick: 'the last byte',
      ratio: first / whole,
      budget: '≤ 100 ms',
    }),
    figure(`the most memory that a CSV of ${many} rows adds`, after - before, 'MB', {
      yardstick: `the most that one of ${tenth} made the server take`,
      ratio: (after - before) / before,
      budget: '≤ 50 MB',
    }),
  ]
}
