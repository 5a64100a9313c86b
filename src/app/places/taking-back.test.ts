// What was recorded of places is taken back, as if it had never been, as long as nothing newer rests on it.
import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { ask, planner, send, waiting } from '../../../test/right/office.ts'
import { openTown, type Person, type Town } from '../../../test/town.ts'
import { newId } from '../../base/ids.ts'
import { fold } from '../../totals/actions.ts'
import { examine } from '../doctor/doctor.ts'
import { comparePaths, compareTotals } from '../doctor/totals.ts'
import { naming } from '../rooms.ts'

let town: Town
let administrator: Person
beforeEach(async () => {
  town = await openTown()
  administrator = await town.as('administrator')
})
afterEach(() => town.close())

const names = (text: string) => ({ zh: text, en: text })
const said = { source: '试验', note: names('试验') }
const db = () => town.database.kysely

async function place(code: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`select id from registry.place where code = ${code}`.execute(db())
  return rows[0].id
}

/** A change of places, by codes; the id of its event. */
async function done(code: string, kind: 'transfer' | 'merge', other: string, onDay: string): Promise<string> {
  const body = { ...said, onDay, [kind === 'merge' ? 'intoPlaceId' : 'toPlaceId']: await place(other) }
  await ask(administrator, `POST /api/places/${await place(code)}/${kind}`, { body })
  return latest()
}

async function split(code: string, newCode: string, onDay: string): Promise<string> {
  const body = { ...said, onDay, code: newCode, names: names(newCode) }
  await ask(administrator, `POST /api/places/${await place(code)}/split`, { body })
  return latest()
}

async function latest(): Promise<string> {
  const { rows } = await sql<{
    id: string
  }>`select id from registry.place_event order by id desc limit 1`.execute(db())
  return rows[0].id
}

const preview = (eventId: string, person = administrator) =>
  ask(person, `GET /api/place-events/${eventId}/take-back`)
const takeBack = (eventId: string, person = administrator) =>
  send(person, `POST /api/place-events/${eventId}/take-back`, { body: { reason: '记错了' } })
async function takenBack(eventId: string): Promise<void> {
  const { status, body } = await takeBack(eventId)
  assert.equal(status, 200, JSON.stringify(body))
}

async function assertSound(when: string): Promise<void> {
  const found = [await comparePaths(db()), await compareTotals(db())]
  assert.deepEqual(
    found.map(({ wrong }) => Number(wrong)),
    [0, 0],
    when,
  )
}

const tree = async () => {
  const { rows } = await sql<{ what: string }>`
    select to_jsonb(place)::text as what from registry.place
    union all select to_jsonb(p)::text from registry.place_parent as p
    union all select to_jsonb(p)::text from registry.place_path as p
    union all select jsonb_build_array(id, place_id)::text from registry.organisation
    union all select jsonb_build_array(id, place_id)::text from registry.person order by 1`.execute(db())
  return rows.map(({ what }) => what)
}

/** All that totals say. */
const figures = async () => {
  await fold(db())
  const { rows } = await sql`select * from totals.total where amount <> 0
    order by place_id, period_id, indicator_id, trade_id, form, measure, status, month`.execute(db())
  return rows
}

const pages = async () => {
  const all: unknown[] = []
  for (const code of ['ye', 'baofeng', 'linru', 'xuchang-district', 'luoyang-district'])
    for (const on of ['1954-03-01', '1954-06-30', '1954-12-31'])
      all.push(await ask(administrator, `GET /api/places/${await place(code)}`, { query: { on } }))
  return all
}

const whole = async () => ({ tree: await tree(), figures: await figures(), pages: await pages() })

test('a transfer is taken back: totals, paths and pages are as they were, and the list keeps it, marked', async () => {
  const before = await whole()
  const eventId = await done('linying', 'transfer', 'luoyang-district', '1954-03-01')
  assert.notDeepEqual(await figures(), before.figures)
  const seen = await preview(eventId)
  assert.deepEqual(
    seen.returning.map((one: { from: { id: string }; to: { id: string }; fromOn: string }) => [
      one.from.id,
      one.to.id,
      one.fromOn,
    ]),
    [[await place('luoyang-district'), await place('xuchang-district'), '1954-03-01']],
  )
  assert.ok(seen.periods.length > 0 && seen.isKept)
  assert.deepEqual(seen.resting, [], 'the plan of the county itself forbids nothing')
  await takenBack(eventId)
  assert.deepEqual(await whole(), before)
  await assertSound('after taking back')
  const { events } = await ask(administrator, 'GET /api/place-events', {
    query: { placeId: await place('linying') },
  })
  const told = events.find((one: { id: string }) => one.id === eventId)
  assert.deepEqual([told.takenBack.reason, told.mayTakeBack], ['记错了', false])
  const { entries } = await ask(administrator, 'GET /api/journal', { query: { verb: 'place.taken-back' } })
  assert.equal(entries[0].place.id, await place('linying'))
  // Done once.
  const again = await takeBack(eventId)
  assert.equal(again.status, 409)
  assert.ok(again.body.current.takenBackAt)
})

test('a merger is taken back with what went along; whoever was entered elsewhere since stays there', async () => {
  const before = await whole()
  const eventId = await done('ye', 'merge', 'baofeng', '1954-06-01')
  const { units, people } = await preview(eventId)
  assert.ok(units > 0 && people > 0)
  await takenBack(eventId)
  assert.deepEqual(await whole(), before)
  // The same again, and what happens meanwhile in either stays where it happened.
  const second = await done('ye', 'merge', 'baofeng', '1954-06-01')
  const gone = await ask(administrator, `GET /api/places/${await place('ye')}`, {
    query: { on: '1954-06-30' },
  })
  assert.equal(gone.place.toOn, '1954-06-01')
  const baofeng = await town.as('baofeng-officer')
  const unit = await ask(baofeng, 'POST /api/organisations', {
    body: {
      placeId: await place('baofeng'),
      form: 'production_group',
      names: names('宝丰新组'),
      tradeId: null,
      parentOrganisationId: null,
      foundedSaid: null,
      status: 'active',
    },
  })
  await takenBack(second)
  const { organisation } = await ask(administrator, `GET /api/organisations/${unit.id}`)
  assert.equal(organisation.place.id, await place('baofeng'))
  assert.deepEqual((await tree()).length, before.tree.length + 1)
  await assertSound('after the second')
  const findings = await examine({
    database: town.database,
    dataFolder: town.dataFolder,
    databaseFolder: null,
  })
  for (const check of ['totals', 'places'])
    assert.equal(findings.find((one) => one.check === check)?.state, 'ok', check)
})

test('a new name is taken back, and may be corrected again', async () => {
  const placeId = await place('ye')
  const before = await tree()
  await ask(administrator, `POST /api/places/${placeId}/rename`, {
    body: { ...said, onDay: '1954-06-01', names: names('新叶县') },
  })
  await takenBack(await latest())
  assert.deepEqual(await tree(), before)
})

const restingOf = async (eventId: string): Promise<Record<string, number>> => {
  const { resting } = await preview(eventId)
  const told = Object.fromEntries(
    resting.map((one: { what: string; count: number }) => [one.what, one.count]),
  )
  const { status, body } = await takeBack(eventId)
  assert.deepEqual([status, body.errors?.[0]?.code], [422, 'in-use'])
  for (const [what, count] of Object.entries(told))
    assert.ok(body.errors[0].detail.includes(`${what} (${count})`), body.errors[0].detail)
  return told
}

test('the place that a split made goes with it, unless anything is kept of it, which is told with its names', async () => {
  const before = await whole()
  const empty = await split('ye', 'ye-empty', '1954-05-01')
  const emptyId = await place('ye-empty')
  await takenBack(empty)
  assert.deepEqual(await whole(), before)
  assert.equal((await send(administrator, `GET /api/places/${emptyId}`)).status, 404)
  const { events } = await ask(administrator, 'GET /api/place-events', {
    query: { placeId: await place('ye') },
  })
  const told = events.find((one: { id: string }) => one.id === empty)
  assert.deepEqual([told.other.names.en, told.takenBack !== null], ['ye-empty', true])

  const eventId = await split('ye', 'ye-east', '1954-05-01')
  const placeId = await place('ye-east')
  const township = await ask(administrator, 'POST /api/places', {
    body: {
      code: 'ye-east-1',
      names: names('东一乡'),
      level: 'township',
      parentPlaceId: placeId,
      fromOn: null,
    },
  })
  assert.deepEqual(await restingOf(eventId), { 'Places under it': 1 })
  const first = (await preview(eventId)).resting[0].first[0]
  assert.deepEqual([first.names.en, first.href], ['东一乡', `/places/${township.id}`])
  await sql`insert into plan.plan (id, place_id, period_id, made_at)
    select gen_random_uuid(), ${placeId}, id, now() from plan.period where code = '1954-h2'`.execute(db())
  const account = await town.accountOf('ye-officer')
  await ask(administrator, `POST /api/accounts/${account}/roles`, { body: { role: planner, placeId } })
  assert.deepEqual(await restingOf(eventId), {
    'Roles of accounts': 1,
    'Places under it': 1,
    Plans: 1,
  })
})

test('what came after an event and rests on it is told, and goes first', async () => {
  const first = await done('ye', 'transfer', 'luoyang-district', '1954-03-01')
  const elsewhere = await done('jia', 'transfer', 'luoyang-district', '1954-03-01')
  assert.deepEqual(
    (await preview(first)).resting,
    [],
    'another place that went there too does not rest on it',
  )
  const second = await done('ye', 'merge', 'baofeng', '1954-06-01')
  assert.deepEqual(await restingOf(first), { 'Later changes of these places': 1 })
  const third = await done('luoyang-district', 'merge', 'xuchang-district', '1954-06-15')
  assert.deepEqual(await restingOf(elsewhere), { 'Later changes of these places': 1 })
  for (const eventId of [third, second, elsewhere, first]) await takenBack(eventId)
  await assertSound('after all')
})

test('a place that was entered under a merged one since rests on the merger, and so does a unit put under another', async () => {
  const eventId = await done('ye', 'merge', 'baofeng', '1954-06-01')
  await ask(administrator, 'POST /api/places', {
    body: {
      code: 'ye-older',
      names: names('旧乡'),
      level: 'township',
      parentPlaceId: await place('ye'),
      fromOn: '1954-02-01',
    },
  })
  assert.deepEqual(await restingOf(eventId), { 'Places entered there since': 1 })
})

test('a closed period forbids it and is named; opened again, it may be', async () => {
  const eventId = await done('linying', 'transfer', 'luoyang-district', '1954-03-01')
  const { periods } = await ask(administrator, 'GET /api/periods')
  const { id } = periods.find((one: { code: string }) => one.code === '1954-h1')
  await ask(administrator, `PUT /api/periods/${id}/state`, { body: { state: 'closed' } })
  const before = await figures()
  assert.ok((await preview(eventId)).periods.some((one: { isClosed: boolean }) => one.isClosed))
  const { status, body } = await takeBack(eventId)
  assert.deepEqual([status, body.errors[0].code, body.errors[0].pointer], [422, 'closed-period', ''])
  assert.match(body.errors[0].detail, /first half|1954/i)
  assert.deepEqual(await figures(), before)
  await ask(administrator, `PUT /api/periods/${id}/state`, { body: { state: 'open', reason: names('补') } })
  await takenBack(eventId)
  await assertSound('open again')
})

test('whoever is over one of the two places alone takes nothing back; what is no event is not found', async () => {
  const eventId = await done('linying', 'transfer', 'luoyang-district', '1954-03-01')
  for (const login of ['xuchang-officer', 'linying-officer', 'trainer', 'linying-reporter']) {
    const person = await town.as(login)
    assert.equal((await takeBack(eventId, person)).status, 403, login)
    assert.equal((await send(person, `GET /api/place-events/${eventId}/take-back`)).status, 403, login)
    const { events } = await ask(person, 'GET /api/place-events', { query: {} })
    assert.ok(
      !events.some((one: { mayTakeBack: boolean; id: string }) => one.id === eventId && one.mayTakeBack),
    )
  }
  for (const id of [await place('linying'), '00000000-0000-7000-8000-000000000000'])
    assert.equal((await takeBack(id)).status, 404)
  // Within one district its officer does.
  const own = await done('ye', 'merge', 'baofeng', '1954-06-01')
  assert.equal((await takeBack(own, await town.as('xuchang-officer'))).status, 200)
})

test('what was recorded before it was kept what stood before cannot be taken back, and says so', async () => {
  const eventId = await done('linying', 'transfer', 'luoyang-district', '1954-03-01')
  await sql`update registry.place_event set kept = null`.execute(db())
  assert.equal((await preview(eventId)).isKept, false)
  const { status, body } = await takeBack(eventId)
  assert.deepEqual([status, body.errors[0].code], [422, 'not-kept'])
  const { events } = await ask(administrator, 'GET /api/place-events', { query: {} })
  assert.ok(events.every((one: { mayTakeBack: boolean }) => !one.mayTakeBack))
})

test('of two at once one takes it back; what is being verified counts where its place is in the end', async () => {
  const eventId = await done('linying', 'transfer', 'luoyang-district', '1954-03-01')
  const both = await Promise.all([takeBack(eventId), takeBack(eventId)])
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409])
  const next = await done('baofeng', 'merge', 'ye', '1954-05-01')
  const { rows } = await sql<{
    id: string
    found: number
  }>`select report.id, value as found from carry_out.report
    join registry.place on place.id = place_id where standing and report.state = 'reported' and month = '1954-05'
      and place.code = 'baofeng' order by report.id limit 1`.execute(db())
  const district = await town.as('xuchang-officer')
  const visit = {
    id: newId(),
    onDay: '1954-07-09',
    outcome: 'verified',
    how: 'ledger',
    found: Number(rows[0].found),
    note: names(''),
  }
  const { asked } = await db()
    .transaction()
    .execute(async (tx) => {
      await sql`lock table totals.delta in share mode`.execute(tx)
      const visiting = send(district, `POST /api/reports/${rows[0].id}/visits`, { body: visit })
      await waiting(town, 1)
      const taking = takeBack(next)
      await waiting(town, 2)
      return { asked: [visiting, taking] }
    })
  const answers = await Promise.all(asked)
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200],
    JSON.stringify(answers),
  )
  await assertSound('after both')
})

type Request = [string, object]
const keeping = (placeId: string, accountId: string): Record<string, Request> => ({
  account: [
    'POST /api/accounts',
    { login: 'tb-new', names: names('新人'), personId: null, role: 'reader', placeId },
  ],
  role: [`POST /api/accounts/${accountId}/roles`, { role: 'reader', placeId }],
  programme: ['POST /api/programmes', { placeId, names: names('新项目'), lead: names('') }],
  webhook: ['POST /api/webhooks', { placeId, url: 'https://example.org/told', kinds: ['place'] }],
  token: ['POST /api/account/tokens', { placeId, name: '试验', mayWrite: false, days: 1 }],
})
const rowsAt = async (placeId: string): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (
    select place_id from access.role_grant union all select place_id from access.token
    union all select place_id from convene.programme union all select place_id from exchange.webhook) as kept
    where place_id = ${placeId}`.execute(db())
  return rows[0].n
}

test('whoever is about to keep something of a place that goes waits, and then finds it gone', async () => {
  const accountId = await town.accountOf('ye-officer')
  for (const what of Object.keys(keeping('', ''))) {
    const eventId = await split('ye', `ye-${what}`, '1954-05-01')
    const placeId = await place(`ye-${what}`)
    const [request, body] = keeping(placeId, accountId)[what]
    // The taking back holds the place already, and waits for what it writes last.
    const { asked } = await db()
      .transaction()
      .execute(async (tx) => {
        await sql`select 1 from registry.place_event where id = ${eventId} for update`.execute(tx)
        const taking = takeBack(eventId)
        await waiting(town, 1)
        const keeps = send(administrator, request, { body })
        await waiting(town, 2)
        return { asked: [taking, keeps] }
      })
    const [taken, kept] = await Promise.all(asked)
    assert.equal(taken.status, 200, `${what}: ${JSON.stringify(taken.body)}`)
    const [refused] = kept.body.errors ?? []
    assert.deepEqual([kept.status, refused?.pointer, refused?.code], [422, '/placeId', 'unknown'], what)
    assert.equal(await rowsAt(placeId), 0, what)
  }
})

test('what is being kept of a place is waited for, and then rests on what made it', async () => {
  const accountId = await town.accountOf('ye-officer')
  const held: Record<string, string> = {
    account: 'access.account',
    role: 'access.role_grant',
    programme: 'convene.programme',
    webhook: 'exchange.webhook',
    token: 'access.token',
  }
  for (const [what, table] of Object.entries(held)) {
    const eventId = await split('ye', `ye-${what}`, '1954-05-01')
    const placeId = await place(`ye-${what}`)
    const [request, body] = keeping(placeId, accountId)[what]
    const { asked } = await db()
      .transaction()
      .execute(async (tx) => {
        // Whoever keeps something has seen the place, and waits before it is written.
        await sql`lock table ${sql.table(table)} in share mode`.execute(tx)
        const keeps = send(administrator, request, { body })
        await waiting(town, 1)
        const taking = takeBack(eventId)
        await waiting(town, 2)
        return { asked: [keeps, taking] }
      })
    const [kept, taken] = await Promise.all(asked)
    assert.equal(kept.status, 200, `${what}: ${JSON.stringify(kept.body)}`)
    assert.deepEqual([taken.status, taken.body.errors?.[0].code], [422, 'in-use'], what)
    assert.equal(await rowsAt(placeId), 1, what)
  }
})

test('that a place was set up is told alone: it is neither offered nor taken back; a reason is no blanks', async () => {
  const { events } = await ask(administrator, 'GET /api/place-events', { query: {} })
  const opened = events.find((one: { kind: string }) => one.kind === 'open')
  assert.equal(opened.mayTakeBack, false)
  assert.equal((await preview(opened.id)).isKept, false)
  const refused = await takeBack(opened.id)
  assert.deepEqual([refused.status, refused.body.errors?.[0].code], [422, 'kind'])

  const eventId = await split('ye', 'ye-blank', '1954-05-01')
  const { status, body } = await send(administrator, `POST /api/place-events/${eventId}/take-back`, {
    body: { reason: ' \u3000 ' },
  })
  assert.deepEqual([status, body.errors[0].pointer, body.errors[0].code], [422, '/reason', 'required'])
  assert.ok(await place('ye-blank'))
})

const counties = ['ye', 'baofeng', 'jia', 'linru', 'fugou', 'changge']
const districts = ['xuchang-district', 'luoyang-district', 'henan']
const onDay = fc.constantFrom('1954-02-01', '1954-05-31', '1954-06-30', '1954-07-01', '1954-09-04')
const step = (kind: string, to: string[]) =>
  fc.record({ kind: fc.constant(kind), of: fc.constantFrom(...counties), to: fc.constantFrom(...to), onDay })
const steps = fc.oneof(
  step('transfer', districts),
  step('merge', counties),
  step('split', ['']),
  step('return', ['']),
  step('wide', districts.slice(0, 2)),
)
type Step = { kind: string; of: string; to: string; onDay: string }

let splits = 0
async function take({ kind, of, to, onDay }: Step) {
  if (kind === 'return') {
    const { counties: all } = await ask(administrator, 'GET /api/plan-board')
    const plan = all.find((one: { place: { code: string } }) => one.place.code === of)
    if (!plan?.planId) return { status: 404, body: null }
    const { editVersion } = await ask(administrator, `GET /api/plans/${plan.planId}`)
    const body = { editVersion, reason: names('请改') }
    return send(administrator, `POST /api/plans/${plan.planId}/return`, { body })
  }
  if (kind === 'split') {
    const code = `${of}-${splits++}`
    return send(administrator, `POST /api/places/${await place(of)}/split`, {
      body: { ...said, onDay, code, names: names(code) },
    })
  }
  // Whole districts go into each other as well.
  const [from, way] = kind === 'wide' ? [districts[1 - districts.indexOf(to)], 'merge'] : [of, kind]
  const call = `POST /api/places/${await place(from)}/${way}`
  const body = { ...said, onDay, [way === 'merge' ? 'intoPlaceId' : 'toPlaceId']: await place(to) }
  const answer = await send(administrator, call, { body })
  const was = answer.status === 409 && answer.body.current
  return was ? send(administrator, call, { body: { ...body, was } }) : answer
}

test('whatever was recorded, taken back from the last on, leaves tree, pages and totals as they were', async () => {
  let events = 0
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 3, maxLength: 6 }), async (all) => {
      const recorded: { id: string; tree: string[]; figures: unknown; pages: unknown; at: number }[] = []
      let changed = 0
      for (const one of all) {
        const before = { tree: await tree(), figures: await figures(), pages: await pages(), at: changed }
        const { status, body } = await take(one)
        assert.ok(status < 500, JSON.stringify([one, body]))
        if (status !== 200) continue
        if (one.kind === 'return') changed++
        else recorded.push({ id: await latest(), ...before })
      }
      for (const one of recorded.reverse()) {
        await takenBack(one.id)
        events++
        assert.deepEqual(await tree(), one.tree)
        assert.deepEqual(await pages(), one.pages)
        // Whatever plans became meanwhile counts where it would have.
        if (one.at === changed) assert.deepEqual(await figures(), one.figures)
        await assertSound(JSON.stringify(all))
      }
    }),
    { numRuns: 8, endOnFailure: true },
  )
  assert.ok(events > 8, `${events} events were taken back`)
})

/** Columns that hold ids of places and say nothing of a place that is made or gone, and why. */
const stays: Record<string, string> = {
  'registry.place_parent.place_id': 'where the place itself stands',
  'registry.place_path.place_id': 'where the place itself stands',
  'registry.path_change.place_id': 'where the place itself stood',
  'registry.place_event.place_id': 'events: they rest on each other by what they changed',
  'registry.place_event.other_place_id': 'events: they rest on each other by what they changed',
  'convene.seat.place_id': 'of a class that the place is called to',
  'convene.nomination.place_id': 'of a class that the place is called to',
  'carry_out.report.reporter_id': 'a place that reports a line is named by the line',
  'totals.delta.place_id': 'follows plans and reports',
  'totals.posted.place_id': 'follows plans and reports',
  'totals.total.place_id': 'follows plans and reports',
  'totals.change.place_id': 'follows plans and reports',
  'totals.change.of_place_id': 'follows plans and reports',
  'exchange.import_change.record_id': 'of a place that is gone no file is taken back',
  'platform.journal.place_id': 'what was done there was done there',
  'platform.journal.subject_id': 'what was done to it was done to it',
}

test('every column that holds the id of a place is declared by its room, or said to stay', async () => {
  const { rows: columns } = await sql<{ table: string; column: string }>`
    select table_schema || '.' || table_name as "table", column_name as "column" from information_schema.columns
    join pg_tables on schemaname = table_schema and tablename = table_name
    where table_schema not in ('pg_catalog', 'information_schema') and data_type = 'uuid'`.execute(db())
  const declared = new Set(
    naming.flatMap((room) =>
      room.columns.filter(({ of }) => of === 'place').map(({ table, column }) => `${table}.${column}`),
    ),
  )
  const missing: string[] = []
  for (const { table, column } of columns) {
    const name = `${table}.${column}`
    if (name === 'registry.place.id' || declared.has(name) || name in stays) continue
    const held = await sql`select 1 from ${sql.table(table)} as t
      join registry.place on place.id = ${sql.ref(`t.${column}`)} limit 1`.execute(db())
    if (held.rows.length > 0 || /(^|_)(place|parent)_id$/.test(column)) missing.push(name)
  }
  assert.deepEqual(missing, ['plan.period.parent_id', 'registry.organisation.parent_id'], 'parents of others')
})
