// Somebody of the sample with a trail in every room, for the tests of what is held about a person: all of it is taken
// out, and all of it is erased.
import assert from 'node:assert/strict'
import { strFromU8, unzipSync } from 'fflate'
import { sql } from 'kysely'
import { changeEmail } from '../src/access/ways/contract.ts'
import { newId } from '../src/base/ids.ts'
import type { Names } from '../src/base/words.ts'
import * as commitments from '../src/carry-out/commitments/contract.ts'
import * as cases from '../src/cases/contract.ts'
import * as sessions from '../src/convene/sessions/contract.ts'
import * as imports from '../src/exchange/import/contract.ts'
import * as formation from '../src/formation/contract.ts'
import * as people from '../src/registry/people/contract.ts'
import * as twins from '../src/registry/twins/contract.ts'
import { openTown, type Person, type Town } from './town.ts'

export type Cast = { town: Town; officer: Person; county: Person; trainee: Person }

/** The district and the county of the trainee whose trail it is. */
export async function openCast(): Promise<Cast> {
  const town = await openTown()
  return {
    town,
    officer: await town.as('xuchang-officer'),
    county: await town.as('linying-officer'),
    trainee: await town.as('linying-trainee'),
  }
}

export const rowsOf = async <Row>(town: Town, statement: ReturnType<typeof sql<Row>>): Promise<Row[]> =>
  (await statement.execute(town.database.kysely)).rows

export type Found = { id: string; names: Names; accountId: string; placeId: string }

/** Somebody of the cast with an entry in the register. */
export const personOf = async (town: Town, login: string): Promise<Found> =>
  (
    await rowsOf(
      town,
      sql<Found>`
      select p.id, p.names, a.id as "accountId", p.place_id as "placeId" from access.account as a
      join registry.person as p on p.id = a.person_id where a.login = ${login}`,
    )
  )[0]

/** What is given out: a page to read, and the same for machines. */
export function read(bytes: unknown) {
  const files = unzipSync(new Uint8Array(bytes as Buffer))
  assert.deepEqual(Object.keys(files).sort(), ['data.html', 'data.json'])
  return { data: JSON.parse(strFromU8(files['data.json'])), html: strFromU8(files['data.html']) }
}

export const names = { zh: '濮阳罕生', en: 'Puyang Hansheng' }
export const phone = '0374-1954071'
export const email = 'hansheng@example.org'
export const sentence = { zh: '我是罕生，绝无仅有的一句。', en: 'Hansheng here, in words of nobody else.' }
/** What only this person leaves behind; the last is the end of the English words, as they stand in JSON. */
export const traces = [
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
export async function leaveTraces({ town, officer, county, trainee }: Cast): Promise<Found> {
  const person = await personOf(town, 'linying-trainee')
  const params = { personId: person.id }
  await officer.ask(people.changePerson, { params, body: { names, phone } })
  await officer.ask(changeEmail, { params: { accountId: person.accountId }, body: { email } })
  const { id: twinId } = await officer.ask(people.addPerson, {
    body: { placeId: person.placeId, names, phone },
  })
  const [at] = await rowsOf(
    town,
    sql<{
      classId: string
      stageId: string
      onDay: string
      caseId: string
      unitId: string
    }>`
    select c.id as "classId", (select id from convene.stage where class_id = c.id order by position limit 1) as "stageId",
      c.first_day::text as "onDay", (select id from cases.practice_case where state = 'published' order by id limit 1) as "caseId",
      (select id from registry.organisation where code = 'linying-iron-coop') as "unitId"
    from convene.class as c order by c.id limit 1`,
  )
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
  const [own] = await rowsOf(
    town,
    sql<{ id: string }>`
    select id from carry_out.commitment where person_id = ${person.id} and state = 'open' limit 1`,
  )
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
    if (one.state === 'now') await leave(county, one.id)
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

export const leave = (county: Person, membershipId: string) =>
  county.ask(formation.endMembership, {
    params: { membershipId },
    body: { id: newId(), leftOn: '1954-06-30', leftReason: 'other', note: sentence.zh },
  })

/** A preview that a colleague has open: the person by code, by telephone, by name at the place, and somebody else. */
export async function openPreview({ county }: Cast): Promise<string> {
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
