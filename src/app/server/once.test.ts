// What people write in the field carries an id made at the sender: sent again, it is there once and answered as before.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { classOf, idOf, luohe } from '../../../test/convene-class.ts'
import { type Answer, openTown, type Town } from '../../../test/town.ts'
import type { Call, CallInput } from '../../base/call.ts'
import { newId } from '../../base/ids.ts'
import * as commitments from '../../carry-out/commitments/contract.ts'
import * as reports from '../../carry-out/reports/contract.ts'
import * as cases from '../../cases/contract.ts'
import * as nominations from '../../convene/nominations/contract.ts'
import * as memberships from '../../formation/contract.ts'
import * as plans from '../../plan/comments/contract.ts'
import { rooms } from '../rooms.ts'

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

type Written = { login: string; table: string; id: string; send: Sending; other: Sending }
type Sending = (login: string) => Promise<Answer<Call>>
const nothing = { zh: '', en: '' }
const said = (en: string) => ({ zh: '', en })
const tried = new Set<string>()
const sends = <C extends Call>(call: C, input: CallInput<C>): Sending => {
  tried.add(nameOf(call))
  return async (login) => (await town.as(login)).send(call, input) as Promise<Answer<Call>>
}
const nameOf = ({ method, path }: Call) => `${method} ${path}`

/** The calls that the rooms' own tests send twice, as they are called there. */
function sentTwice(): string[] {
  const source = join(import.meta.dirname, '..', '..')
  const named = globSync('*/**/*.test.ts', { cwd: source }).flatMap((path) => {
    const [room] = path.split('/')
    const text = readFileSync(join(source, path), 'utf8')
    return [...text.matchAll(/\baskTwice\(\s*(?:\w+\.)?(\w+),/g)].map(([, name]) => `${room} ${name}`)
  })
  const isNamed = (room: string, name: string) => named.includes(`${room} ${name}`)
  return rooms.flatMap(({ name: room, contracts = {} }) =>
    Object.values(contracts)
      .flatMap((calls) => Object.entries(calls as Record<string, Call>))
      .flatMap(([name, call]) => (isNamed(room, name) ? [nameOf(call)] : [])),
  )
}

async function one<T>(query: ReturnType<typeof sql<{ value: T }>>): Promise<T> {
  return (await query.execute(town.database.kysely)).rows[0].value
}

const lineOf = (place: string, indicator: string) =>
  one<string>(sql`select line.id as value from plan.plan_line as line join plan.plan on plan.id = line.plan_id
    join registry.place on place.id = plan.place_id join plan.indicator on indicator.id = line.indicator_id
    join plan.period on period.id = plan.period_id
    where place.code = ${place} and indicator.code = ${indicator} and period.code = '1954-h1' limit 1`)

async function nomination(): Promise<Written> {
  const { classId, place, post } = await classOf(town, 'xuchang-officer', luohe)
  const cell = { id: newId(), placeId: place('jia'), postId: post('office-cadre') }
  const [personId, another] = [
    await idOf(town, 'person', 'jia-office-2'),
    await idOf(town, 'person', 'jia-group-head-2'),
  ]
  const send = (body: { personId: string }) =>
    sends(nominations.nominate, { params: { classId }, body: { ...cell, reason: '补报', ...body } })
  return {
    login: 'jia-officer',
    table: 'convene.nomination',
    id: cell.id,
    send: send({ personId }),
    other: send({ personId: another }),
  }
}

async function report(): Promise<Written> {
  const params = { planLineId: await lineOf('linying', 'left') }
  const supersedesId = await one<string | null>(sql`select (select id from carry_out.report
    where plan_line_id = ${params.planLineId} and month = '1954-06' and standing) as value`)
  const body = {
    id: newId(),
    month: '1954-06',
    asOf: '1954-06-30',
    value: 31,
    unit: 'persons' as const,
    dormant: null,
    source: 'ledger' as const,
    sourceNote: nothing,
    cause: nothing,
    help: nothing,
    supersedesId,
    reason: supersedesId === null ? null : said('counted again'),
  }
  const send = (value: number) =>
    sends(reports.makeReport, {
      params,
      body: { ...body, value, leftReasons: [{ reason: 'other', count: value }] },
    })
  return { login: 'linying-officer', table: 'carry_out.report', id: body.id, send: send(31), other: send(32) }
}

async function visit(): Promise<Written> {
  const reportId = await one<string>(sql`select report.id as value from carry_out.report
    join registry.place on place.id = report.place_id
    where place.code = 'yu' and standing and state = 'reported' order by report.id limit 1`)
  const body = {
    id: newId(),
    onDay: '1954-07-09',
    outcome: 'verified' as const,
    how: 'ledger' as const,
    found: null,
    note: nothing,
  }
  const send = (note: typeof nothing) =>
    sends(reports.verifyReport, { params: { reportId }, body: { ...body, note } })
  return {
    login: 'xuchang-officer',
    table: 'carry_out.visit',
    id: body.id,
    send: send(nothing),
    other: send(said('seen')),
  }
}

async function evidence(): Promise<Written> {
  const reportId = await one<string>(sql`select report.id as value from carry_out.report
    join registry.place on place.id = report.place_id
    where place.code = 'linying' and standing order by report.id limit 1`)
  const query = { evidenceId: newId(), name: 'ledger.pdf' }
  const send = (text: string) =>
    sends(reports.addEvidence, { params: { reportId }, query, body: Buffer.from(`%PDF-1.4 ${text}`) })
  return {
    login: 'linying-officer',
    table: 'carry_out.evidence',
    id: query.evidenceId,
    send: send('one'),
    other: send('other'),
  }
}

async function commitment(): Promise<Written> {
  const trainee = await town.as('linying-trainee')
  const { posts, lastClass } = await trainee.ask(commitments.listCommitments, { query: { own: true } })
  const body = {
    id: newId(),
    classId: lastClass?.id ?? '',
    appointmentId: posts[0].appointmentId,
    ifText: said('when the bamboo comes'),
    thenText: said('I will weigh it with the group'),
    dueOn: '1954-08-01',
    planLineId: null,
    stepId: null,
    evidenceType: 'document' as const,
    supportAsked: nothing,
  }
  const send = (dueOn: string) => sends(commitments.makeCommitment, { body: { ...body, dueOn } })
  return {
    login: 'linying-trainee',
    table: 'carry_out.commitment',
    id: body.id,
    send: send('1954-08-01'),
    other: send('1954-08-02'),
  }
}

async function comment(): Promise<Written> {
  const params = { planLineId: await lineOf('fugou', 'members') }
  const id = newId()
  const send = (text: string) => sends(plans.commentOnLine, { params, body: { id, text: said(text) } })
  return { login: 'fugou-officer', table: 'plan.line_comment', id, send: send('why'), other: send('why not') }
}

async function question(isNamed: boolean) {
  const caseId = await one<string>(
    sql`select id as value from cases.practice_case where state = 'published' order by id limit 1`,
  )
  const id = newId()
  const send = (text: string) =>
    sends(cases.askQuestion, { params: { caseId }, body: { id, stepId: null, text: said(text), isNamed } })
  const ask = async (login: string, headers: Record<string, string>) =>
    (await town.as(login)).send(
      cases.askQuestion,
      { params: { caseId }, body: { id, stepId: null, text: said('how'), isNamed } },
      headers,
    )
  return {
    login: 'linying-trainee',
    table: 'cases.question',
    id,
    send: send('how'),
    other: send('what'),
    ask,
  }
}

async function membership(): Promise<Written> {
  const organisationId = await idOf(town, 'organisation', 'jia-iron-coop')
  const body = {
    id: newId(),
    personId: null,
    newPerson: { names: { zh: '归一', en: 'Gui Yi' }, phone: null },
    party: 'person' as const,
    joinedOn: '1954-06-01',
    consentOn: '1954-06-01',
    note: '',
  }
  const send = (consentHow: 'signed' | 'meeting') =>
    sends(memberships.addMember, { params: { organisationId }, body: { ...body, consentHow } })
  return {
    login: 'jia-officer',
    table: 'formation.membership',
    id: body.id,
    send: send('signed'),
    other: send('meeting'),
  }
}

const written: Record<string, () => Promise<Written>> = {
  membership,
  nomination,
  report,
  visit,
  evidence,
  commitment,
  comment,
  'named question': () => question(true),
  'question without a name': () => question(false),
}

for (const [name, prepare] of Object.entries(written)) {
  test(`a ${name} sent many times is kept once, also when all arrive together`, async () => {
    const { login, table, id, send, other } = await prepare()
    const answers = await Promise.all(Array.from({ length: 6 }, () => send(login)))
    answers.push(await send(login))
    for (const answer of answers) assert.deepEqual([answer.status, answer.body], [200, answers[0].body])
    const kept = await one<number>(sql`select count(*)::int as value from ${sql.raw(table)} where id = ${id}`)
    assert.equal(kept, 1)
    const changed = await other(login)
    assert.deepEqual([changed.status, changed.problem.type], [409, '/problems/different-content'])
  })
}

test('every call that is done once by ids of its sender is sent twice somewhere', () => {
  const byId = town.server.calls.filter((call) => call.once === 'id').map(nameOf)
  const sent = new Set([...tried, ...sentTwice()])
  assert.ok(sent.size > 10, `only ${sent.size} calls are sent twice`)
  assert.deepEqual(
    byId.filter((one) => !sent.has(one)),
    [],
    'let a test of the room send these twice: `askTwice` of test/town.ts',
  )
})

test('no answer that tells a secret is remembered', () => {
  const remembered = town.server.calls.filter((call) => call.once === 'key')
  assert.ok(remembered.length > 80, `only ${remembered.length} calls are remembered`)
  for (const call of remembered) assert.doesNotMatch(JSON.stringify(call.reply), /"secret"/, nameOf(call))
})

test('what was kept is answered to its sender only', async () => {
  const { login, send } = await comment()
  assert.equal((await send(login)).status, 200)
  const answer = await send('xuchang-officer')
  assert.deepEqual([answer.status, answer.problem.type], [409, '/problems/different-content'])
})

test('a refused one leaves its id free', async () => {
  const { login, id, send } = await comment()
  const params = { planLineId: await lineOf('fugou', 'members') }
  const empty = await (await town.as(login)).send(plans.commentOnLine, {
    params,
    body: { id, text: nothing },
  })
  assert.equal(empty.status, 422)
  assert.equal((await send(login)).status, 200)
})

test('what has no id of its own is done once under the key of its request', async () => {
  const { login, id, send } = await commitment()
  assert.equal((await send(login)).status, 200)
  const person = await town.as(login)
  const close = (key: string, state: 'done' | 'partly') =>
    person.send(
      commitments.closeCommitment,
      { params: { commitmentId: id }, body: { state, reason: null } },
      { 'idempotency-key': key },
    )
  const key = newId()
  const answers = await Promise.all([close(key, 'done'), close(key, 'done'), close(key, 'done')])
  answers.push(await close(key, 'done'))
  for (const answer of answers) assert.deepEqual([answer.status, answer.body], [200, answers[0].body])
  // Under another key it is another request, and comes too late; with other content it is a mistake.
  assert.equal((await close(newId(), 'done')).problem.type, '/problems/wrong-stage')
  assert.equal((await close(key, 'partly')).problem.type, '/problems/different-content')
  assert.equal((await close('not-a-key', 'done')).status, 400)
})

test('a question without a name is remembered without one, whatever key its request bears', async () => {
  const { login, id, ask } = await question(false)
  assert.equal((await ask(login, { 'idempotency-key': newId() })).status, 200)
  assert.equal(
    await one<string | null>(sql`select account_id as value from platform.received where id = ${id}`),
    null,
  )
  const byName = sql<{
    value: number
  }>`select count(*)::int as value from platform.received where answer->>'id' = ${id}
    and account_id is not null`
  assert.equal(await one<number>(byName), 0)
})
