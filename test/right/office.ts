// How the tests of this folder speak: to addresses as they were in version 0.1.0, with nothing of the house but the
// town. So the same files run against an older tree, and tell what came out wrong there (test/right.ts).
import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { type RawBuilder, sql } from 'kysely'
import { roles } from '../../src/access/rules.ts'
import type { Call } from '../../src/base/call.ts'
import { classOf, gather } from '../crowd.ts'
import type { Person, Town } from '../town.ts'

type Sent = {
  body?: unknown
  query?: Record<string, unknown>
  headers?: Record<string, string>
  raw?: boolean
}
// biome-ignore lint/suspicious/noExplicitAny: what comes back is looked at, not relied on
export type Reply = { status: number; body: any }

/** Who reviews plans, who draws them up and who only reads, by the codes of the tree that this runs on. */
export const [, reviewer, planner] = roles
export const reader = roles[roles.length - 1]

/** One request, and what came back whatever it is. */
export async function send(person: Person, request: string, sent: Sent = {}): Promise<Reply> {
  const [method, path] = request.split(' ')
  const call = { method, path, raw: sent.raw, summary: '', reply: {} } as never as Call
  const { body, query } = sent
  const { status, body: answer } = await person.send(call, { body, query } as never, sent.headers)
  return { status, body: answer }
}

/** The same, where anything but success fails the test. */
export async function ask(person: Person, request: string, sent: Sent = {}): Promise<Reply['body']> {
  const { status, body } = await send(person, request, sent)
  assert.equal(status, 200, `${request}: ${JSON.stringify(body)}`)
  return body
}

/** Until so many wait for what somebody else holds. */
export async function waiting(town: Town, n: number): Promise<void> {
  const begun = Date.now()
  for (;;) {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(town.database.kysely)
    if (rows[0].n >= n) return
    assert.ok(Date.now() - begun < 20_000, `${rows[0].n} wait, not ${n}`)
    await sleep(5)
  }
}

/**
 * Two requests that meet at a row that is held by somebody else: the first waits for it, the second behind the first.
 */
export async function meet<T>(
  town: Town,
  held: RawBuilder<unknown>,
  first: () => Promise<T>,
  second: () => Promise<T>,
): Promise<T[]> {
  const asked = await town.database.kysely.transaction().execute(async (tx) => {
    await held.execute(tx)
    const one = first()
    await waiting(town, 1)
    const two = second()
    await waiting(town, 2)
    return [one, two]
  })
  return Promise.all(asked)
}

/** The id of a place by its code. */
export async function placeOf(town: Town, code: string): Promise<string> {
  const { found } = await ask(await town.as('administrator'), 'GET /api/places/find', {
    query: { text: code },
  })
  const place = found.find((one: { code: string }) => one.code === code)
  assert.ok(place, `no place ${code}`)
  return place.id
}

/** The page of a county's plan, as the person sees it. */
export async function planOf(person: Person, county: string, period = '1954-h1'): Promise<Reply['body']> {
  const { periods } = await ask(person, 'GET /api/periods')
  const periodId = periods.find((one: { code: string }) => one.code === period).id
  const { counties } = await ask(person, 'GET /api/plan-board', { query: { periodId } })
  const { planId } = counties.find((one: { place: { code: string } }) => one.place.code === county)
  return ask(person, `GET /api/plans/${planId}`)
}

/** The class of the sample with its organiser, its trainer, and so many trainees who may answer. */
export async function inHall(town: Town, size: number) {
  const [officer, trainer] = [await town.as('xuchang-officer'), await town.as('trainer')]
  return { officer, trainer, classId: await classOf(town.database), crowd: await gather(town, size) }
}
