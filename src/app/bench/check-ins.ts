// Check-ins: one mark a request, as the phones at the door send them, each durable before its answer. Held against bare
// inserts of the same row, each committed by itself, on as many connections.
import { sql } from 'kysely'
import { newId } from '../../base/ids.ts'
import { openDatabase } from '../../platform/database.ts'
import { classToCrowd } from './class-pages.ts'
import { crowd } from './crowded-class.ts'
import { type Bench, type Figure, figure, rate } from './figure.ts'
import { send } from './traffic.ts'

const devices = 32
const seconds = 5

export async function checkIns(bench: Bench): Promise<Figure[]> {
  bench.tell('check-ins')
  const own = await classToCrowd(bench)
  const people = await crowd(bench.database, own, 500)
  await sql`update convene.session set on_day = '1954-07-01' where id = ${own.sessionId}`.execute(
    bench.database.kysely,
  )
  let turn = 0
  const mark = () => ({
    id: newId(),
    personId: people[turn++ % people.length],
    state: 'present',
    madeAt: new Date().toISOString(),
  })
  const path = `/api/sessions/${own.sessionId}/attendance`
  const post = (marks: unknown[]) =>
    send(bench, path, { method: 'POST', cookie: own.cookie, body: { source: 'roll_call', marks } })
  const single = await rate(devices, seconds, () => post([mark()]))
  const inTens = await rate(devices, seconds, () => post(Array.from({ length: 10 }, mark)))
  const bare = await bareInserts(bench, own.sessionId, people[0])
  return [
    figure('check-ins, one a request, 32 devices', single, 'a second', {
      yardstick: 'bare fsynced inserts, 32 connections',
      ratio: single / bare,
      budget: '≥ 1,000 a second',
    }),
    figure('check-ins, ten a request, 32 devices', inTens * 10, 'a second', {
      yardstick: 'bare fsynced inserts, 32 connections',
      ratio: (inTens * 10) / bare,
    }),
  ]
}

async function bareInserts(bench: Bench, sessionId: string, personId: string): Promise<number> {
  const plain = openDatabase(bench.database.url, { connections: devices })
  try {
    return await rate(devices, seconds, () =>
      sql`insert into convene.attendance_mark (id, session_id, person_id, state, source, made_at, received_at, account_id)
        values (${newId()}, ${sessionId}, ${personId}, 'present', 'roll_call', now(), now(), ${newId()})`.execute(
        plain.kysely,
      ),
    )
  } finally {
    await plain.close()
  }
}
