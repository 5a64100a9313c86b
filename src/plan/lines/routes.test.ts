// Lines of plans through the front door: refusals by field and reason, two who write at once, decisions and comments.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { bodyOf, nothing, planOf, withTarget, words } from '../../../test/plans.ts'
import { openTown, type Person, type Town } from '../../../test/town.ts'
import { newId } from '../../base/ids.ts'
import * as boardCalls from '../board/contract.ts'
import * as commentCalls from '../comments/contract.ts'
import * as calls from '../plans/contract.ts'
import * as lineCalls from './contract.ts'
import { mostComments } from './rules.ts'

let town: Town
let district: Person
let fugou: Person
before(async () => {
  town = await openTown()
  district = await town.as('xuchang-officer')
  fugou = await town.as('fugou-officer')
})
after(() => town.close())

test('a line that breaks a rule is refused by field and reason, and nothing is kept', async () => {
  const plan = await planOf(fugou, 'fugou')
  const iron = plan.lines.find(
    (line) => line.trade?.code === 'iron' && line.indicator.code === 'organisations',
  )
  assert.ok(iron)
  const params = { planLineId: iron.id }
  const { editVersion } = iron
  const { trades, indicators } = await fugou.ask(boardCalls.planChoices, {})
  const pottery = trades.find((trade) => trade.code === 'pottery')
  const output = indicators.find((one) => one.code === 'output')
  const table: [Record<string, unknown>, string, string][] = [
    [
      { tradeId: pottery?.id },
      '/tradeId',
      'There is no condition sheet for this trade yet. Conditions come before targets.',
    ],
    [{ unit: 'persons' }, '/unit', 'The target is in another unit than its indicator.'],
    [{ target: -2 }, '/target', 'A figure cannot be below zero.'],
    [{ target: 3.5 }, '/target', 'Please write a whole number.'],
    [{ note: nothing }, '/note', 'The target is more than twice the baseline. Please say in a note why.'],
    [
      { citations: [{ kind: 'clause', id: iron.id }] },
      '/citations/0/id',
      'What is cited here cannot be found.',
    ],
    [
      { indicatorId: output?.id, form: null, unit: 'CNY' },
      '/unit',
      'This is planned in old yuan, and 10,000 old yuan are 1 new yuan: 4 new yuan are 40000 old yuan.',
    ],
  ]
  for (const [change, pointer, reason] of table) {
    const body = { ...bodyOf(iron), editVersion, ...change } as ReturnType<typeof bodyOf> & {
      editVersion: number
    }
    const answer = await fugou.send(lineCalls.changeLine, { params, body })
    assert.equal(answer.status, 422)
    assert.ok(
      answer.problem.errors?.some((one) => one.pointer === pointer && one.detail === reason),
      JSON.stringify(answer.problem.errors),
    )
  }
  const chinese = await fugou.send(
    lineCalls.changeLine,
    { params, body: { ...bodyOf(iron), editVersion, tradeId: pottery?.id ?? '' } },
    { 'accept-language': 'zh' },
  )
  assert.equal(chinese.problem.errors?.[0].detail, '这个行业还没有情况表。先有情况，后定计划数。')
  const twice = await fugou.send(lineCalls.addLine, { params: { planId: plan.id }, body: bodyOf(iron) })
  assert.deepEqual(
    twice.problem.errors?.map((one) => [one.pointer, one.code]),
    [['/indicatorId', 'twice']],
  )
  assert.deepEqual((await planOf(fugou, 'fugou')).lines, plan.lines)
})

test('whoever edits from an older version is shown what stands now', async () => {
  const plan = await planOf(fugou, 'fugou')
  const line = plan.lines[plan.lines.length - 1]
  const params = { planLineId: line.id }
  const { editVersion } = line
  await fugou.ask(lineCalls.changeLine, {
    params,
    body: { ...withTarget(line, line.target + 1), editVersion },
  })
  const late = await fugou.send(lineCalls.changeLine, {
    params,
    body: { ...withTarget(line, line.target + 5), editVersion },
  })
  assert.equal(late.status, 409)
  assert.match(late.problem.type, /stale/)
  assert.equal((late.problem.current as { target: number }).target, line.target + 1)
  const submit = await fugou.send(calls.submitPlan, {
    params: { planId: plan.id },
    body: { editVersion: plan.editVersion },
  })
  assert.equal(submit.status, 409)
})

test('a decision stands beside the proposal, needs a reason where it differs, and holds once approved', async () => {
  let plan = await planOf(district, 'yancheng')
  const line = plan.lines[0]
  const params = { planLineId: line.id }
  const bare = await district.send(lineCalls.decideLine, {
    params,
    body: { decidedTarget: line.target + 1, reason: nothing, editVersion: line.editVersion },
  })
  assert.deepEqual(
    bare.problem.errors?.map((one) => one.pointer),
    ['/reason'],
  )
  await district.ask(lineCalls.decideLine, {
    params,
    body: { decidedTarget: line.target + 1, reason: words('可增一个'), editVersion: line.editVersion },
  })
  plan = await planOf(district, 'yancheng')
  assert.deepEqual([plan.lines[0].target, plan.lines[0].decidedTarget], [line.target, line.target + 1])
  const months = Object.keys(line.phasing).sort()
  assert.equal(plan.lines[0].decidedPhasing?.[months[months.length - 1]], line.target + 1)
  const empty = await district.send(calls.returnPlan, {
    params: { planId: plan.id },
    body: { editVersion: plan.editVersion, reason: nothing },
  })
  assert.deepEqual(
    empty.problem.errors?.map((one) => one.pointer),
    ['/reason'],
  )
})

test('a line holds so many comments and no more', async () => {
  const { rows } = await sql<{ lineId: string; n: number; code: string }>`
    select line.id as "lineId", place.code,
      (select count(*)::int from plan.line_comment as c where c.plan_line_id = line.id) as n
    from plan.line_comment as comment join plan.plan_line as line on line.id = comment.plan_line_id
    join plan.plan on plan.id = line.plan_id join registry.place on place.id = plan.place_id
    where plan.state in ('draft', 'returned', 'submitted') order by line.id limit 1`.execute(
    town.database.kysely,
  )
  const { lineId, n, code } = rows[0]
  await sql`insert into plan.line_comment select (jsonb_populate_record(null::plan.line_comment,
      to_jsonb(one) || jsonb_build_object('id', gen_random_uuid()))).*
    from (select * from plan.line_comment where plan_line_id = ${lineId} limit 1) as one,
      generate_series(2, ${mostComments - n}::int)`.execute(town.database.kysely)
  const county = await town.as(`${code}-officer`)
  const say = () =>
    county.send(commentCalls.commentOnLine, {
      params: { planLineId: lineId },
      body: { id: newId(), text: words('x') },
    })
  assert.equal((await say()).status, 200)
  const { status, problem } = await say()
  assert.deepEqual([status, problem.errors?.[0].code], [422, 'many'])
})
