// One person or unit entered twice: made one in all rooms at once, and taken back so that every row is what it was.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { dump } from '../../../test/database-dump.ts'
import { waiting } from '../../../test/right/office.ts'
import { openTown, type Person, type Town } from '../../../test/town.ts'
import { enterAt, idIn, two } from '../../../test/twins.ts'
import * as access from '../../access/sign-in/contract.ts'
import * as convene from '../../convene/nominations/contract.ts'
import * as lists from '../../registry/lists/contract.ts'
import * as organisations from '../../registry/organisations/contract.ts'
import * as people from '../../registry/people/contract.ts'
import * as calls from '../../registry/twins/contract.ts'
import { naming } from '../rooms.ts'

let town: Town
let district: Person
let county: Person
before(async () => {
  town = await openTown()
  district = await town.as('xuchang-officer')
  county = await town.as('linying-officer')
})
after(() => town.close())

const idOf = (table: string, code: string) => idIn(town, table, code)
const enter = (placeCode: string, zh: string, en: string, phone: string | null = null) =>
  enterAt(town, district, placeCode, { zh, en, phone })
const merge = (twinId: string, keptId: string) =>
  district.send(calls.mergePeople, { ...two(twinId, keptId), body: { reason: 'entered twice' } })
const lastTwin = async () => (await district.ask(calls.listTwins, { query: {} })).twins[0]
const undo = (twinId: string) => district.send(calls.undoTwin, { params: { twinId }, body: {} })

/** Everything that the rooms keep, but for the log of merges, the journal and what sign-in touches. */
async function content(): Promise<string[]> {
  const aside = ['platform.journal', 'platform.received', 'registry.twin', 'access.session']
  const rows = await dump(town.database)
  return rows.flatMap(({ table, text }) => (aside.includes(table) ? [] : `${table} ${text}`)).sort()
}

/** Columns that name a person or a unit and stay as they are when two entries are made one, and why. */
const stays: Record<string, string> = {
  'platform.journal.subject_id': 'what was done was done to the entry as it then was',
  'platform.journal.detail': 'what was done was done to the entry as it then was',
  'platform.received.answer': 'an answer once given',
  'registry.organisation_form.organisation_id': 'the forms that a twin was said to have are its own entry',
  'registry.twin.twin_id': 'the log itself',
  'convene.nomination.settled_with': 'the entry by which it gave way, as the log names it',
  'registry.twin.kept_id': 'the log itself',
  'registry.twin.moved': 'the log itself',
  'registry.not_twin.first_id': 'read through the pointer of a twin',
  'registry.not_twin.second_id': 'read through the pointer of a twin',
  'exchange.import_change.record_id':
    'what a file made of the entry: once it is a twin, that is not taken back',
  'exchange.import_change.before': 'what a file made of the entry: once it is a twin, that is not taken back',
  'study.asked_people.people': 'of whom figures were told then: a merger makes no two groups alike',
}

test('every column that names a person or a unit is declared by its room, or said to stay', async () => {
  const { rows: columns } = await sql<{ table: string; column: string; type: string }>`
    select table_schema || '.' || table_name as "table", column_name as "column", data_type as type
    from information_schema.columns join pg_tables on schemaname = table_schema and tablename = table_name
    where table_schema not in ('pg_catalog', 'information_schema') and data_type in ('uuid', 'jsonb', 'ARRAY', 'text')`.execute(
    town.database.kysely,
  )
  const declared = new Set(
    naming.flatMap((room) => room.columns.map(({ of, table, column }) => `${of} ${table}.${column}`)),
  )
  const missing: string[] = []
  let seen = 0
  for (const subject of ['person', 'organisation'] as const)
    for (const { table, column, type } of columns) {
      const name = `${table}.${column}`
      if (name === `registry.${subject}.id`) continue
      const isCalled = new RegExp(`(^|_)${subject}_ids?$`).test(column)
      const value = sql.ref(`t.${column}`)
      const holds =
        type === 'uuid'
          ? sql`exists (select 1 from ${sql.table(`registry.${subject}`)} as r where r.id = ${value})`
          : sql`exists (select 1 from ${sql.table(`registry.${subject}`)} as r
              where position(r.id::text in ${value}::text) > 0)`
      const found = await sql`select 1 from ${sql.table(table)} as t where ${holds} limit 1`.execute(
        town.database.kysely,
      )
      if (found.rows.length === 0 && !isCalled) continue
      seen += 1
      if (!declared.has(`${subject} ${name}`) && !(name in stays)) missing.push(`${subject} in ${name}`)
    }
  assert.ok(seen > 12, `only ${seen} such columns were seen`)
  assert.deepEqual(
    missing,
    [],
    'the room’s naming-actions.ts should say these, or the table above why they stay',
  )
})

test('two entries of a person become one in all rooms, lead there by either id, and become two again', async () => {
  // What the sample has open is closed: nobody on an open roster is made one with another.
  for (const table of ['study.ballot_box', 'examine.ballot_box'])
    await sql`delete from ${sql.table(table)}`.execute(town.database.kysely)
  const { rows } = await sql<{ id: string; code: string }>`
    select p.id, p.code from registry.person as p join convene.nomination as n on n.person_id = p.id
    join carry_out.commitment as c on c.person_id = p.id join registry.place on place.id = p.place_id
    where place.code = 'linying' order by p.code limit 1`.execute(town.database.kysely)
  const [{ id: twin }] = rows
  const kept = await enter('linying', '新录入', 'Xin Luru')
  const before = await content()
  const preview = await district.ask(calls.previewPeople, two(twin, kept))
  assert.deepEqual(preview.conflicts, [])
  assert.ok(preview.moves.length >= 3, JSON.stringify(preview.moves))
  assert.deepEqual(await content(), before, 'looking changes nothing')

  assert.equal((await merge(twin, kept)).status, 200)
  const page = await district.ask(people.personPage, { params: { personId: twin } })
  assert.equal(page.person.id, kept)
  assert.ok(page.appointments.length > 0)
  const left = await dump(town.database)
  const naming = left.filter(
    ({ table, text }) =>
      text.includes(twin) && !['platform.journal', 'platform.received', 'registry.twin'].includes(table),
  )
  assert.deepEqual(
    naming.map(({ table }) => table),
    ['registry.person'],
    'only its own row names the twin',
  )
  const { people: listed } = await district.ask(people.listPeople, { query: { text: rows[0].code } })
  assert.deepEqual(listed, [])
  const edited = { names: { zh: '新录入者', en: 'Xin Luruzhe' }, phone: null }
  await district.ask(people.changePerson, { params: { personId: twin }, body: edited })
  const again = await district.ask(people.personPage, { params: { personId: kept } })
  assert.equal(again.person.names.zh, '新录入者', 'what is done to the twin is done to the entry kept')
  await district.ask(people.changePerson, {
    params: { personId: kept },
    body: { names: { zh: '新录入', en: 'Xin Luru' }, phone: null },
  })

  const log = await lastTwin()
  assert.deepEqual([log.twin.id, log.kept.id, log.reason, log.mayUndo], [twin, kept, 'entered twice', true])
  assert.deepEqual(
    log.moved.toSorted((a, b) => a.what.localeCompare(b.what)),
    preview.moves.toSorted((a, b) => a.what.localeCompare(b.what)),
  )
  assert.equal((await undo(log.id)).status, 200)
  assert.deepEqual(await content(), before)
  assert.equal((await undo(log.id)).problem.stage, 'undone')
})

test('what one person cannot have twice is refused with the reason', async () => {
  const { rows } = await sql<{ a: string; b: string }>`
    select n.person_id as a, m.person_id as b from convene.nomination as n join convene.nomination as m
      on m.class_id = n.class_id and m.person_id > n.person_id and n.state = 'accepted' and m.state = 'accepted'
    join registry.person as p on p.id = n.person_id join registry.person as q on q.id = m.person_id
    join registry.place on place.id = p.place_id where place.code = 'linying' and q.place_id = p.place_id
    order by 1, 2 limit 1`.execute(town.database.kysely)
  const before = await content()
  const answer = await merge(rows[0].a, rows[0].b)
  assert.equal(answer.status, 422)
  assert.ok(answer.problem.errors?.some(({ code }) => code === 'same-class'))
  const preview = await district.ask(calls.previewPeople, two(rows[0].a, rows[0].b))
  assert.ok(preview.conflicts.some((text) => text.includes('same class')))
  const { rows: cast } = await sql<{ person: string }>`
    select person_id as person from access.account as a join registry.person as p on p.id = a.person_id
    join registry.place on place.id = p.place_id where place.code = 'linying' order by a.login limit 2`.execute(
    town.database.kysely,
  )
  const accounts = await merge(cast[0].person, cast[1].person)
  assert.ok(accounts.problem.errors?.some(({ code }) => code === 'two-accounts'))
  assert.equal((await merge(rows[0].a, rows[0].a)).problem.errors?.[0].code, 'itself')
  assert.deepEqual(await content(), before)
})

test('nobody makes one of what is not in the own places, or learns of it', async () => {
  const mine = await enter('linying', '甲', 'Jia')
  const other = await enter('jia', '甲', 'Jia')
  for (const pair of [two(mine, other), two(other, mine)]) {
    assert.equal((await county.send(calls.previewPeople, pair)).status, 404)
    assert.equal((await county.send(calls.mergePeople, { ...pair, body: { reason: 'x' } })).status, 404)
    assert.equal((await county.send(calls.keepPeopleApart, { ...pair, body: { apart: true } })).status, 404)
  }
  assert.equal((await merge(other, mine)).status, 200)
  const log = await lastTwin()
  const seen = (await county.ask(calls.listTwins, { query: {} })).twins.find(({ id }) => id === log.id)
  assert.equal(seen?.mayUndo, false, 'the twin is of another county')
  assert.equal((await county.send(calls.undoTwin, { params: { twinId: log.id }, body: {} })).status, 403)
  const trainee = await town.as('linying-trainee')
  assert.equal((await trainee.send(calls.undoTwin, { params: { twinId: log.id }, body: {} })).status, 404)
})

test('a nomination sent with the id of a twin, as an old phone knows it, is one of the entry kept', async () => {
  const { rows } = await sql<{ person: string; place: string; post: string; class: string }>`
    select n.person_id as person, n.place_id as place, n.post_id as post, n.class_id as class
    from convene.nomination as n join registry.place on place.id = n.place_id
    where place.code = 'linying' and n.state = 'accepted' order by n.id limit 1`.execute(town.database.kysely)
  const [at] = rows
  const twin = await enter('linying', '旧名', 'Jiu Ming')
  assert.equal((await merge(twin, at.person)).status, 200)
  const answer = await county.send(convene.nominate, {
    params: { classId: at.class },
    body: { id: twin.replace(/^./, 'f'), placeId: at.place, postId: at.post, personId: twin },
  })
  assert.equal(answer.problem.errors?.[0].code ?? answer.problem.stage, 'twice')
})

test('three who are made one in a ring at the same moment wait for each other, and one is left', async () => {
  const orders = [
    [0, 1, 2],
    [2, 1, 0],
    [1, 0, 2],
  ]
  for (const order of orders) {
    const ring: string[] = []
    for (const n of order) ring[n] = await enter('linying', '环', `Ring ${n}`)
    const asked = await town.database.kysely.transaction().execute(async (tx) => {
      await sql`select 1 from registry.person where id = any(${ring}::uuid[]) for update`.execute(tx)
      const replies = ring.map((id, n) => merge(id, ring[(n + 1) % 3]))
      await waiting(town, 3)
      return replies
    })
    const statuses = (await Promise.all(asked)).map(({ status }) => status)
    // The last finds that the two it names have become one.
    assert.deepEqual(statuses.sort(), [200, 200, 422])
    const { rows } = await sql<{ id: string; keptAs: string | null }>`
      select id, kept_as as "keptAs" from registry.person where id = any(${ring}::uuid[])`.execute(
      town.database.kysely,
    )
    const kept = rows.filter(({ keptAs }) => keptAs === null)
    assert.equal(kept.length, 1)
    assert.ok(rows.every(({ id, keptAs }) => id === kept[0].id || keptAs === kept[0].id))
  }
})

test('a merge is taken back in the order of merges, or refused once what it moved is somebody else’s', async () => {
  const [a, b, c] = [
    await enter('linying', '一', 'Yi'),
    await enter('linying', '一', 'Yi'),
    await enter('linying', '一', 'Yi'),
  ]
  const before = await content()
  await merge(a, b)
  const first = await lastTwin()
  await merge(b, c)
  const second = await lastTwin()
  assert.equal((await district.ask(people.personPage, { params: { personId: a } })).person.id, c)
  assert.equal((await undo(first.id)).problem.stage, 'merged again')
  assert.equal((await undo(second.id)).status, 200)
  assert.equal((await undo(first.id)).status, 200)
  assert.deepEqual(await content(), before)
})

test('a unit entered twice: posts, parts and lineage go over, two that history links stay two', async () => {
  const placeId = await idOf('registry.place', 'linying')
  const { rows } = await sql<{ id: string; form: string; names: { zh: string; en: string } }>`
    select o.id, o.form, o.names from registry.organisation as o where o.place_id = ${placeId}
      and exists (select 1 from registry.appointment where organisation_id = o.id) and o.status = 'active'
    order by o.code limit 1`.execute(town.database.kysely)
  const [kept] = rows
  const body = {
    placeId,
    names: { zh: kept.names.zh.replace('县', ''), en: 'The same again' },
    form: kept.form,
    tradeId: null,
    parentOrganisationId: null,
    foundedSaid: null,
    status: 'active' as const,
  }
  const near = await county.ask(calls.nearOrganisations, { query: { placeId, zh: body.names.zh } })
  assert.deepEqual(near.near[0].entry.id, kept.id)
  const twin = (await county.ask(organisations.addOrganisation, { body })).id
  const { pairs } = await county.ask(calls.likelyOrganisations, { query: {} })
  assert.ok(
    pairs.some(({ first, second }) => [first.id, second.id].sort().join() === [twin, kept.id].sort().join()),
  )
  const { posts } = await district.ask(lists.listPosts, {})
  const post = posts.find((one) => one.forms.includes(kept.form) && !one.singleSeat && !one.retiredOn)
  const person = await enter('linying', '二', 'Er')
  if (post) {
    const appointment = {
      personId: person,
      postId: post.id,
      organisationId: twin,
      fromOn: '1954-01-01',
      toOn: null,
    }
    await district.ask(people.appoint, { body: appointment })
  }
  const before = await content()
  const pair = { params: { organisationId: twin, keptOrganisationId: kept.id } }
  await county.ask(calls.mergeOrganisations, { ...pair, body: { reason: 'the same unit' } })
  const page = await county.ask(organisations.organisationPage, { params: { organisationId: twin } })
  assert.equal(page.organisation.id, kept.id)
  assert.equal(page.organisation.status, 'active', 'no merger of two units')
  assert.deepEqual(page.lineage, [])
  const held = await county.ask(organisations.organisationHolders, {
    params: { organisationId: twin },
    query: {},
  })
  if (post) assert.ok(held.holders.some((one) => one.person.id === person))
  const log = await lastTwin()
  await county.ask(calls.undoTwin, { params: { twinId: log.id }, body: {} })
  assert.deepEqual(await content(), before)

  await district.ask(organisations.mergeOrganisation, {
    params: { organisationId: twin },
    body: { intoOrganisationId: kept.id, onSaid: '1954', note: { zh: '', en: '' } },
  })
  const refused = await county.send(calls.mergeOrganisations, { ...pair, body: { reason: 'x' } })
  assert.ok(refused.problem.errors?.some(({ code }) => code === 'lineage'))
})

test('the account goes over with the person and comes back', async () => {
  const { person } = await county
    .ask(access.me, {})
    .then(({ account }) => ({ person: account?.personId ?? '' }))
  const kept = await enter('linying', '三', 'San')
  await merge(person, kept)
  assert.equal((await county.ask(access.me, {})).account?.personId, kept)
  await undo((await lastTwin()).id)
  assert.equal((await county.ask(access.me, {})).account?.personId, person)
})

test('any merges, taken back in any possible order, leave every row as it was', {
  timeout: 120_000,
}, async () => {
  const administrator = await town.as('administrator')
  const all = async (table: string) =>
    (
      await sql<{ id: string }>`select id from ${sql.table(table)} order by id`.execute(town.database.kysely)
    ).rows.map(({ id }) => id)
  const ids = { person: await all('registry.person'), organisation: await all('registry.organisation') }
  const step = fc.record({
    subject: fc.constantFrom('person' as const, 'organisation' as const),
    a: fc.nat(),
    b: fc.nat(),
  })
  const before = await content()
  let merged = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 4, maxLength: 12 }),
      fc.array(fc.nat(), { maxLength: 40 }),
      async (steps, order) => {
        const open: string[] = []
        for (const { subject, a, b } of steps) {
          const [twinId, keptId] = [
            ids[subject][a % ids[subject].length],
            ids[subject][b % ids[subject].length],
          ]
          const body = { reason: 'any' }
          const answer =
            subject === 'person'
              ? await administrator.send(calls.mergePeople, { ...two(twinId, keptId), body })
              : await administrator.send(calls.mergeOrganisations, {
                  params: { organisationId: twinId, keptOrganisationId: keptId },
                  body,
                })
          assert.ok([200, 422].includes(answer.status), JSON.stringify(answer.problem))
          if (answer.status === 200)
            open.push((await administrator.ask(calls.listTwins, { query: {} })).twins[0].id)
        }
        merged += open.length
        // In any order at first, which the later merges may stand against; what is left from the latest on.
        const tries = [...order.map((n) => open[n % Math.max(open.length, 1)]), ...open.toReversed()]
        for (const twinId of tries) {
          if (!twinId) continue
          const answer = await administrator.send(calls.undoTwin, { params: { twinId }, body: {} })
          assert.ok(
            answer.status === 200 || ['undone', 'merged again'].includes(answer.problem.stage ?? ''),
            JSON.stringify(answer.problem),
          )
        }
        assert.deepEqual(await content(), before)
      },
    ),
    { numRuns: 15 },
  )
  assert.ok(merged > 20, `only ${merged} merges went through`)
})
