// Everything held about a person is given out whole and without secrets, to whoever may have it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import {
  email,
  type Found,
  leaveTraces,
  names,
  openCast,
  openPreview,
  personOf,
  phone,
  read,
  rowsOf,
  sentence,
} from '../../../test/person-traces.ts'
import type { Person, Town } from '../../../test/town.ts'
import { makeToken } from '../../access/tokens/contract.ts'
import { ownData } from '../../access/ways/contract.ts'
import { newId } from '../../base/ids.ts'
import type { Names } from '../../base/words.ts'
import * as imports from '../../exchange/import/contract.ts'
import * as people from '../../registry/people/contract.ts'
import { naming } from '../rooms.ts'
import { columnWords, ofOthers } from './words.ts'

let town: Town
let officer: Person
let trainee: Person
let person: Found
before(async () => {
  const cast = await openCast()
  ;({ town, officer, trainee } = cast)
  person = await leaveTraces(cast)
  await openPreview(cast)
})
after(() => town.close())

const dataOf = async (who: Person, personId: string, language = 'en') =>
  read((await who.send(people.personData, { params: { personId } }, { 'accept-language': language })).body)

test('an officer and the person get all that is held, to read and for machines, without any secret', async () => {
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
    const [{ n }] = await rowsOf(
      town,
      sql<{ n: number }>`
      select count(*)::int as n from convene.attendance where person_id = ${person.id}`,
    )
    assert.equal(data.attendance.length, n)
    assert.equal(data['rows-in-files'].length, 3, 'by code, by telephone, by name at the place')
    assert.equal(data['corrected-memberships'][0].reason, sentence.zh)
    // A question asked without a name stays nobody's, and nothing says who else answered or promised.
    assert.ok(!JSON.stringify(data).includes('Asked without a name'))
    const { names: officerName } = await personOf(town, 'xuchang-officer')
    assert.ok(!JSON.stringify(data).includes(officerName.zh) && !html.includes(officerName.en))
  }
  const [secrets] = await rowsOf(
    town,
    sql<{ all: string[] }>`
    select array_agg(one) as all from (
      select encode(token_hash, 'hex') as one from access.session where account_id = ${person.accountId}
      union select password_hash from access.account where id = ${person.accountId} and password_hash is not null) as s`,
  )
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
    const own = await personOf(town, login)
    const { data, html } = read((await (await town.as(login)).send(ownData, {})).body)
    const written = await rowsOf(
      town,
      sql<{ part: string; n: number }>`
      select 'reports-made' as part, count(*)::int as n from carry_out.report where made_by = ${own.accountId}
      union all select 'visits-noted', count(*)::int from carry_out.visit where made_by = ${own.accountId}
      union all select 'comments-on-plan-lines', count(*)::int from plan.line_comment where author_id = ${own.accountId}
      union all select 'practice-cases', count(*)::int from cases.practice_case where presenter_id = ${own.id}`,
    )
    for (const { part, n } of written) assert.equal(data[part]?.length ?? 0, n, `${login}: ${part}`)
    const others = await rowsOf(
      town,
      sql<{ names: Names; phone: string | null }>`
      select names, phone from registry.person where id <> ${own.id} and names->>'zh' <> ${own.names.zh}`,
    )
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

test('what people wrote in office reads in words too: forms, dates as they were said, what was asked', async () => {
  for (const login of ['linying-officer', 'xuchang-officer', 'trainer', 'tin-presenter']) {
    const answer = await (await town.as(login)).send(ownData, {}, { 'accept-language': 'zh' })
    const { html, data } = read(answer.body)
    const cells = [...html.matchAll(/<t[hd][^>]*>([^<]*)</g)].map(([, text]) => text)
    const raw = cells.filter(
      (text) =>
        ![login, data.person[0].code].includes(text) &&
        /^[a-z]+([_-][a-z]+)+$|^[a-z]+\.[a-z-]+$|[0-9a-f]{8}-[0-9a-f]{4}-|^\d{4}-\d\d-(early|mid|late)$/.test(
          text,
        ),
    )
    assert.deepEqual(raw, [], login)
    if (login !== 'tin-presenter') continue
    const { rows: forms } = await sql<{ zh: string }>`select names ->> 'zh' as zh from registry.form
      where code = ${data['practice-cases'][0].form_after}`.execute(town.database.kysely)
    assert.ok(cells.includes(forms[0].zh), 'the form by its name')
  }
})

test('whatever is told of somebody has a heading on the page to read', async () => {
  const { data } = read((await trainee.send(ownData, {})).body)
  const rows: Record<string, unknown>[] = Object.values(data).filter(Array.isArray).flat()
  const columns = new Set(rows.flatMap((row) => (typeof row === 'object' ? Object.keys(row) : [])))
  assert.ok(columns.size > 60, `only ${columns.size} columns were seen`)
  // Ids and accounts mean nothing to who reads.
  const isHeaded = (column: string) => /_id$|_by$/.test(column) || column in columnWords
  assert.deepEqual([...columns].filter((one) => !isHeaded(one)).sort(), [])
  // And whatever may be told of somebody else, who did other things.
  const tables = naming.flatMap(({ columns }) =>
    columns.flatMap(({ of, table, as }) =>
      (of === 'person' || of === 'account') && as !== 'text' ? [table] : [],
    ),
  )
  const all = await rowsOf(
    town,
    sql<{ table: string; column: string }>`
    select distinct attrelid::regclass::text as table, attname::text as column from pg_attribute
    where attrelid = any(${[...new Set(tables)]}::regclass[]) and attnum > 0 and not attisdropped and attgenerated = ''
      -- Of accounts what is no secret is told apart: src/access/person-data.ts
      and attrelid <> 'access.account'::regclass order by 1, 2`,
  )
  assert.ok(all.length > 120, `only ${all.length} columns were seen`)
  const bare = all.filter(({ column }) => !isHeaded(column) && !ofOthers.includes(column))
  assert.deepEqual(
    bare.map(({ table, column }) => `${table}.${column}`),
    [],
  )
})

test('a page to read keeps what looks like a tag as text', async () => {
  const { id, names } = await personOf(town, 'jia-officer')
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
  const [entry] = await rowsOf(
    town,
    sql<{ n: number }>`
    select count(*)::int as n from platform.journal where verb = 'person.data-given' and subject_id = ${person.id}`,
  )
  assert.equal(entry.n, 3, 'taking out is journalled')
  assert.ok(read((await (await town.as('administrator')).send(ownData, {})).body).data.accounts.length === 1)
})
