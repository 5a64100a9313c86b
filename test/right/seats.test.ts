// Who had a seat on which day, and what a class that has ended is.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { openTown, type Town } from '../town.ts'
import { augustClass, decidedClass, liveOn, newId } from './august-class.ts'
import { ask, type Reply, send } from './office.ts'

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

const rowsOf = async <T>(query: ReturnType<typeof sql<T>>): Promise<T[]> =>
  (await query.execute(town.database.kysely)).rows

/** The class at Luohe, which ended in March; today is in July. */
async function luohe() {
  const officer = await town.as('xuchang-officer')
  const [{ id }] = await rowsOf(
    sql<{ id: string }>`select id from convene.class where first_day = '1954-02-11' limit 1`,
  )
  const read = (path: string) => ask(officer, `GET /api/classes/${id}${path}`)
  return { officer, classId: id, read }
}

const sumOf = (counts: Reply['body']) => counts.present + counts.excused + counts.absent

test('21: accepting somebody in July changes nothing of March; who was there adds up', async () => {
  const { officer, read } = await luohe()
  const before = { ...(await read('/attendance')), figures: (await read('/summary')).figures }
  const head = await read('')
  const { nominations } = await read('/nominations')
  const open = nominations.find((one: { state: string }) => one.state === 'nominated')
  const accept = (body?: object) => send(officer, `POST /api/nominations/${open.id}/accept`, { body })
  // A class that has ended is as it was: whoever changes it says why.
  const silent = await accept()
  assert.deepEqual([silent.status, silent.body.errors?.[0]?.pointer], [422, '/reason'])
  // Today, in July, is no day of the class.
  for (const on of ['1954-07-10', '1954-05-01', '1954-03-11'])
    assert.equal(refusedOf(await accept({ on, reason: 'Was left out of the list' })), '422 /on outside')
  assert.equal((await accept({ reason: 'Was left out of the list' })).status, 200)

  const now = await read('/attendance')
  assert.equal(now.expected, before.expected)
  assert.deepEqual(now.sessions, before.sessions)
  assert.deepEqual(now.places, before.places)
  const { figures } = await read('/summary')
  assert.equal(figures.tookPart, before.figures.tookPart)
  assert.deepEqual(figures.attendance, before.figures.attendance)
  assert.equal(figures.accepted, before.figures.accepted + 1)
  for (const session of now.sessions.filter((one: { counts: unknown }) => one.counts))
    assert.equal(
      session.expected,
      sumOf(session.counts),
      'present, excused and absent add up to who had a seat',
    )
  const { last } = (await read('')).figures
  assert.deepEqual(last, head.figures.last)
  const roll = await ask(officer, `GET /api/sessions/${last.sessionId}/attendance`)
  assert.ok(!roll.people.some((one: { personId: string }) => one.personId === open.personId))
})

test('21: a correction is said as such, with who, when and why, beside the figures of the end', async () => {
  const { officer, classId, read } = await luohe()
  const { atEnd, figures } = await read('/summary')
  assert.equal(atEnd.accepted + 1, figures.accepted)
  const { corrected } = await read('')
  assert.deepEqual(
    [corrected.n, corrected.onDay, corrected.reason],
    [1, '1954-07-10', 'Was left out of the list'],
  )
  const trainer = await town.as('trainer')
  const { sessions } = await read('/attendance')
  const session = sessions.find((one: { counts: unknown }) => one.counts)
  const { people } = await ask(trainer, `GET /api/sessions/${session.id}/attendance`)
  const person = people.find((one: { state: string }) => one.state === 'present')
  const mark = (reason?: string) =>
    send(trainer, `POST /api/sessions/${session.id}/attendance`, {
      body: {
        source: 'roll_call',
        ...(reason === undefined ? {} : { reason }),
        marks: [
          { id: newId(), personId: person.personId, state: 'absent', madeAt: new Date().toISOString() },
        ],
      },
    })
  for (const reason of [undefined, '', '  ']) {
    const { status, body } = await mark(reason)
    assert.deepEqual([status, body.errors?.[0]?.pointer], [422, '/reason'])
  }
  assert.equal((await mark('The sheet says otherwise')).body.late, true)
  const after = await read('/summary')
  assert.deepEqual(after.atEnd, atEnd, 'the end stays what it was')
  assert.equal(after.figures.attendance.absent, figures.attendance.absent + 1)
  const { corrections } = await read('/corrections')
  assert.deepEqual(
    corrections.map((one: Reply['body']) => [one.what, one.reason, one.session?.marks ?? null]),
    [
      ['marked', 'The sheet says otherwise', 1],
      ['accepted', 'Was left out of the list', null],
    ],
  )
  // The trainee sees the class, and nothing of what was written about people.
  const trainee = await town.as('linying-trainee')
  assert.equal((await ask(trainee, `GET /api/classes/${classId}`)).corrected, null)
  assert.deepEqual((await ask(trainee, `GET /api/classes/${classId}/corrections`)).corrections, [])
  assert.equal(
    (await send(await town.as('luoyang-officer'), `GET /api/classes/${classId}/corrections`)).status,
    404,
  )
  // Another county knows that marks were corrected, not why, and nothing of nominations that are not its own.
  const county = await ask(await town.as('jia-officer'), `GET /api/classes/${classId}/corrections`)
  assert.deepEqual(
    county.corrections.map((one: Reply['body']) => [one.what, one.reason]),
    [['marked', null]],
  )
  const { corrected: seenThere } = await ask(await town.as('jia-officer'), `GET /api/classes/${classId}`)
  assert.deepEqual([seenThere.n, seenThere.reason], [1, null])
  const told = await rowsOf(sql<{ verb: string }>`select verb from platform.journal
    where detail ->> 'afterEnd' = 'true' order by id`)
  assert.deepEqual(
    told.map(({ verb }) => verb),
    ['nomination.accepted', 'attendance.recorded'],
  )
  // What a telephone kept since March comes without a reason, and is late.
  const kept = await ask(officer, `GET /api/sessions/${session.id}/attendance`)
  const [other] = kept.people.filter((one: { state: string }) => one.state === 'present')
  const late = await ask(trainer, `POST /api/sessions/${session.id}/attendance`, {
    body: {
      source: 'roll_call',
      marks: [{ id: newId(), personId: other.personId, state: 'excused', madeAt: '1954-03-09T01:00:00Z' }],
    },
  })
  assert.equal(late.late, true)
  // It was marked later by somebody else since: it changed nothing, and is no correction.
  const n = (await read('/corrections')).corrections.length
  const overtaken = await ask(trainer, `POST /api/sessions/${session.id}/attendance`, {
    body: {
      source: 'roll_call',
      marks: [{ id: newId(), personId: other.personId, state: 'absent', madeAt: '1954-03-01T01:00:00Z' }],
    },
  })
  assert.equal(overtaken.outdated, 1)
  assert.equal((await read('/corrections')).corrections.length, n)
})

for (const seed of [1, 2, 3, 4, 5, 6])
  test(`21: what counts on the day of a session depends on that day alone, whatever follows (${seed})`, async () => {
    let state = seed * 7919
    const draw = (n: number) => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0
      return (state >>> 8) % n
    }
    const { officer, id, sessions, placeId, postId, holders } = await augustClass(town, { people: 14 })
    // Somebody else of the district decides: see who nominates.
    const nominator = await town.as('administrator')
    const open: { id: string; personId: string }[] = []
    const seated: { id: string; personId: string }[] = []
    const settled = new Map<string, { expected: number; counts: unknown }>()
    for (const session of sessions) {
      await liveOn(town, session.onDay)
      const gone: string[] = []
      for (let step = 0; step < 6; step += 1) {
        const what = draw(4)
        if (what === 0 || open.length === 0) {
          const personId = holders.pop()
          if (!personId) continue
          const body = { id: newId(), placeId, postId, personId }
          const placed = await ask(nominator, `POST /api/classes/${id}/nominations`, { body })
          if (placed.state === 'nominated') open.push(body)
        } else if (what === 1 || what === 2) {
          const one = open.splice(draw(open.length), 1)[0]
          const { status } = await send(officer, `POST /api/nominations/${one.id}/accept`, { body: {} })
          if (status === 200) seated.push(one)
        } else if (seated.length > 0) {
          const one = seated.splice(draw(seated.length), 1)[0]
          await ask(officer, `POST /api/nominations/${one.id}/withdraw`, { body: { reason: 'Called away' } })
          gone.push(one.personId)
        }
      }
      const marks = seated
        .filter(() => draw(5) > 0)
        .map(({ personId }, n) => ({
          ...{ id: newId(), personId, madeAt: `${session.onDay}T01:00:00Z` },
          state: ['present', 'present', 'absent', 'excused'][(n + seed) % 4],
        }))
      const path = `/api/sessions/${session.id}/attendance`
      if (marks.length > 0) await ask(officer, `POST ${path}`, { body: { source: 'roll_call', marks } })
      for (const personId of gone) {
        const marks = [{ id: newId(), personId, state: 'present', madeAt: `${session.onDay}T02:00:00Z` }]
        assert.equal(
          (await send(officer, `POST ${path}`, { body: { source: 'roll_call', marks } })).status,
          422,
        )
      }
      const overview = await ask(officer, `GET /api/classes/${id}/attendance`)
      for (const one of overview.sessions) {
        const { expected, counts } = one
        if (one.id === session.id) {
          assert.equal(expected, seated.length)
          settled.set(one.id, { expected, counts })
        } else if (settled.has(one.id)) assert.deepEqual({ expected, counts }, settled.get(one.id))
      }
      const { people } = await ask(officer, `GET ${path}`)
      assert.equal(people.length, seated.length)
    }
    const { figures } = await ask(officer, `GET /api/classes/${id}/summary`)
    const all = [...settled.values()].filter((one) => one.counts)
    assert.equal(
      figures.possible,
      all.reduce((sum, one) => sum + sumOf(one.counts), 0),
      'of those who were marked, whoever else had a seat',
    )
    assert.equal(
      figures.attended,
      all.reduce((sum, one) => sum + (one.counts as { present: number }).present, 0),
    )
    assert.deepEqual(
      [figures.byPlace[0].tookPart, figures.posts[0].tookPart],
      [figures.tookPart, figures.tookPart],
    )
    await liveOn(town, '1954-07-10')
  })

const decidedOn = (options: { people: number; seats: number }) => decidedClass(town, options)
const refusedOf = ({ status, body }: Reply) =>
  `${status} ${body.errors?.map((one: Reply['body']) => `${one.pointer} ${one.code}`) ?? ''}`

test('21: from an earlier day a seat is given if it was free on each day since, and only then', async () => {
  const { holders, putForward, accept, withdraw } = await decidedOn({ people: 6, seats: 2 })
  const [a, b] = [await putForward(holders[0]), await putForward(holders[1])]
  await liveOn(town, '1954-08-02')
  assert.equal((await accept(a)).status, 200)
  await liveOn(town, '1954-08-05')
  await withdraw(a, '1954-08-05')
  assert.equal((await accept(b)).status, 200)
  await liveOn(town, '1954-08-06')
  const c = await putForward(holders[2])
  // First one, then the other held one of the two seats.
  assert.equal((await accept(c, '1954-08-03')).status, 200)
  // Whoever was accepted and withdrawn on one day had the seat on no day.
  await withdraw(c, '1954-08-03')
  const d = await putForward(holders[3])
  assert.equal((await accept(d, '1954-08-03')).status, 200)
  await withdraw(d, '1954-08-05')
  // Both were held from the 3rd until the 4th, by the one and the fourth.
  const e = await putForward(holders[4])
  const early = await accept(e, '1954-08-04')
  assert.equal(refusedOf(early), '422 /on over-quota')
  assert.match(early.body.errors[0].detail, /until 4 Aug 1954/)
  assert.equal((await accept(e, '1954-08-05')).status, 200)
  await liveOn(town, '1954-07-10')
})

test('21: the day from which a seat was given or left is read back, whatever is decided afterwards', async () => {
  const { officer, id, holders, putForward, accept, withdraw } = await decidedOn({ people: 2, seats: 2 })
  await liveOn(town, '1954-08-05')
  const nomination = await putForward(holders[0])
  assert.equal((await accept(nomination, '1954-08-03')).status, 200)
  const row = async () => {
    const { nominations } = await ask(officer, `GET /api/classes/${id}/nominations`)
    return nominations.find((one: Reply['body']) => one.id === nomination)
  }
  assert.deepEqual([(await row()).seatedOn, (await row()).leftOn], ['1954-08-03', null])
  await ask(officer, `POST /api/nominations/${nomination}/take-back`, { body: { reason: 'Another day' } })
  assert.equal((await accept(nomination, '1954-08-04')).status, 200)
  await withdraw(nomination)
  assert.equal((await row()).leftOn, '1954-08-05')
  const { steps } = await ask(officer, `GET /api/nominations/${nomination}/history`)
  assert.deepEqual(
    steps.map(({ state, fromOn }: Reply['body']) => [state, fromOn]),
    [
      ['withdrawn', '1954-08-05'],
      ['accepted', '1954-08-04'],
      ['nominated', null],
      ['accepted', '1954-08-03'],
      ['nominated', null],
    ],
  )
  // After the end the corrections say it as well.
  await liveOn(town, '1954-08-20')
  const late = await putForward(holders[1])
  assert.equal((await accept(late, '1954-08-04')).status, 200)
  await ask(officer, `POST /api/nominations/${late}/take-back`, { body: { reason: 'Another day' } })
  const { corrections } = await ask(officer, `GET /api/classes/${id}/corrections`)
  assert.deepEqual(
    corrections.map(({ what, from }: Reply['body']) => [what, from]),
    [
      ['taken_back', null],
      ['accepted', '1954-08-04'],
    ],
  )
  await liveOn(town, '1954-07-10')
})

test('21: whoever was there today has the seat until tonight, and nobody else', async () => {
  const { officer, id, sessions, holders, putForward, accept, withdraw, mark } = await decidedOn({
    people: 2,
    seats: 1,
  })
  const a = await putForward(holders[0])
  await liveOn(town, '1954-08-02')
  await accept(a)
  assert.equal((await mark(sessions[0], holders[0])).status, 200)
  await withdraw(a)
  const b = await putForward(holders[1])
  assert.equal(refusedOf(await accept(b)), '422 /on over-quota')
  await liveOn(town, '1954-08-03')
  assert.equal((await accept(b)).status, 200)
  const { sessions: seen } = await ask(officer, `GET /api/classes/${id}/attendance`)
  assert.deepEqual(
    seen.map((one: { expected: number }) => one.expected),
    [1, 1, 1, 1, 1],
  )
  await liveOn(town, '1954-07-10')
})

test('21: somebody sits from the day that was given, or is refused it: no day is moved', async () => {
  const { officer, id, sessions, holders, putForward, accept, withdraw, mark } = await decidedOn({
    people: 1,
    seats: 1,
  })
  const [personId] = holders
  const expected = async () =>
    (await ask(officer, `GET /api/classes/${id}/attendance`)).sessions.map(
      (one: { expected: number }) => one.expected,
    )
  await liveOn(town, '1954-08-05')
  const wrong = await putForward(personId)
  await accept(wrong)
  await withdraw(wrong, '1954-08-05')
  // The wrong nomination never had its seat for a day: the right one counts from the third.
  const right = await putForward(personId)
  assert.equal((await accept(right, '1954-08-03')).status, 200)
  assert.deepEqual(await expected(), [0, 1, 1, 1, 1])
  assert.equal((await mark(sessions[1], personId)).status, 200)
  await withdraw(right, '1954-08-05')
  const again = await putForward(personId)
  for (const day of ['1954-08-02', '1954-08-03', '1954-08-04'])
    assert.match(refusedOf(await accept(again, day)), /^422 .on (over-quota|has-seat)$/)
  assert.equal((await accept(again)).status, 200)
  assert.deepEqual(await expected(), [0, 1, 1, 1, 1])
  await liveOn(town, '1954-07-10')
})

test('21: nobody has two seats of a class on one day, however many there are', async () => {
  const { holders, putForward, accept, withdraw } = await decidedOn({ people: 1, seats: 3 })
  await liveOn(town, '1954-08-02')
  const first = await putForward(holders[0])
  await accept(first)
  await liveOn(town, '1954-08-06')
  await withdraw(first, '1954-08-05')
  const second = await putForward(holders[0])
  const early = await accept(second, '1954-08-04')
  assert.equal(refusedOf(early), '422 /on has-seat')
  assert.match(early.body.errors[0].detail, /until 4 Aug 1954/)
  assert.equal((await accept(second, '1954-08-05')).status, 200)
  await liveOn(town, '1954-07-10')
})

test('21: a class says that it has ended in the words in which its last day was said', async () => {
  const { officer, classId, read } = await luohe()
  const { classes } = await ask(officer, 'GET /api/classes')
  const line = classes.find((one: { id: string }) => one.id === classId)
  assert.deepEqual([line.state, line.hasEnded], ['running', true])
  const [session] = (await read('/attendance')).sessions
  const sheet = await ask(officer, `GET /api/sessions/${session.id}/attendance`)
  assert.deepEqual([sheet.endedOn, sheet.endsSaid], ['1954-03-10', '1954-03-early'])
})

test('21: a session with marks moves to no day on which somebody marked had no seat', async () => {
  const { officer, id, sessions, holders, putForward, accept, mark } = await decidedOn({
    people: 2,
    seats: 2,
  })
  const { stages } = await ask(officer, `GET /api/classes/${id}`)
  const move = (at: number, onDay: string) =>
    send(officer, `PUT /api/sessions/${sessions[at].id}`, {
      body: {
        ...{ stageId: stages[0].id, title: { zh: '八月班', en: 'August class' }, onDay },
        ...{ startsAt: 480, endsAt: 600, room: { zh: '', en: '' }, presenters: [] },
      },
    })
  await liveOn(town, '1954-08-03')
  const a = await putForward(holders[0])
  await accept(a)
  await liveOn(town, '1954-08-05')
  assert.equal((await mark(sessions[3], holders[0])).status, 200)
  assert.equal(refusedOf(await move(3, '1954-08-02')), '422 /onDay attendance-recorded')
  assert.equal(refusedOf(await move(3, '1954-08-06')), '422 /onDay attendance-recorded', 'still to come')
  assert.equal((await move(3, '1954-08-04')).status, 200)
  assert.equal((await move(0, '1954-08-06')).status, 200, 'without marks it moves as it likes')
  // After the end the day of what is recorded stays, and the rest of the session can be mended.
  await liveOn(town, '1954-08-20')
  assert.equal(refusedOf(await move(3, '1954-08-05')), '422 /onDay attendance-recorded')
  assert.equal((await move(3, '1954-08-04')).status, 200)
  await liveOn(town, '1954-07-10')
})

test('21: the figures of the end stay once something was corrected, wherever its last day is put', async () => {
  const { officer, id, sessions, holders, putForward, accept, mark } = await decidedOn({
    people: 2,
    seats: 2,
  })
  const read = () => ask(officer, `GET /api/classes/${id}/summary`)
  await liveOn(town, '1954-08-02')
  const [a, b] = [await putForward(holders[0]), await putForward(holders[1])]
  await accept(a)
  assert.equal((await mark(sessions[0], holders[0])).status, 200)
  await liveOn(town, '1954-08-20')
  assert.equal((await accept(b, '1954-08-02')).status, 200)
  const { atEnd } = await read()
  assert.deepEqual([atEnd.accepted, atEnd.possible], [1, 1])
  const { class: now } = await ask(officer, `GET /api/classes/${id}`)
  const { names, purpose, venue, hostPlaceId, startsSaid, endsSaid, deadlineSaid, capacity } = now
  const particulars = { names, purpose, venue, hostPlaceId, startsSaid, deadlineSaid, capacity }
  for (const ends of ['1954-08-20', '1954-08-late', endsSaid])
    await ask(officer, `PUT /api/classes/${id}`, { body: { ...particulars, endsSaid: ends } })
  assert.deepEqual((await read()).atEnd, atEnd)
  for (const to of ['closed', 'running'])
    await ask(officer, `POST /api/classes/${id}/state`, { body: { to } })
  assert.deepEqual((await read()).atEnd, atEnd)
  await liveOn(town, '1954-07-10')
})

test('21: seats given after the end leave the figures of the end as they were', async () => {
  const { officer, id, placeId, postId } = await decidedOn({ people: 0, seats: 2 })
  await liveOn(town, '1954-08-20')
  const { version } = await ask(officer, `GET /api/classes/${id}/seats`)
  const cells = [{ placeId, postId, seats: 5 }]
  await ask(officer, `PUT /api/classes/${id}/seats`, {
    body: { version, cells, reason: 'Wrong in the notice' },
  })
  const { atEnd, figures } = await ask(officer, `GET /api/classes/${id}/summary`)
  assert.deepEqual([atEnd.seats, figures.seats], [2, 5])
  await liveOn(town, '1954-07-10')
})

test('21: what was marked while two entries were one goes back with the seat, and counts', async () => {
  const { officer, id, sessions, holders, placeId, putForward, accept, mark } = await decidedClass(town, {
    people: 2,
    seats: 2,
  })
  await liveOn(town, '1954-08-02')
  const nominations = [await putForward(holders[0]), await putForward(holders[1])]
  for (const one of nominations) assert.equal((await accept(one)).status, 200)
  await liveOn(town, '1954-08-05')
  const add = { placeId, names: { zh: '新录入', en: 'Entered anew' }, phone: null }
  const { id: kept } = await ask(officer, 'POST /api/people', { body: add })
  assert.equal((await mark(sessions[0], holders[0])).status, 200)
  await ask(officer, `POST /api/people/${holders[0]}/twins/${kept}`, { body: { reason: 'twice' } })
  // By either id, as one device knows it and another.
  assert.equal((await mark(sessions[1], kept)).status, 200)
  assert.equal((await mark(sessions[2], holders[0])).status, 200)
  const counts = async () =>
    (await ask(officer, `GET /api/classes/${id}/attendance`)).sessions.map(
      (one: { counts: { present: number } | null }) => one.counts?.present ?? 0,
    )
  assert.deepEqual(await counts(), [1, 1, 1, 0, 0])
  const { twins } = await ask(officer, 'GET /api/twins')
  const log = twins.find((one: { twin: { id: string } }) => one.twin.id === holders[0])
  await ask(officer, `POST /api/twins/${log.id}/undo`, { body: {} })
  assert.deepEqual(await counts(), [1, 1, 1, 0, 0])
  const left = await rowsOf(sql<{ n: number }>`
    select count(*)::int as n from convene.attendance_mark where person_id = ${kept}`)
  assert.equal(left[0].n, 0)
})
