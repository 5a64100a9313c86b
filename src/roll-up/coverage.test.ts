// Coverage as stored equals coverage grouped from the rows: at every place and month, after any sequence of reports,
// corrections, visits, returns, approvals, changed lines and transfers, folded or not, and with 32 reporters at once.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { groupedCoverage, postedAmiss } from '../../test/coverage.ts'
import { bodyOf, type Line, nothing, type Plan, planOf, words } from '../../test/plans.ts'
import { openTown, type Person, type Town } from '../../test/town.ts'
import { endOfMonth, monthsOf } from '../base/dates.ts'
import { newId } from '../base/ids.ts'
import { makeReport, verifyReport } from '../carry-out/reports/contract.ts'
import * as boardCalls from '../plan/board/contract.ts'
import * as lineCalls from '../plan/lines/contract.ts'
import * as periodCalls from '../plan/periods/contract.ts'
import * as plans from '../plan/plans/contract.ts'
import { mergePlace, placeTree, transferPlace } from '../registry/places/contract.ts'
import { fold } from '../totals/actions.ts'
import * as calls from './contract.ts'

let town: Town
let administrator: Person
let periodId: string
const place: Record<string, string> = {}
const months = monthsOf('1954-01-01', '1954-07-01')
const seen = ['henan', 'xuchang-district', 'luoyang-district', 'yancheng', 'linru', 'lushan', 'fugou']

before(async () => {
  town = await openTown()
  administrator = await town.as('administrator')
  const { periods } = await administrator.ask(periodCalls.periods, {})
  periodId = periods.find((one) => one.code === '1954-h1')?.id ?? ''
  for (const one of (await administrator.ask(placeTree, { query: {} })).places) place[one.code] = one.id
})
after(() => town.close())

async function assertTrue(when: string, codes = seen, of = months): Promise<void> {
  for (const code of codes) {
    for (const month of of) {
      const placeId = place[code]
      const shown = await administrator.ask(calls.rollUp, { query: { placeId, periodId, month } })
      const grouped = await groupedCoverage(town.database, { placeId, periodId, month })
      const { illustrative: _, ...facts } = shown.facts
      assert.deepEqual(facts, grouped.facts, `${when}: ${code} ${month}`)
      const cells = Object.fromEntries(
        shown.rows
          .filter((row) => row.indicator.kind === 'additive')
          .flatMap(({ indicator, coverage, parts }) => [
            [`${indicator.id}  `, coverage] as const,
            ...parts.map(
              (part) => [`${indicator.id} ${part.tradeId ?? ''} ${part.form ?? ''}`, part.coverage] as const,
            ),
          ])
          .filter(([, coverage]) => coverage.lines > 0),
      )
      assert.deepEqual(cells, grouped.coverage, `${when}: ${code} ${month}`)
    }
  }
}

const assertPosted = async (when: string) => assert.deepEqual(await postedAmiss(town.database), [], when)

test('the seeded reports are covered right at every place and month, folded or not', async () => {
  await assertTrue('as seeded')
  await assertPosted('as seeded')
  await town.database.kysely.transaction().execute((tx) => fold(tx))
  await assertTrue('folded')
})

const counties = ['yancheng', 'linru', 'lushan', 'fugou'] as const
const step = fc.record({
  do: fc.constantFrom(
    'report',
    'report',
    'report',
    'report',
    'verify',
    'dispute',
    'return',
    'add',
    'remove',
    'submit',
    'approve',
    'approve',
    'transfer',
    'fold',
  ),
  county: fc.constantFrom(...counties),
  month: fc.constantFrom(...months),
  line: fc.nat(40),
  value: fc.nat(300),
  to: fc.constantFrom('xuchang-district', 'luoyang-district'),
})
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

const kinds = [
  'report',
  'verify',
  'return',
  'transfer',
  'submit',
  'fold',
  'approve',
  'add',
  'submit',
  'report',
  'approve',
]
const throughAll = kinds.map((kind): Step => {
  const what = kind as Step['do']
  return { do: what, county: 'lushan', month: '1954-04', line: 1, value: 150, to: 'luoyang-district' }
})

test('any sequence of what people do keeps stored coverage equal to grouped coverage', async () => {
  const done = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 20 }), async (steps) => {
      for (const one of steps) {
        const answer = await perform(one)
        if (answer && answer.status >= 500) throw new Error(`${one.do}: ${JSON.stringify(answer.problem)}`)
        if (answer?.status === 200) done.set(one.do, (done.get(one.do) ?? 0) + 1)
      }
      const course = steps.map((one) => `${one.do} ${one.county} ${one.month}`).join(', ')
      await assertTrue(course)
      await assertPosted(course)
    }),
    { numRuns: 10, examples: [[throughAll]] },
  )
  for (const { do: kind } of throughAll)
    assert.ok(kind === 'fold' || done.get(kind), `nobody could ${kind}: ${JSON.stringify([...done])}`)
})

async function perform({ do: what, county, month, line: nth, value, to }: Step) {
  const officer = await town.as(`${county}-officer`)
  if (what === 'fold') {
    await town.database.kysely.transaction().execute((tx) => fold(tx))
    return null
  }
  if (what === 'transfer') {
    const params = { placeId: place[county] }
    const body = { toPlaceId: place[to], onDay: '1954-05-01', source: '试验', note: words('试验') }
    const answer = await administrator.send(transferPlace, { params, body })
    // Where another change of the day stands in the way, it was looked at and is replaced.
    const was = answer.problem?.current as { parentPlaceId: string; fromOn: string | null } | undefined
    return was ? administrator.send(transferPlace, { params, body: { ...body, was } }) : answer
  }
  const plan = await planOf(administrator, county)
  const line = plan.lines[nth % plan.lines.length]
  const params = { planId: plan.id }
  const { editVersion } = plan
  if (what === 'report') return report(officer, line, month, value)
  if (what === 'submit') return officer.send(plans.submitPlan, { params, body: { editVersion } })
  if (what === 'remove') {
    const unbound = plan.lines.find((one) => !one.binding) ?? line
    const query = { editVersion: unbound.editVersion }
    return officer.send(lineCalls.removeLine, { params: { planLineId: unbound.id }, query })
  }
  if (what === 'add') {
    // Into a plan that was reported against, so that a month that was whole is whole no more.
    if (plan.state !== 'returned') await asDistrict((person) => sendBack(person, plan))
    const { indicators } = await officer.ask(boardCalls.planChoices, {})
    const output = indicators.find((one) => one.code === 'output')?.id ?? ''
    const phasing = Object.fromEntries(months.map((one) => [one, value]))
    const figures = { baseline: value, target: value * months.length, phasing }
    const free = plan.sheets.filter(
      ({ trade }) => !plan.lines.some((one) => one.indicator.id === output && one.trade?.id === trade.id),
    )
    if (free.length === 0) return null
    const kind = {
      indicatorId: output,
      tradeId: free[nth % free.length].trade.id,
      form: null,
      unit: 'CNY-old',
    }
    const body = { ...bodyOf(line), ...kind, ...figures, citations: [], note: words('试验') }
    return officer.send(lineCalls.addLine, { params, body })
  }
  if (what === 'return') return asDistrict((person) => sendBack(person, plan))
  if (what === 'approve')
    return asDistrict((person) =>
      person.send(plans.approvePlan, { params, body: { editVersion, conditions: nothing } }),
    )
  return asDistrict((person) => look(person, line.id, month, what === 'verify' ? 'verified' : 'disputed'))
}

const sendBack = (person: Person, { id, editVersion }: Plan) =>
  person.send(plans.returnPlan, { params: { planId: id }, body: { editVersion, reason: words('再看') } })

/** The district that reviews is the one by the borders of the period: one of the two may. */
async function asDistrict<T extends { status: number } | null>(work: (person: Person) => Promise<T>) {
  for (const login of ['xuchang-officer', 'luoyang-officer']) {
    const answer = await work(await town.as(login))
    if (answer && answer.status !== 404) return answer
  }
  return null
}

async function standingId(planLineId: string, month: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select id from carry_out.report
    where plan_line_id = ${planLineId} and month = ${month} and standing`.execute(town.database.kysely)
  return rows[0]?.id ?? null
}

/** Reports a figure, or corrects the one that stands; `supersedes` says which of the two where the moment decides. */
async function report(officer: Person, line: Line, month: string, value: number, supersedes?: null) {
  const supersedesId = supersedes === undefined ? await standingId(line.id, month) : supersedes
  const isLeft = line.indicator.code === 'left'
  return officer.send(makeReport, {
    params: { planLineId: line.id },
    body: {
      id: newId(),
      month,
      asOf: endOfMonth(month),
      value,
      unit: line.indicator.unit,
      leftReasons: isLeft && value > 0 ? [{ reason: 'other_trade', count: value }] : [],
      dormant: line.indicator.counts === 'organisations' ? 0 : null,
      source: 'ledger',
      sourceNote: nothing,
      cause: words('试验'),
      help: nothing,
      supersedesId,
      reason: supersedesId ? words('更正') : null,
    },
  })
}

async function look(person: Person, planLineId: string, month: string, outcome: 'verified' | 'disputed') {
  const reportId = await standingId(planLineId, month)
  if (!reportId) return null
  const body = {
    id: newId(),
    onDay: '1954-07-10',
    outcome,
    how: 'counted' as const,
    found: null,
    note: words('试验'),
  }
  return person.send(verifyReport, { params: { reportId }, body })
}

test('32 reporters of one county at once are each counted, and the county once', async () => {
  const todo = new Map<string, { line: Line; month: string }[]>()
  for (const code of ['wuyang', 'ye', 'baofeng', 'changge', 'linying', 'xuchang', 'shangshui']) {
    const plan = await planOf(administrator, code)
    const missing: { line: Line; month: string }[] = []
    if (plan.state === 'approved')
      for (const month of months)
        for (const line of plan.lines) if (!(await standingId(line.id, month))) missing.push({ line, month })
    todo.set(code, missing)
  }
  const [code, missing] = [...todo].sort((a, b) => b[1].length - a[1].length)[0]
  const officer = await town.as(`${code}-officer`)
  const chosen = missing.slice(-32)
  assert.ok(chosen.length >= 10, `only ${chosen.length} figures are missing`)
  const folding = town.database.kysely.transaction().execute((tx) => fold(tx))
  const answers = await Promise.all([
    ...chosen.map(({ line, month }, n) => report(officer, line, month, 100 + n, null)),
    ...chosen.slice(0, 5).map(({ line, month }, n) => report(officer, line, month, 200 + n, null)),
  ])
  await folding
  assert.ok(answers.every((answer) => answer.status === 200 || answer.status === 422))
  assert.equal(answers.filter((answer) => answer.status === 200).length, chosen.length)
  await assertTrue('32 at once', [code, 'xuchang-district', 'henan'])
})

test('a plan approved anew counts its own county alone, where another went into it within the period', async () => {
  await administrator.ask(mergePlace, {
    params: { placeId: place.lushan },
    body: { intoPlaceId: place.wuyang, onDay: '1954-06-29', source: '试验', note: words('试验') },
  })
  await assertPosted('merged')
  const officer = await town.as('wuyang-officer')
  const plan = await planOf(administrator, 'wuyang')
  assert.equal((await asDistrict((person) => sendBack(person, plan)))?.status, 200)
  const params = { planId: plan.id }
  const version = async () => (await planOf(administrator, 'wuyang')).editVersion
  await officer.ask(plans.submitPlan, { params, body: { editVersion: await version() } })
  const body = { editVersion: await version(), conditions: nothing }
  assert.equal((await asDistrict((person) => person.send(plans.approvePlan, { params, body })))?.status, 200)
  await assertPosted('approved anew')
  await assertTrue('approved anew', ['wuyang', 'xuchang-district', 'henan'])
})

test('what an earlier version took away of another county is counted again by the upgrade', async () => {
  const { kysely } = town.database
  const columns = sql.raw(
    'place_id, line, borders_on, period_id, indicator_id, trade_id, form, measure, status, month',
  )
  await sql`insert into totals.delta (${columns}, amount) select ${columns}, -1 from totals.posted
    where place_id = ${place.wuyang} and measure = 'counties' and status = 'reported'`.execute(kysely)
  await assert.rejects(assertPosted('spoilt'))
  const mend = new URL('../totals/migrations/2026-11-29-recounted.sql', import.meta.url)
  await sql.raw(readFileSync(mend, 'utf8')).execute(kysely)
  await assertPosted('mended')
})
