// Marks of attendance as the phones at the door send them, one and ten a request.
import { sql } from 'kysely'
import { newId } from '../../base/ids.ts'
import { recordAttendance } from '../../convene/attendance/contract.ts'
import { openDatabase } from '../../platform/database.ts'
import { classToCrowd } from './class-pages.ts'
import { crowd } from './crowded-class.ts'
import type { Bench, Sending } from './figure.ts'

export async function marksToSend(bench: Bench): Promise<{ sendings: Sending[]; close(): Promise<void> }> {
  bench.tell('a class to mark')
  const own = await classToCrowd(bench)
  const people = await crowd(bench.database, own.classId, 500)
  await sql`update convene.session set on_day = '1954-07-01' where id = ${own.sessionId}`.execute(
    bench.database.kysely,
  )
  const plain = openDatabase(bench.database.url, { connections: 32 })
  await sql`create schema if not exists bench`.execute(plain.kysely)
  await sql`create table if not exists bench.mark (like convene.attendance_mark including all)`.execute(
    plain.kysely,
  )
  let turn = 0
  const mark = () => ({
    id: newId(),
    personId: people[turn++ % people.length],
    state: 'present',
    madeAt: new Date().toISOString(),
  })
  const path = recordAttendance.path.replace(':sessionId', own.sessionId)
  const sending = (each: number): Omit<Sending, 'name' | 'budgets'> => ({
    each,
    cpu: null,
    send: (client) =>
      client.post(path, own.cookie, { source: 'roll_call', marks: Array.from({ length: each }, mark) }),
    insert: () =>
      sql`insert into bench.mark (id, session_id, person_id, state, source, made_at, received_at, account_id)
        select id, ${own.sessionId}, ${people[0]}, 'present', 'roll_call', now(), now(), id
        from unnest(${Array.from({ length: each }, newId)}::uuid[]) as made (id)`.execute(plain.kysely),
  })
  return {
    sendings: [
      { name: 'marks, one a request', budgets: { 1: 500, 8: 2000, 32: 3000 }, ...sending(1) },
      { name: 'marks, ten a request', budgets: { 32: 9000 }, ...sending(10) },
    ],
    close: () => plain.close(),
  }
}
