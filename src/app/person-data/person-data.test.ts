// Everything held about a person: given out whole and without secrets, and erased so that the whole database does not
// know the person any more while what others rely on stays exact.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { strFromU8, unzipSync } from 'fflate'
import { sql } from 'kysely'
import { dump } from '../../../test/database-dump.ts'
import { openTown, type Person, type Town } from '../../../test/town.ts'
import { makeToken } from '../../access/tokens/contract.ts'
import { changeEmail, ownData } from '../../access/ways/contract.ts'
import { newId } from '../../base/ids.ts'
import type { Names } from '../../base/words.ts'
import * as commitments from '../../carry-out/commitments/contract.ts'
import * as cases from '../../cases/contract.ts'
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
before(async () => {
  town = await openTown()
  officer = await town.as('xuchang-officer')
  county = await town.as('linying-officer')
  trainee = await town.as('linying-trainee')
})
after(() => town.close())

const rowsOf = async <Row>(statement: ReturnType<typeof sql<Row>>): Promise<Row[]> =>
  (await statement.execute(town.database.kysely)).rows

type Found = { id: string; names: Names; accountId: string; placeId: string }

/** Somebody of the cast with an entry in the register. */
const personOf = async (login: string): Promise<Found> =>
  (
    await rowsOf(sql<Found>`
      select p.id, p.names, a.id as "accountId", p.place_id as "placeId" from access.account as a
      join registry.person as p on p.id = a.person_id where a.login = ${login}`)
  )[0]

const read = (bytes: unknown) => {
  const files = unzipSync(new Uint8Array(bytes as Buffer))
  assert.deepEqual(Object.keys(files).sort(), ['data.html', 'data.json'])
  return { data: JSON.parse(strFromU8(files['data.json'])), html: strFromU8(files['data.html']) }
}
const dataOf = async (who: Person, personId: string, language = 'en') =>
  read((await who.send(people.personData, { params: { personId } }, { 'accept-language': language })).body)

const content = async () =>
  (await dump(town.database))
    .filter(({ table }) => table !== 'access.session')
    .map(({ table, text }) => `${table} ${text}`)
    .sort()

const names = { zh: '濮阳罕生', en: 'Puyang Hansheng' }
const phone = '0374-1954071'
const email = 'hansheng@example.org'
const sentence = { zh: '我是罕生，绝无仅有的一句。', en: 'Hansheng here, in words of nobody else.' }
/** What only this person leaves behind; the last is the end of the English words, as they stand in JSON. */
const traces = [
  names.zh,
  names.en,
  phone,
  '1954071',
  email,
  '罕生',
  'Hansheng',
  'linying-trainee',
  'linying-group-head-1',
  'of nobody else',
]

/** Gives the trainee of the sample a trail in every room, and an entry made twice. */
async function leaveTraces(): Promise<Found> {
  const person = await personOf('linying-trainee')
  const params = { personId: person.id }
  await officer.ask(people.changePerson, { params, body: { names, phone } })
  await officer.ask(changeEmail, { params: { accountId: person.accountId }, body: { email } })
  const { id: twinId } = await officer.ask(people.addPerson, {
    body: { placeId: person.placeId, names, phone },
  })
  const [at] = await rowsOf(sql<{
    classId: string
    stageId: string
    onDay: string
    caseId: string
    unitId: string
  }>`
    select c.id as "classId", (select id from convene.stage where class_id = c.id order by position limit 1) as "stageId",
      c.first_day::text as "onDay", (select id from cases.practice_case where state = 'published' order by id limit 1) as "caseId",
      (select id from registry.organisation where code = 'linying-iron-coop') as "unitId"
    from convene.class as c order by c.id limit 1`)
  const presenter = (personId: string) => ({ names, personId, organisationId: null })
  const session = {
    stageId: at.stageId,
    title: { zh: '示范', en: 'Demonstration' },
    onDay: at.onDay,
    startsAt: 1200,
    endsAt: 1230,
    room: { zh: '礼堂', en: 'Hall' },
    presenters: [presenter(person.id), presenter(twinId)],
  }
  await officer.ask(sessions.addSession, { params: { classId: at.classId }, body: session })
  // Nobody on an open roster is made one with another: of what the sample has open, this person is not asked.
  for (const table of ['study.ballot_box', 'examine.ballot_box'])
    await sql`update ${sql.table(table)} set roster = roster - ${person.id}::text`.execute(
      town.database.kysely,
    )
  const pair = { personId: twinId, keptPersonId: person.id }
  await officer.ask(twins.mergePeople, { params: pair, body: { reason: `${names.zh} 录了两次` } })

  const question = newId()
  const params2 = { caseId: at.caseId }
  await trainee.ask(cases.askQuestion, {
    params: params2,
    body: { id: question, stepId: null, text: sentence, isNamed: true },
  })
  await trainee.ask(cases.askQuestion, {
    params: params2,
    body: {
      id: newId(),
      stepId: null,
      text: { zh: '不记名的一问。', en: 'Asked without a name.' },
      isNamed: false,
    },
  })
  const [own] = await rowsOf(sql<{ id: string }>`
    select id from carry_out.commitment where person_id = ${person.id} and state = 'open' limit 1`)
  if (own)
    await officer.ask(commitments.promiseSupport, {
      params: { commitmentId: own.id },
      body: { promised: sentence },
    })
  await sql`update carry_out.commitment set then_text = ${JSON.stringify(sentence)}::jsonb
    where person_id = ${person.id}`.execute(town.database.kysely)
  await sql`update convene.nomination set reason = ${sentence.zh} where person_id = ${person.id}`.execute(
    town.database.kysely,
  )
  await sql`insert into study.named_answer (check_id, person_id, answers)
    select id, ${person.id}, '{"of nobody else": 1}' from study.check where state <> 'draft'`.execute(
    town.database.kysely,
  )
  await sql`insert into access.failed_sign_in (key) values ('login linying-trainee')`.execute(
    town.database.kysely,
  )
  await sql`insert into access.identity (id, account_id, issuer, subject, made_at)
    values (${newId()}, ${person.accountId}, 'https://id.example.org', ${email}, now())`.execute(
    town.database.kysely,
  )
  await sql`insert into access.challenge (token_hash, kind, content, made_at) values ('\\x01', 'new_passkey',
    jsonb_build_object('accountId', ${person.accountId}::text, 'challenge', 'x'), now())`.execute(
    town.database.kysely,
  )

  for (const one of (await county.ask(formation.personMemberships, { params })).memberships)
    if (one.state === 'now') await leave(one.id)
  const { id: membershipId } = await county.ask(formation.addMember, {
    params: { organisationId: at.unitId },
    body: {
      id: newId(),
      personId: person.id,
      newPerson: null,
      party: 'person',
      joinedOn: '1954-06-01',
      consentOn: '1954-05-28',
      consentHow: 'signed',
      note: sentence.zh,
    },
  })
  await county.ask(formation.correctMembership, {
    params: { membershipId },
    body: {
      id: newId(),
      party: 'household',
      joinedOn: '1954-06-01',
      leftOn: null,
      leftReason: null,
      consentOn: '1954-05-28',
      consentHow: 'signed',
      note: sentence.zh,
      reason: sentence.zh,
    },
  })
  return person
}

const leave = (membershipId: string) =>
  county.ask(formation.endMembership, {
    params: { membershipId },
    body: { id: newId(), leftOn: '1954-06-30', leftReason: 'other', note: sentence.zh },
  })

/** A preview that a colleague has open: the person by code, by telephone, by name at the place, and somebody else. */
async function openPreview(): Promise<string> {
  const importId = newId()
  const lines = [
    '编码,姓名,地区,电话',
    `linying-group-head-1,${names.zh},临颍县,${phone}`,
    `,${names.zh},临颍县,${phone}`,
    `,${names.zh},临颍县,`,
    ',不相干的人,临颍县,',
  ]
  await county.ask(imports.uploadImport, {
    query: { importId, kind: 'people', name: '名册.csv' },
    body: Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`),
  })
  return importId
}

let person: Found
let importId: string

test('an officer and the person get all that is held, to read and for machines, without any secret', async () => {
  person = await leaveTraces()
  importId = await openPreview()
  const own = await trainee.send(ownData, {})
  assert.equal(own.status, 200)
  assert.match(String(own.body), /^PK/)
  for (const { data, html } of [read(own.body), await dataOf(officer, person.id)]) {
    assert.deepEqual(data.person[0].names, names)
    assert.equal(data.person[0].phone, phone)
    const parts = [
      'accounts',
      'roles',
      'sessions',
      'identities',
      'appointments',
      'earlier-twins',
      'nominations',
      'attendance',
      'marks-of-attendance',
      'sessions-on-a-timetable',
      'named-checks-handed-in',
      'questions-asked-about-cases',
      'commitments',
      'memberships',
      'twins',
      'corrected-memberships',
      'rows-in-files',
      'journal',
    ]
    for (const part of parts) assert.ok(data[part]?.length > 0, `${part} is missing`)
    for (const trace of [names.en, phone, email, sentence.en, 'accepted', 'as a household'])
      assert.ok(html.includes(trace), trace)
    const [{ n }] = await rowsOf(sql<{ n: number }>`
      select count(*)::int as n from convene.attendance where person_id = ${person.id}`)
    assert.equal(data.attendance.length, n)
    assert.equal(data['rows-in-files'].length, 3, 'by code, by telephone, by name at the place')
    assert.equal(data['corrected-memberships'][0].reason, sentence.zh)
    // A question asked without a name stays nobody's, and nothing says who else answered or promised.
    assert.ok(!JSON.stringify(data).includes('Asked without a name'))
    const { names: officerName } = await personOf('xuchang-officer')
    assert.ok(!JSON.stringify(data).includes(officerName.zh) && !html.includes(officerName.en))
  }
  const [secrets] = await rowsOf(sql<{ all: string[] }>`
    select array_agg(one) as all from (
      select encode(token_hash, 'hex') as one from access.session where account_id = ${person.accountId}
      union select password_hash from access.account where id = ${person.accountId} and password_hash is not null) as s`)
  assert.ok(secrets.all.length > 0)
  const text = JSON.stringify((await dataOf(officer, person.id)).data)
  for (const secret of secrets.all) assert.ok(!text.includes(secret))
  assert.doesNotMatch(text, /_hash|private_key|public_key|secret/)
})

test('a row of an open file is of a person by the telephone that it says now, however that is written', async () => {
  const id = newId()
  const rowsHeld = async () => read((await trainee.send(ownData, {})).body).data['rows-in-files'].length
  const before = await rowsHeld()
  const spaced = `(${phone.replace('-', ') ')}`
  const lines = ['姓名,地区,电话', `${names.zh},郾城县,${spaced}`, `${names.zh},郾城县,13911112222`]
  await officer.ask(imports.uploadImport, {
    query: { importId: id, kind: 'people', name: '名册.csv' },
    body: Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`),
  })
  assert.equal(await rowsHeld(), before + 1, 'another’s telephone under the same name is not theirs')
  const correct = (value: string) =>
    officer.ask(imports.correctCell, {
      params: { importId: id },
      body: { position: 1, key: 'phone', value, everywhere: false },
    })
  await correct(phone)
  assert.equal(await rowsHeld(), before + 2)
  await correct('13911112222')
  assert.equal(await rowsHeld(), before + 1)
  await officer.ask(imports.removeImport, { params: { importId: id } })
})

test('what an officer wrote is in it, and nobody else by name', async () => {
  for (const login of ['linying-officer', 'xuchang-officer', 'trainer', 'tin-presenter']) {
    const own = await personOf(login)
    const { data, html } = read((await (await town.as(login)).send(ownData, {})).body)
    const written = await rowsOf(sql<{ part: string; n: number }>`
      select 'reports-made' as part, count(*)::int as n from carry_out.report where made_by = ${own.accountId}
      union all select 'visits-noted', count(*)::int from carry_out.visit where made_by = ${own.accountId}
      union all select 'comments-on-plan-lines', count(*)::int from plan.line_comment where author_id = ${own.accountId}
      union all select 'practice-cases', count(*)::int from cases.practice_case where presenter_id = ${own.id}`)
    for (const { part, n } of written) assert.equal(data[part]?.length ?? 0, n, `${login}: ${part}`)
    const others = await rowsOf(sql<{ names: Names; phone: string | null }>`
      select names, phone from registry.person where id <> ${own.id} and names->>'zh' <> ${own.names.zh}`)
    const told = `${JSON.stringify(data)} ${html}`
    const named = others.filter(
      ({ names, phone }) => told.includes(names.en) || (phone && told.includes(phone)),
    )
    assert.deepEqual(named, [], login)
  }
})

test('the page to read is in the reader’s language, without words for machines', async () => {
  const { html } = await dataOf(officer, person.id, 'zh')
  for (const text of [
    `有关“${names.zh}”的全部资料`,
    '人员名册登记',
    '不记名的作答不在其中',
    '成员资格',
    '电话',
  ])
    assert.ok(html.includes(text), text)
  const cells = [...html.matchAll(/<t[hd][^>]*>([^<]*)</g)].map(([, text]) => text)
  assert.ok(cells.length > 100)
  // No heading, state or kind of the database is left as it is called there, and no id.
  const raw = cells.filter((text) =>
    /^[a-z]+(_[a-z]+)+$|^[a-z]+\.[a-z-]+$|[0-9a-f]{8}-[0-9a-f]{4}-/.test(text),
  )
  assert.deepEqual(raw, [])
})

test('a page to read keeps what looks like a tag as text', async () => {
  const { id, names } = await personOf('jia-officer')
  const params = { personId: id }
  await officer.ask(people.changePerson, {
    params,
    body: { names: { zh: names.zh, en: '<img src=x onerror=alert(1)>' }, phone: null },
  })
  const { html } = await dataOf(officer, id)
  assert.ok(html.includes('&lt;img') && !html.includes('<img'))
  await officer.ask(people.changePerson, { params, body: { names, phone: null } })
})

test('only the district takes out and erases, only in its places, and no token does', async () => {
  const params = { personId: person.id }
  const body = { name: names.zh }
  const statuses: number[] = []
  const roles: [string, number][] = [
    ['linying-officer', 403],
    ['trainer', 403],
    ['luoyang-officer', 404],
    ['jia-officer', 404],
    ['linying-trainee', 403],
  ]
  for (const [login, status] of roles) {
    const who = await town.as(login)
    const answers = [
      await who.send(people.personData, { params }),
      await who.send(people.erasePerson, { params, body }),
    ]
    assert.deepEqual(
      answers.map((one) => one.status),
      [status, status],
      login,
    )
  }
  assert.equal((await town.stranger().send(ownData, {})).status, 401)
  const token = { name: 'sheet', placeId: person.placeId, mayWrite: true, days: 1 }
  const machine = town.byToken((await officer.ask(makeToken, { body: token })).secret)
  for (const answer of [
    await machine.send(people.personPage, { params }),
    await machine.send(people.personData, { params }),
    await machine.send(ownData, {}),
    await machine.send(people.erasePerson, { params, body }),
  ])
    statuses.push(answer.status)
  assert.deepEqual(statuses, [200, 403, 403, 403])
  const [entry] = await rowsOf(sql<{ n: number }>`
    select count(*)::int as n from platform.journal where verb = 'person.data-given' and subject_id = ${person.id}`)
  assert.equal(entry.n, 3, 'taking out is journalled')
  assert.ok(read((await (await town.as('administrator')).send(ownData, {})).body).data.accounts.length === 1)
})

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
    select ${newId()}, ${person.accountId}, 'viewer', id, now() from registry.place where code = 'henan'`.execute(
    town.database.kysely,
  )
  const elsewhere = await officer.send(people.erasePerson, { params, body })
  assert.equal(elsewhere.status, 403)
  assert.match(elsewhere.problem.detail ?? '', /roles that you cannot end/)
  await sql`delete from access.role_grant where account_id = ${person.accountId} and role = 'viewer'`.execute(
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
    if (one.state === 'now') await leave(one.id)
  const unitId = (await county.ask(formation.personMemberships, { params })).memberships[0].organisation.id
  const counts = async () => ({
    rows: await rowsOf(sql`select
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
      (select sum(value) from carry_out.report) as reported`),
    results: await rowsOf(sql`select * from study.result order by check_id`),
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
  const open = await rowsOf(sql<{ id: string }>`select id from study.check where state = 'open'`)
  await sql`update study."check" set closes_at = now()`.execute(town.database.kysely)
  for (const { id } of open) await (await town.as('trainer')).ask(closeCheck, { params: { checkId: id } })
  assert.ok(open.length > 0)
  assert.deepEqual(await left(), [])

  const { counts: rows } = await county.ask(imports.importPage, { params: { importId } })
  assert.equal(
    Object.values(rows).reduce((sum, n) => sum + n, 0),
    1,
    'the row of somebody else stays',
  )
  const complaints = (
    await examine({ database: town.database, dataFolder: town.dataFolder, databaseFolder: town.dataFolder })
  ).filter(({ state }) => state !== 'ok')
  assert.deepEqual(
    complaints.map(({ check }) => check),
    ['backup'],
  )
  const told = await rowsOf(sql<{ verb: string; detail: unknown }>`
    select verb, detail from platform.journal where subject_id = ${person.id} order by id desc limit 1`)
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
  const [held] = await rowsOf(sql<{
    postId: string
    organisationId: string
    classId: string
    twinId: string
  }>`
    select a.post_id as "postId", a.organisation_id as "organisationId",
      (select class_id from convene.nomination where person_id = ${person.id} limit 1) as "classId",
      (select id from registry.twin where kept_id = ${person.id} limit 1) as "twinId"
    from registry.appointment as a where a.person_id = ${person.id} limit 1`)
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
  const told = await rowsOf(sql`
    select 1 from platform.journal where verb = 'person.erased' and subject_id = ${id}`)
  assert.equal(told.length, 1)
})

test('who promised support and who answered a question is found by the account, not by the name', async () => {
  const { id, accountId, names } = await personOf('linying-officer')
  const [open] = await rowsOf(sql<{ id: string; caseId: string }>`
    select q.id, q.case_id as "caseId" from cases.question as q limit 1`)
  await sql`update cases.question set answer = ${JSON.stringify(sentence)}::jsonb, answered_on = '1954-07-01',
    answered_by = ${JSON.stringify(names)}::jsonb, answerer_account_id = ${accountId} where id = ${open.id}`.execute(
    town.database.kysely,
  )
  const [other] = await rowsOf(
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
  const [answered] = await rowsOf(sql<{ by: Names; answer: Names }>`
    select answered_by as by, answer from cases.question where id = ${open.id}`)
  assert.deepEqual(
    answered,
    { by: { zh: '已删除人员', en: 'erased person' }, answer: sentence },
    'the answer is the case’s own',
  )
  const [namesake] = await rowsOf(
    sql<{ by: Names }>`select support_by as by from carry_out.commitment where id = ${other.id}`,
  )
  assert.deepEqual(namesake.by, names, 'a row that is not tied to the account may be a namesake’s')
  await sql`update carry_out.commitment set support_by = '{"zh": "x", "en": "x"}' where id = ${other.id}`.execute(
    town.database.kysely,
  )
})
