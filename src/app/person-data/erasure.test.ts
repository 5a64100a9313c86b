// Somebody is erased so that the whole database does not know the person any more, while what others rely on stays
// exact.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { dump } from '../../../test/database-dump.ts'
import {
  type Found,
  leave,
  leaveTraces,
  names,
  openCast,
  openPreview,
  personOf,
  rowsOf,
  sentence,
  traces,
} from '../../../test/person-traces.ts'
import type { Person, Town } from '../../../test/town.ts'
import { ownData } from '../../access/ways/contract.ts'
import { newId } from '../../base/ids.ts'
import type { Names } from '../../base/words.ts'
import * as nominations from '../../convene/nominations/contract.ts'
import * as sessions from '../../convene/sessions/contract.ts'
import * as imports from '../../exchange/import/contract.ts'
import * as formation from '../../formation/contract.ts'
import * as people from '../../registry/people/contract.ts'
import * as twins from '../../registry/twins/contract.ts'
import { closeCheck } from '../../study/checks/contract.ts'
import { examine } from '../doctor/doctor.ts'

let town: Town
let officer: Person
let county: Person
let trainee: Person
let person: Found
let importId: string
before(async () => {
  const cast = await openCast()
  ;({ town, officer, county, trainee } = cast)
  person = await leaveTraces(cast)
  importId = await openPreview(cast)
})
after(() => town.close())

const content = async () =>
  (await dump(town.database))
    .filter(({ table }) => table !== 'access.session')
    .map(({ table, text }) => `${table} ${text}`)
    .sort()

test('erasing is refused with another name, while a post is held and while a member, and then nothing is gone', async () => {
  const params = { personId: person.id }
  const body = { name: names.en }
  const before = await content()
  const other = await officer.send(people.erasePerson, { params, body: { name: 'somebody' } })
  assert.deepEqual(
    other.problem.errors?.map(({ pointer, code }) => [pointer, code]),
    [['/name', 'other']],
  )
  const held = await officer.send(people.erasePerson, { params, body })
  assert.deepEqual([held.status, held.problem.stage], [409, 'holds a post'])
  assert.deepEqual(await content(), before)
  const { appointments } = await officer.ask(people.personPage, { params })
  for (const one of appointments.filter(({ state }) => state === 'now'))
    await officer.ask(people.endAppointment, {
      params: { appointmentId: one.id },
      body: { onDay: '1954-07-10', successorPersonId: null },
    })
  const later = await content()
  // By then the account had been emptied in the transaction; it is as it was.
  const member = await officer.send(people.erasePerson, { params, body })
  assert.deepEqual([member.status, member.problem.stage], [409, 'is a member'])
  assert.deepEqual(await content(), later)
  await sql`insert into access.role_grant (id, account_id, role, place_id, made_at)
    select ${newId()}, ${person.accountId}, 'reader', id, now() from registry.place where code = 'henan'`.execute(
    town.database.kysely,
  )
  const elsewhere = await officer.send(people.erasePerson, { params, body })
  assert.equal(elsewhere.status, 403)
  assert.match(elsewhere.problem.detail ?? '', /roles that you cannot end/)
  await sql`delete from access.role_grant where account_id = ${person.accountId} and role = 'reader'`.execute(
    town.database.kysely,
  )
  await sql`update access.session set proved_at = now() - interval '1 day'
    where account_id = ${await town.accountOf('xuchang-officer')}`.execute(town.database.kysely)
  assert.equal((await officer.send(people.erasePerson, { params, body })).problem.stage, 'prove again')
  await sql`update access.session set proved_at = now()`.execute(town.database.kysely)
})

test('after erasing, the whole database knows neither name nor telephone nor account, and every count is the same', async () => {
  const params = { personId: person.id }
  for (const one of (await county.ask(formation.personMemberships, { params })).memberships)
    if (one.state === 'now') await leave(county, one.id)
  const unitId = (await county.ask(formation.personMemberships, { params })).memberships[0].organisation.id
  const counts = async () => ({
    rows: await rowsOf(
      town,
      sql`select
      (select count(*) from convene.nomination where state = 'accepted') as accepted,
      (select count(*) from convene.attendance where state = 'present') as present,
      (select count(*) from convene.attendance_mark) as marks,
      (select count(*) from convene.session) as sessions,
      (select count(*) from carry_out.commitment) as commitments,
      (select count(*) from carry_out.commitment where support_asked->>'zh' <> '') as asked,
      (select count(*) from carry_out.commitment where support_promised is not null) as promised,
      (select count(*) from cases.question) as questions,
      (select count(*) from registry.person) as people,
      (select count(*) from registry.appointment) as appointments,
      (select count(*) from formation.membership) as memberships,
      (select sum(value) from carry_out.report) as reported`,
    ),
    results: await rowsOf(town, sql`select * from study.result order by check_id`),
    figures: (await officer.ask(formation.membersPage, { params: { organisationId: unitId }, query: {} }))
      .figures,
  })
  const before = await counts()
  const seen = (await dump(town.database)).filter(({ text }) => traces.some((trace) => text.includes(trace)))
  const tables = new Set(seen.map(({ table }) => table))
  for (const table of [
    'registry.person',
    'registry.twin',
    'access.account',
    'access.identity',
    'access.failed_sign_in',
    'convene.session',
    'convene.nomination',
    'study.named_answer',
    'cases.question',
    'carry_out.commitment',
    'formation.membership',
    'formation.membership_change',
    'exchange.import_row',
  ])
    assert.ok(tables.has(table), `nothing of the person stood in ${table}`)

  await officer.ask(people.erasePerson, { params, body: { name: ` ${names.zh} ` } })
  assert.deepEqual(await counts(), before)
  const left = async () =>
    (await dump(town.database))
      .filter(({ text }) => traces.some((trace) => text.includes(trace)))
      .map(({ table, text }) => `${table} ${text.slice(0, 200)}`)
  // An open check counts the answers until it closes.
  assert.deepEqual(new Set((await left()).map((line) => line.split(' ')[0])), new Set(['study.named_answer']))
  const open = await rowsOf(town, sql<{ id: string }>`select id from study.check where state = 'open'`)
  await sql`update study."check" set closes_at = now()`.execute(town.database.kysely)
  for (const { id } of open) await (await town.as('trainer')).ask(closeCheck, { params: { checkId: id } })
  assert.ok(open.length > 0)
  assert.deepEqual(await left(), [])

  const { counts: rows, readings, choices } = await county.ask(imports.importPage, { params: { importId } })
  assert.equal(
    Object.values(rows).reduce((sum, n) => sum + n, 0),
    1,
    'the row of somebody else stays',
  )
  assert.deepEqual([readings, choices], [1, { same: 0, new: 0, meant: 0, 'leave-out': 0 }])
  const complaints = (
    await examine({ database: town.database, dataFolder: town.dataFolder, databaseFolder: town.dataFolder })
  ).filter(({ state }) => state !== 'ok')
  assert.deepEqual(
    complaints.map(({ check }) => check),
    ['backup'],
  )
  const told = await rowsOf(
    town,
    sql<{ verb: string; detail: unknown }>`
    select verb, detail from platform.journal where subject_id = ${person.id} order by id desc limit 1`,
  )
  assert.deepEqual(told, [{ verb: 'person.erased', detail: {} }])
})

test('an erased person is found nowhere, may not be named anew, and history shows somebody without a name', async () => {
  const params = { personId: person.id }
  for (const call of [people.personPage, people.personData, formation.personMemberships])
    assert.equal((await officer.send(call, { params })).status, 404, call.path)
  assert.equal(
    (await officer.send(people.erasePerson, { params, body: { name: 'erased person' } })).status,
    404,
  )
  assert.equal((await trainee.send(ownData, {})).status, 401)
  assert.equal((await officer.ask(people.listPeople, { query: { text: 'erased' } })).people.length, 0)
  const [held] = await rowsOf(
    town,
    sql<{
      postId: string
      organisationId: string
      classId: string
      twinId: string
    }>`
    select a.post_id as "postId", a.organisation_id as "organisationId",
      (select class_id from convene.nomination where person_id = ${person.id} limit 1) as "classId",
      (select id from registry.twin where kept_id = ${person.id} limit 1) as "twinId"
    from registry.appointment as a where a.person_id = ${person.id} limit 1`,
  )
  const body = {
    personId: person.id,
    postId: held.postId,
    organisationId: held.organisationId,
    fromOn: '1954-07-20',
    toOn: null,
  }
  const again = await officer.send(people.appoint, { body })
  assert.deepEqual(
    again.problem.errors?.map(({ pointer }) => pointer),
    ['/personId'],
  )
  const undone = await officer.send(twins.undoTwin, { params: { twinId: held.twinId }, body: {} })
  assert.equal(undone.problem.stage, 'erased')
  assert.ok(
    !(await officer.ask(twins.listTwins, { query: {} })).twins.find(({ id }) => id === held.twinId)?.mayUndo,
  )

  const { sessions: timetable } = await officer.ask(sessions.timetable, { params: { classId: held.classId } })
  const erased = { zh: '已删除人员', en: 'erased person' }
  const presenters = timetable.flatMap((one) => one.presenters).filter((one) => one.names.en === erased.en)
  assert.deepEqual(
    presenters,
    [1, 2].map(() => ({ names: erased, personId: null, organisationId: null })),
  )
  const roster = await officer.ask(nominations.roster, { params: { classId: held.classId } })
  assert.ok(JSON.stringify(roster).includes(erased.zh))

  // Two erased people are alike in name and are no likely pair.
  const two = [newId(), newId()]
  for (const [at, zh] of [['甲一'], ['乙二']].entries()) {
    const { id } = await officer.ask(people.addPerson, {
      body: { placeId: person.placeId, names: { zh: zh[0], en: `N ${at}` }, phone: null },
    })
    await officer.ask(people.erasePerson, { params: { personId: id }, body: { name: zh[0] } })
    two[at] = id
  }
  const { pairs } = await officer.ask(twins.likelyPeople, { query: {} })
  assert.deepEqual(
    pairs.filter(({ first, second }) => [first.id, second.id].some((id) => two.includes(id))),
    [],
  )
})

test('two who erase the same person at once erase once', async () => {
  const { id } = await officer.ask(people.addPerson, {
    body: { placeId: person.placeId, names: { zh: '丁三', en: 'Ding San' }, phone: null },
  })
  const erase = () => officer.send(people.erasePerson, { params: { personId: id }, body: { name: '丁三' } })
  const answers = await Promise.all([erase(), erase(), erase()])
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 404, 404])
  const told = await rowsOf(
    town,
    sql`
    select 1 from platform.journal where verb = 'person.erased' and subject_id = ${id}`,
  )
  assert.equal(told.length, 1)
})

test('who promised support and who answered a question is found by the account, not by the name', async () => {
  const { id, accountId, names } = await personOf(town, 'linying-officer')
  const [open] = await rowsOf(
    town,
    sql<{ id: string; caseId: string }>`
    select q.id, q.case_id as "caseId" from cases.question as q limit 1`,
  )
  await sql`update cases.question set answer = ${JSON.stringify(sentence)}::jsonb, answered_on = '1954-07-01',
    answered_by = ${JSON.stringify(names)}::jsonb, answerer_account_id = ${accountId} where id = ${open.id}`.execute(
    town.database.kysely,
  )
  const [other] = await rowsOf(
    town,
    sql<{ id: string }>`select id from carry_out.commitment where support_by is null limit 1`,
  )
  await sql`update carry_out.commitment set support_promised = '{"zh": "好", "en": "Yes"}', support_on = '1954-07-01',
    support_by = ${JSON.stringify(names)}::jsonb where id = ${other.id}`.execute(town.database.kysely)
  const params = { personId: id }
  const { appointments } = await officer.ask(people.personPage, { params })
  for (const one of appointments.filter(({ state }) => state === 'now'))
    await officer.ask(people.endAppointment, {
      params: { appointmentId: one.id },
      body: { onDay: '1954-07-10', successorPersonId: null },
    })
  await officer.ask(people.erasePerson, { params, body: { name: names.en } })
  const [answered] = await rowsOf(
    town,
    sql<{ by: Names; answer: Names }>`
    select answered_by as by, answer from cases.question where id = ${open.id}`,
  )
  assert.deepEqual(
    answered,
    { by: { zh: '已删除人员', en: 'erased person' }, answer: sentence },
    'the answer is the case’s own',
  )
  const [namesake] = await rowsOf(
    town,
    sql<{ by: Names }>`select support_by as by from carry_out.commitment where id = ${other.id}`,
  )
  assert.deepEqual(namesake.by, names, 'a row that is not tied to the account may be a namesake’s')
  await sql`update carry_out.commitment set support_by = '{"zh": "x", "en": "x"}' where id = ${other.id}`.execute(
    town.database.kysely,
  )
})
