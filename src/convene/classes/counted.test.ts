// What the pages of a class say of attendance is what somebody comes to who goes over the marks one by one: whoever
// came late, left in the middle, came twice, or has never had a seat.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { classOf, followUp } from '../../../test/convene-class.ts'
import { openTown, type Person, type Town } from '../../../test/town.ts'
import { crowd } from '../../app/bench/crowded-class.ts'
import { compareSums } from '../../app/doctor/sums.ts'
import { newId } from '../../base/ids.ts'
import { attendanceOverview } from '../attendance/contract.ts'
import { keepSums } from '../attendance/jobs.ts'
import { classSummary } from './contract.ts'

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

type Seat = { person: string; place: string; post: string; from: string; until: string | null }
type Mark = { session: string; person: string; state: 'present' | 'excused' | 'absent' }
type Session = { id: string; day: string; stage: string }

const countsOf = (marks: readonly Mark[]) => {
  const n = (state: Mark['state']) => marks.filter((mark) => mark.state === state).length
  return { present: n('present'), excused: n('excused'), absent: n('absent') }
}
const distinct = (all: readonly string[]) => new Set(all).size

/** One by one: the marks that count, each with the seat that its person had on the day of the session. */
function plainly(seats: readonly Seat[], sessions: readonly Session[], marks: readonly Mark[]) {
  const dayOf = new Map(sessions.map(({ id, day }) => [id, day]))
  const sits = ({ from, until }: Seat, day = '') => from <= day && (until === null || day < until)
  const counting = marks.flatMap((mark) =>
    seats
      .filter((seat) => seat.person === mark.person && sits(seat, dayOf.get(mark.session)))
      .map((seat) => ({ ...mark, seat })),
  )
  const attended = (of: typeof counting) =>
    distinct(of.filter(({ state }) => state === 'present').map(({ person }) => person))
  return {
    counting,
    expected: (day: string) => seats.filter((seat) => sits(seat, day)).length,
    attended,
  }
}

test('attendance and summary are what the marks add up to, whenever people came and left', async () => {
  const { classId } = await classOf(town, 'xuchang-officer', followUp)
  await crowd(town.database, classId, 40)
  const db = town.database.kysely
  const rowsOf = async <T>(statement: ReturnType<typeof sql<T>>) => (await statement.execute(db)).rows
  const sessions = await rowsOf(
    sql<Session>`select id, on_day::text as day, stage_id as stage from convene.session where class_id = ${classId}`,
  )
  const people = (
    await rowsOf(
      sql<{
        id: string
      }>`select person_id as id from convene.nomination where class_id = ${classId} and state = 'accepted'`,
    )
  ).map(({ id }) => id)
  const days = [...new Set(sessions.map(({ day }) => day))].sort()
  const day = fc.constantFrom('1954-01-05', ...days, '1954-12-01')
  const scenario = fc.record({
    // Of most it is one span; of some two, the second from when the first has ended.
    spans: fc.array(
      fc.record({ days: fc.uniqueArray(day, { minLength: 1, maxLength: 3 }), whole: fc.boolean() }),
      {
        minLength: people.length,
        maxLength: people.length,
      },
    ),
    // Which sessions the job has counted by the time that the pages are asked for.
    keeps: fc.constantFrom('none', 'some', 'all'),
    states: fc.infiniteStream(
      fc.constantFrom('present', 'present', 'present', 'excused', 'absent', null, null),
    ),
  })
  const readers: [Person, string | null][] = [
    [await town.as('xuchang-officer'), null],
    [await town.as('linying-officer'), 'linying'],
  ]
  await fc.assert(
    fc.asyncProperty(scenario, async ({ spans, keeps, states }) => {
      await sql`delete from convene.nomination where class_id = ${classId} and arrival < 0`.execute(db)
      await sql`delete from convene.attendance where session_id in (select id from convene.session where class_id = ${classId})`.execute(
        db,
      )
      for (const [n, { days, whole }] of spans.entries()) {
        const [from, until, again] = whole ? ['1954-01-05'] : days.toSorted()
        await sql`update convene.nomination set seated_on = ${from}, left_on = ${until ?? null}
          where class_id = ${classId} and person_id = ${people[n]} and state = 'accepted'`.execute(db)
        if (again)
          await sql`insert into convene.nomination
              (id, class_id, place_id, post_id, person_id, appointment_id, state, made_by, made_at, seated_on, left_on, arrival)
            overriding system value select ${newId()}, class_id, place_id, post_id, person_id, appointment_id, 'withdrawn', made_by,
              made_at, ${again}, null, -${n + 1}::int from convene.nomination
            where class_id = ${classId} and person_id = ${people[n]} and state = 'accepted'`.execute(db)
      }
      const marks = sessions.flatMap(({ id: session }) =>
        people.flatMap((person): Mark[] => {
          const state = states.next().value as Mark['state'] | null
          return state ? [{ session, person, state }] : []
        }),
      )
      await sql`insert into convene.attendance (session_id, person_id, state, source, mark_id, made_at, received_at)
        select session, person, state, 'roll_call', gen_random_uuid(), now(), now()
        from jsonb_to_recordset(${JSON.stringify(marks)}::jsonb) as made (session uuid, person uuid, state text)`.execute(
        db,
      )
      if (keeps === 'all') await keepSums(db)
      if (keeps === 'some') {
        await keepSums(db)
        // Marked again as it was: what is kept of these sessions is dropped.
        await sql`update convene.attendance set state = state where session_id in (
          select id from convene.session where class_id = ${classId} order by id limit 7)`.execute(db)
      }
      const seats = await rowsOf(sql<Seat>`select person_id as person, place.code as place, post.code as post,
          seated_on::text as from, left_on::text as until from convene.nomination
        join registry.place on place.id = place_id join registry.post on post.id = post_id
        where class_id = ${classId} and seated_on is not null`)

      for (const [reader, place] of readers) {
        const own = plainly(place ? seats.filter((seat) => seat.place === place) : seats, sessions, marks)
        const told = await reader.ask(attendanceOverview, { params: { classId } })
        for (const session of told.sessions) {
          const of = own.counting.filter((mark) => mark.session === session.id)
          assert.deepEqual(session.counts, of.length > 0 ? countsOf(of) : null)
          assert.equal(session.expected, own.expected(session.onDay))
        }
        const codes = new Map(
          (await rowsOf(sql<{ id: string; code: string }>`select id, code from registry.place`)).map(
            (one) => [one.id, one.code],
          ),
        )
        for (const part of told.places) {
          const of = own.counting.filter(({ seat }) => seat.place === codes.get(part.placeId))
          assert.deepEqual(part.counts, countsOf(of))
          assert.equal(part.recorded, distinct(of.map(({ session }) => session)))
          assert.equal(part.tookPart, own.attended(of))
        }
      }
      const all = plainly(seats, sessions, marks)
      const { figures } = await readers[0][0].ask(classSummary, { params: { classId } })
      assert.deepEqual(figures.attendance, countsOf(all.counting))
      assert.equal(figures.tookPart, all.attended(all.counting))
      const parts = [...figures.posts, ...figures.byPlace]
      const perPart = [
        ...Map.groupBy(all.counting, ({ seat }) => seat.post).values(),
        ...Map.groupBy(all.counting, ({ seat }) => seat.place).values(),
      ]
      assert.deepEqual(
        parts
          .filter(({ possible }) => possible > 0)
          .map(({ attended, possible, tookPart }) => `${attended} ${possible} ${tookPart}`)
          .sort(),
        perPart.map((of) => `${countsOf(of).present} ${of.length} ${all.attended(of)}`).sort(),
      )
      const stageOf = new Map(sessions.map(({ id, stage }) => [id, stage]))
      assert.deepEqual(
        figures.stages
          .map(({ attendance }) => JSON.stringify(attendance))
          .filter((one) => /[1-9]/.test(one))
          .sort(),
        [...Map.groupBy(all.counting, ({ session }) => stageOf.get(session)).values()]
          .map((of) => JSON.stringify(countsOf(of)))
          .sort(),
      )
      assert.equal((await compareSums(db)).wrong, 0)
    }),
    { numRuns: 6, endOnFailure: true },
  )
})
