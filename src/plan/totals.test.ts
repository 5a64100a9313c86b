// The totals of plans equal an independent summation of the stored rows: before and after a plan is changed, returned
// and approved, after Linru's move, after any other sequence, and with many people at once.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import {
  bodyOf,
  nothing,
  type Plan,
  planOf,
  storedTotals,
  summedAnew,
  withTarget,
  words,
} from '../../test/plans.ts'
import { openTown, type Person, type Town } from '../../test/town.ts'
import { placeTree, transferPlace } from '../registry/places/contract.ts'
import { fold } from '../totals/actions.ts'
import * as boardCalls from './board/contract.ts'
import * as lineCalls from './lines/contract.ts'
import * as periodCalls from './periods/contract.ts'
import * as calls from './plans/contract.ts'

let town: Town
let h1: string
let h2: string
const place: Record<string, string> = {}

before(async () => {
  town = await openTown()
  const administrator = await town.as('administrator')
  const { periods } = await administrator.ask(periodCalls.periods, {})
  h1 = periods.find((one) => one.code === '1954-h1')?.id ?? ''
  h2 = periods.find((one) => one.code === '1954-h2')?.id ?? ''
  const { places } = await administrator.ask(placeTree, { query: {} })
  for (const one of places) place[one.code] = one.id
})
after(() => town.close())

async function assertTrue(when: string): Promise<void> {
  for (const periodId of [h1, h2]) {
    const stored = await storedTotals(town.database, periodId)
    assert.ok(stored.length > 0, `${when}: nothing is counted`)
    assert.deepEqual(stored, await summedAnew(town.database, periodId), when)
  }
}

const at = async (code: string, period: string) => {
  const stored = await storedTotals(town.database, period === 'h1' ? h1 : h2)
  return stored.filter((line) => line.startsWith(place[code])).map((line) => line.slice(37))
}

test('the seeded plans are summed up right at every place', async () => {
  await assertTrue('as seeded')
})

test("Linru's first half counts in Xuchang and its second half in Luoyang", async () => {
  const linru1 = await at('linru', 'h1')
  const linru2 = await at('linru', 'h2')
  assert.ok(linru1.length > 0 && linru2.length > 0)
  // In the second half nobody but Linru has sent a plan, so that Luoyang's totals are Linru's own.
  assert.deepEqual(await at('luoyang-district', 'h2'), linru2)
  assert.deepEqual(await at('xuchang-district', 'h2'), [])
  assert.ok((await at('xuchang-district', 'h1')).length > linru1.length)
})

test('a plan is changed, returned, changed again, submitted, decided on and approved', async () => {
  const district = await town.as('xuchang-officer')
  const county = await town.as('shangshui-officer')
  let plan = await planOf(district, 'shangshui')
  const say = async (call: Parameters<Person['ask']>[0], input: unknown) => {
    await district.ask(call, input as never)
    plan = await planOf(district, 'shangshui')
    await assertTrue(call.path)
  }
  const planId = plan.id
  await say(calls.returnPlan, {
    params: { planId },
    body: { editVersion: plan.editVersion, reason: words('请改') },
  })
  assert.equal(plan.state, 'returned')
  const [line] = plan.lines
  await county.ask(lineCalls.changeLine, {
    params: { planLineId: line.id },
    body: { ...withTarget(line, line.target + 3), editVersion: line.editVersion },
  })
  await assertTrue('changed while returned')
  plan = await planOf(county, 'shangshui')
  await county.ask(calls.submitPlan, { params: { planId }, body: { editVersion: plan.editVersion } })
  await assertTrue('submitted again')
  plan = await planOf(district, 'shangshui')
  const decided = plan.lines[0]
  await say(lineCalls.decideLine, {
    params: { planLineId: decided.id },
    body: { decidedTarget: decided.target - 1, reason: words('少一个'), editVersion: decided.editVersion },
  })
  const proposal = plan.lines[0].target
  assert.equal(plan.lines[0].decidedTarget, proposal - 1)
  await say(calls.acceptLines, { params: { planId }, body: { editVersion: plan.editVersion } })
  await say(calls.approvePlan, {
    params: { planId },
    body: { editVersion: plan.editVersion, conditions: nothing },
  })
  assert.equal(plan.state, 'approved')
  assert.equal(plan.lines[0].target, proposal, 'a typed number is never overwritten')
})

test('folding changes no total', async () => {
  const before = await storedTotals(town.database, h1)
  await town.database.kysely.transaction().execute((tx) => fold(tx))
  assert.deepEqual(await storedTotals(town.database, h1), before)
  await assertTrue('folded')
})

const planners = ['yancheng', 'fugou', 'luohe', 'yu', 'linru'] as const
const step = fc.record({
  do: fc.constantFrom(
    'edit',
    'edit',
    'remove',
    'add',
    'submit',
    'submit',
    'return',
    'decide',
    'accept',
    'approve',
    'transfer',
    'fold',
  ),
  county: fc.constantFrom(...planners),
  period: fc.constantFrom('1954-h1', '1954-h2'),
  line: fc.nat(20),
  target: fc.nat(90),
  day: fc.constantFrom('1954-03-01', '1954-06-15', '1954-08-01', '1954-10-01'),
  to: fc.constantFrom('xuchang-district', 'luoyang-district'),
})
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

test('any sequence of edits, submissions, returns, approvals and transfers keeps totals equal to the rows', async () => {
  let done = 0
  const run = async (one: Step) => {
    const answer = await perform(one)
    if (answer && answer.status >= 500) throw new Error(`${one.do}: ${JSON.stringify(answer.problem)}`)
    if (!answer || answer.status === 200) done += 1
  }
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 14 }), async (steps) => {
      for (const one of steps) await run(one)
      await assertTrue(steps.map((one) => `${one.do} ${one.county} ${one.period}`).join(', '))
    }),
    { numRuns: 20 },
  )
  assert.ok(done > 60, `only ${done} steps were possible`)
})

/** Does the step as somebody who may; null where it needs no answer. Refusals are as good as successes here. */
async function perform(one: Step) {
  const administrator = await town.as('administrator')
  if (one.do === 'fold') {
    await town.database.kysely.transaction().execute((tx) => fold(tx))
    return null
  }
  if (one.do === 'transfer') {
    const params = { placeId: place[one.county] }
    const body = { toPlaceId: place[one.to], onDay: one.day, source: '试验', note: words('试验') }
    const answer = await administrator.send(transferPlace, { params, body })
    // Where another change of the day stands in the way, it was looked at and is replaced.
    const was = answer.problem?.current as { parentPlaceId: string; fromOn: string | null } | undefined
    return was ? administrator.send(transferPlace, { params, body: { ...body, was } }) : answer
  }
  let plan: Plan
  try {
    plan = await planOf(administrator, one.county, one.period)
  } catch {
    return null
  }
  const county = await town.as(`${one.county}-officer`)
  const params = { planId: plan.id }
  const body = { editVersion: plan.editVersion }
  const line = plan.lines[one.line % Math.max(1, plan.lines.length)]
  if (one.do === 'submit') return county.send(calls.submitPlan, { params, body })
  if (one.do === 'edit' && line) {
    const target = line.baseline + one.target
    const actions = line.actions.length > 0 ? bodyOf(line).actions : [action]
    const changed = { ...withTarget(line, target), actions, editVersion: line.editVersion }
    return county.send(lineCalls.changeLine, { params: { planLineId: line.id }, body: changed })
  }
  if (one.do === 'remove' && line) {
    return county.send(lineCalls.removeLine, {
      params: { planLineId: line.id },
      query: { editVersion: line.editVersion },
    })
  }
  if (one.do === 'add' && line && plan.sheets.length > 0) {
    const trade = plan.sheets[one.line % plan.sheets.length].trade
    const output = (await county.ask(boardCalls.planChoices, {})).indicators.find((i) => i.code === 'output')
    const phasing = Object.fromEntries(Object.keys(line.phasing).map((month) => [month, one.target]))
    const target = one.target * Object.keys(phasing).length
    const fresh = {
      ...bodyOf(line),
      indicatorId: output?.id ?? '',
      tradeId: trade.id,
      form: null,
      unit: 'CNY-old',
    }
    return county.send(lineCalls.addLine, {
      params,
      body: { ...fresh, baseline: target, target, phasing, citations: [], note: words('试验') },
    })
  }
  // The district that reviews is the one by the borders of the period: one of the two may.
  for (const login of ['xuchang-officer', 'luoyang-officer']) {
    const district = await town.as(login)
    const answer =
      one.do === 'return'
        ? await district.send(calls.returnPlan, { params, body: { ...body, reason: words('再看') } })
        : one.do === 'approve'
          ? await district.send(calls.approvePlan, { params, body: { ...body, conditions: nothing } })
          : one.do === 'accept'
            ? await district.send(calls.acceptLines, { params, body })
            : line
              ? await district.send(lineCalls.decideLine, {
                  params: { planLineId: line.id },
                  body: { decidedTarget: one.target, reason: words('试验'), editVersion: line.editVersion },
                })
              : null
    if (answer?.status !== 404) return answer
  }
  return null
}

const action = {
  what: words('开会'),
  where: nothing,
  who: words('生产科'),
  fromSaid: '1954-04',
  toSaid: '1954-05',
}

test('32 people at once lose nothing, and nobody overwrites what they have not seen', async () => {
  const district = await town.as('xuchang-officer')
  const county = await town.as('linying-officer')
  let plan = await planOf(district, 'linying')
  await district.ask(calls.returnPlan, {
    params: { planId: plan.id },
    body: { editVersion: plan.editVersion, reason: words('修订') },
  })
  plan = await planOf(county, 'linying')
  // Different lines of one plan: every edit is kept.
  const edits = plan.lines.map((line) =>
    county.send(lineCalls.changeLine, {
      params: { planLineId: line.id },
      body: { ...withTarget(line, line.target + 1), editVersion: line.editVersion },
    }),
  )
  assert.deepEqual(
    (await Promise.all(edits)).map((one) => one.status),
    plan.lines.map(() => 200),
  )
  const changed = await planOf(county, 'linying')
  changed.lines.forEach((line, n) => {
    assert.equal(line.target, plan.lines[n].target + 1)
  })
  await assertTrue('after edits of all lines at once')
  // The same line 32 times from the same version: one wins, the others are shown what stands now.
  const [line] = changed.lines
  const same = await Promise.all(
    Array.from({ length: 32 }, (_, n) =>
      county.send(lineCalls.changeLine, {
        params: { planLineId: line.id },
        body: { ...withTarget(line, line.target + n), editVersion: line.editVersion },
      }),
    ),
  )
  assert.deepEqual(same.map((one) => one.status).sort(), [200, ...Array.from({ length: 31 }, () => 409)])
  for (const one of same)
    if (one.status === 409) assert.equal((one.problem.current as { id: string }).id, line.id)
  await assertTrue('after 32 edits of one line')
  // 32 approvals of the same plan: it is approved once.
  plan = await planOf(county, 'linying')
  await county.ask(calls.submitPlan, { params: { planId: plan.id }, body: { editVersion: plan.editVersion } })
  plan = await planOf(district, 'linying')
  const approvals = await Promise.all(
    Array.from({ length: 32 }, () =>
      district.send(calls.approvePlan, {
        params: { planId: plan.id },
        body: { editVersion: plan.editVersion, conditions: nothing },
      }),
    ),
  )
  assert.equal(approvals.filter((one) => one.status === 200).length, 1)
  assert.equal(approvals.filter((one) => one.status === 409).length, 31)
  await assertTrue('after 32 approvals')
  // Counties, the district and a transfer at the same moment.
  const administrator = await town.as('administrator')
  const plans = await Promise.all(
    ['xuchang', 'ye', 'lushan', 'baofeng', 'wuyang', 'changge'].map((code) => planOf(district, code)),
  )
  await Promise.all([
    ...plans.map((one) =>
      district.send(calls.returnPlan, {
        params: { planId: one.id },
        body: { editVersion: one.editVersion, reason: words('同时') },
      }),
    ),
    administrator.send(transferPlace, {
      params: { placeId: place.lushan },
      body: {
        toPlaceId: place['luoyang-district'],
        onDay: '1954-05-01',
        source: '试验',
        note: words('试验'),
      },
    }),
    town.database.kysely.transaction().execute((tx) => fold(tx)),
  ])
  await assertTrue('after everything at once')
})
