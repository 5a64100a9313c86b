// The thread over real rooms: from a clause to the plan line and back, symmetrical, and silent about what is hidden.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { openTown, type Town } from '../../test/town.ts'
import type { CallReply } from '../base/call.ts'
import type { Ref } from '../base/refs.ts'
import { refKey } from '../base/refs.ts'
import { casePage, stepChoices } from '../cases/contract.ts'
import { citeInLine } from '../plan/lines/contract.ts'
import { threadPage, threadStart } from './contract.ts'

let town: Town
/** A plan line that its own county could still change, and the county's officer. */
let line: { id: string; login: string }
let step: { id: string; caseId: string }
let clauseId: string

before(async () => {
  town = await openTown()
  const { rows } = await sql<{ id: string; code: string }>`
    select line.id, place.code from plan.plan_line as line join plan.plan on plan.id = line.plan_id
    join registry.place on place.id = plan.place_id join access.account on account.login = place.code || '-officer'
    where plan.state in ('draft', 'returned') and place.code not in ('linru', 'xuchang')
    order by place.code, line.id limit 1`.execute(town.database.kysely)
  assert.ok(rows[0], 'the sample has no plan that could still be changed')
  line = { id: rows[0].id, login: `${rows[0].code}-officer` }
  const { steps } = await (await town.as(line.login)).ask(stepChoices, { query: { text: '加工合同' } })
  assert.ok(steps[0])
  step = steps[0]
  const page = await (await town.as(line.login)).ask(casePage, { params: { caseId: step.caseId } })
  clauseId = page.steps.find((one) => one.id === step.id)?.clauseIds[0] ?? ''
  const person = await town.as(line.login)
  await person.ask(citeInLine, { params: { planLineId: line.id }, body: { kind: 'case_step', id: step.id } })
})
after(() => town.close())

type Thread = CallReply<typeof threadPage>
const follow = async (login: string, { kind, id }: Ref): Promise<Thread> =>
  (await town.as(login)).ask(threadPage, { params: { refKind: kind, refId: id } })
const find = (thread: Thread, { kind, id }: Ref) =>
  thread.nodes.find((node) => node.kind === kind && node.id === id)

test('from a plan line up to the step and its clause, and down again', async () => {
  const up = await follow(line.login, { kind: 'plan_line', id: line.id })
  assert.deepEqual(
    [
      up.nodes[0].direction,
      find(up, { kind: 'case_step', id: step.id })?.level,
      find(up, { kind: 'clause', id: clauseId })?.level,
    ],
    ['here', 1, 2],
  )
  const down = await follow(line.login, { kind: 'clause', id: clauseId })
  const found = find(down, { kind: 'plan_line', id: line.id })
  assert.deepEqual([found?.direction, found?.level], ['down', 2])
})

test('the step tells the case how many counties adopted it; an elsewhere county is counted, not named', async () => {
  const of = async (login: string) => {
    const page = await (await town.as(login)).ask(casePage, { params: { caseId: step.caseId } })
    return page.steps.find((one) => one.id === step.id)
  }
  const own = await of(line.login)
  assert.ok(own && own.adoptedBy >= 1)
  assert.ok(own.adoptions.some((one) => one.planLineId === line.id))
  const other = await of(line.login === 'jia-officer' ? 'linying-officer' : 'jia-officer')
  assert.equal(other?.adoptedBy, own.adoptedBy)
  assert.ok(!other?.adoptions.some((one) => one.planLineId === line.id))
})

test("another county's plan line is not in the thread, nor is anything said of it", async () => {
  const other = line.login === 'jia-officer' ? 'linying-officer' : 'jia-officer'
  const person = await town.as(other)
  const answer = await person.send(threadPage, { params: { refKind: 'plan_line', refId: line.id } })
  assert.equal(answer.status, 404)
  const thread = await follow(other, { kind: 'case_step', id: step.id })
  assert.equal(find(thread, { kind: 'plan_line', id: line.id }), undefined)
  assert.ok(!JSON.stringify(thread).includes(line.id))
  for (const login of ['tin-presenter', 'luoyang-officer']) {
    const hidden = await (await town.as(login)).send(threadPage, {
      params: { refKind: 'plan_line', refId: line.id },
    })
    assert.equal(hidden.status, 404, login)
  }
  assert.equal(
    (await town.stranger().send(threadPage, { params: { refKind: 'clause', refId: clauseId } })).status,
    401,
  )
})

test('the threads of the sample are symmetrical, for the district and for a county', async () => {
  for (const login of ['xuchang-officer', line.login]) {
    const start = await follow(login, { kind: 'clause', id: clauseId })
    for (const node of start.nodes.slice(1, 12)) {
      const back = await follow(login, node)
      const isCut = back.more.length > 0
      assert.ok(isCut || find(back, { kind: 'clause', id: clauseId }), `${refKey(node)} does not lead back`)
    }
  }
})

test('a thread costs the same number of statements however much is linked', async () => {
  const count = async (ref: Ref) => {
    await follow('xuchang-officer', ref)
    const before = town.database.statements()
    await follow('xuchang-officer', ref)
    return town.database.statements() - before
  }
  // Three levels, at most one question for links and one for descriptions to each of five rooms, and the session's.
  assert.ok((await count({ kind: 'clause', id: clauseId })) <= 3 * 10 + 5)
})

test('the start tells which lesson stands behind most plan lines, and finds by text', async () => {
  const person = await town.as(line.login)
  const start = await person.ask(threadStart, { query: {} })
  const lesson = start.lessons.find((one) => one.id === step.id)
  assert.ok(lesson && lesson.lines >= 1 && lesson.places >= 1)
  assert.ok(start.lines.some((one) => one.id === line.id))
  const { found } = await person.ask(threadStart, { query: { text: '加工合同' } })
  assert.ok(found.some((one) => one.kind === 'case_step' && one.id === step.id))
  const none = await person.ask(threadStart, { query: { text: '\\%_' } })
  assert.deepEqual(none.found, [])
})

test('a report in a thread is called by its month in the reader’s language', async () => {
  const { rows } = await sql<{ id: string }>`select report.plan_line_id as id from carry_out.report
    where report.standing and report.month = '1954-01' order by report.id limit 1`.execute(
    town.database.kysely,
  )
  const asked = { params: { refKind: 'plan_line' as const, refId: rows[0].id } }
  const officer = await town.as('xuchang-officer')
  for (const [language, month] of [
    ['es', /^enero de 1954, /],
    ['en', /^January 1954, /],
    ['zh', /^1954年1月 /],
  ] as const) {
    const { body } = await officer.send(threadPage, asked, { 'accept-language': language })
    const titles = body.nodes.filter(({ kind }) => kind === 'report').map(({ title }) => title.en)
    assert.ok(
      titles.some((title) => month.test(title)),
      `${language}: ${titles.join(' | ')}`,
    )
  }
})
