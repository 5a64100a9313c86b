import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { openTown, type Person, type Town } from '../../test/town.ts'
import { newId } from '../base/ids.ts'
import { makeReport, verifyReport } from '../carry-out/reports/contract.ts'
import { addIndicator, changeIndicator, listIndicators } from '../plan/indicators/contract.ts'
import { decideLine } from '../plan/lines/contract.ts'
import { approvePlan, returnPlan, submitPlan } from '../plan/plans/contract.ts'
import { transferPlace } from '../registry/places/contract.ts'
import { fold } from '../totals/actions.ts'
import * as calls from './contract.ts'

let town: Town
let district: Person
let periods: Record<string, string>
let places: Record<string, string>
const nothing = { zh: '', en: '' }

before(async () => {
  town = await openTown()
  district = await town.as('xuchang-officer')
  const read = async (query: ReturnType<typeof sql<{ code: string; id: string }>>) =>
    Object.fromEntries((await query.execute(town.database.kysely)).rows.map((row) => [row.code, row.id]))
  periods = await read(sql`select code, id from plan.period`)
  places = await read(sql`select code, id from registry.place`)
})
after(() => town.close())

type Sum = { code: string; baseline: number; target: number; phased: number; actual: number }

/**
 * The same totals reckoned anew from plans and reports in plain SQL, without the totals and without any of our rules:
 * the counties under a district on a day, the plans that count, the latest report of a stock, all reports of a flow.
 */
async function reckon(
  district: string,
  period: string,
  month: string,
  states = ['approved'],
  onDay: string | null = null,
): Promise<Sum[]> {
  const { rows } = await sql<Sum>`
    with recursive period as (select * from plan.period where code = ${period}),
    under as (
      select id from registry.place where code = ${district}
      union
      select parent.place_id from registry.place_parent as parent join under on under.id = parent.parent_id, period
      where parent.from_on <= coalesce(${onDay}::date, period.to_on - 1) and parent.to_on > coalesce(${onDay}::date, period.to_on - 1)
    ),
    line as (
      select plan_line.id, coalesce(standing_baseline, baseline) as baseline, indicator.code, indicator.cumulative,
        case when standing_version is null then plan.state else 'approved' end as state,
        coalesce(standing_target, target) as aim, coalesce(standing_phasing, phasing) as course
      from plan.plan_line join plan.plan on plan.id = plan_line.plan_id
      join period on period.id = plan.period_id join plan.indicator on indicator.id = plan_line.indicator_id
      where plan.place_id in (select id from under) and (standing_version is null or standing_target is not null)
    ),
    figure as (
      select line.code, line.cumulative, line.id, report.value,
        row_number() over (partition by line.id order by report.month desc) as age
      from carry_out.report join line on line.id = report.plan_line_id
      where report.standing and report.month <= ${month}
    )
    select indicator.code,
      coalesce((select sum(baseline) from line where line.code = indicator.code and state = any(${states})), 0)::bigint as baseline,
      coalesce((select sum(aim) from line where line.code = indicator.code and state = any(${states})), 0)::bigint as target,
      coalesce((select sum(each.value::bigint) from line, jsonb_each_text(line.course) as each
        where line.code = indicator.code and state = any(${states})
          and (each.key = ${month} or each.key < ${month} and not line.cumulative)), 0)::bigint as phased,
      coalesce((select sum(value) from figure where figure.code = indicator.code
        and (age = 1 or not figure.cumulative)), 0)::bigint as actual
    from plan.indicator where indicator.kind = 'additive' order by indicator.position`.execute(
    town.database.kysely,
  )
  return rows
}

type Asked = {
  place: string
  period?: string
  month?: string
  counting?: 'approved' | 'submitted'
  bordersOn?: string
}
const query = ({
  place,
  period = '1954-h1',
  month = '1954-05',
  counting = 'approved',
  bordersOn,
}: Asked) => ({
  query: { placeId: places[place], periodId: periods[period], month, counting, bordersOn },
})

async function shown(asked: Asked, person = district): Promise<Sum[]> {
  const { rows } = await person.ask(calls.rollUp, query(asked))
  return rows
    .filter((row) => row.indicator.kind === 'additive')
    .map(({ indicator, figures: f }) => ({
      code: indicator.code,
      baseline: f.baseline ?? 0,
      target: f.target ?? 0,
      phased: f.phased ?? 0,
      actual: f.actual ?? 0,
    }))
}

const of = (sums: Sum[], code: string) => sums.find((sum) => sum.code === code) as Sum

test('every month’s totals equal an independent summation, folded or not, counting approved or submitted plans', async () => {
  for (const month of ['1954-01', '1954-03', '1954-04', '1954-05', '1954-06']) {
    assert.deepEqual(
      await shown({ place: 'xuchang-district', month }),
      await reckon('xuchang-district', '1954-h1', month),
      month,
    )
  }
  const wider = ['approved', 'submitted']
  const both = await shown({ place: 'xuchang-district', counting: 'submitted' })
  assert.deepEqual(both, await reckon('xuchang-district', '1954-h1', '1954-05', wider))
  assert.ok(of(both, 'members').target > of(await shown({ place: 'xuchang-district' }), 'members').target)
  await town.database.kysely.transaction().execute((tx) => fold(tx))
  assert.deepEqual(
    await shown({ place: 'xuchang-district' }),
    await reckon('xuchang-district', '1954-h1', '1954-05'),
  )
  const province = await town.as('henan-viewer')
  assert.deepEqual(await shown({ place: 'henan' }, province), await reckon('henan', '1954-h1', '1954-05'))
})

test('a report, its correction and a visit change the totals in the same moment', async () => {
  const officer = await town.as('lushan-officer')
  const { rows } = await sql<{
    id: string
    value: number
  }>`select line.id, (line.phasing->>'1954-05')::int as value
    from plan.plan_line as line join plan.plan on plan.id = line.plan_id join plan.indicator on indicator.id = line.indicator_id
    where plan.place_id = ${places.lushan} and indicator.code = 'members' order by line.id limit 1`.execute(
    town.database.kysely,
  )
  const before = of(await shown({ place: 'xuchang-district' }), 'members').actual
  const body = {
    id: newId(),
    month: '1954-05',
    asOf: '1954-05-31',
    value: rows[0].value + 50,
    unit: 'persons' as const,
    leftReasons: [],
    dormant: null,
    source: 'ledger' as const,
    sourceNote: nothing,
    cause: nothing,
    help: nothing,
    supersedesId: null as string | null,
    reason: null as typeof nothing | null,
  }
  const params = { planLineId: rows[0].id }
  const { id } = await officer.ask(makeReport, { params, body })
  assert.deepEqual(
    await shown({ place: 'xuchang-district' }),
    await reckon('xuchang-district', '1954-h1', '1954-05'),
  )
  const reason = { zh: '误计', en: 'miscounted' }
  const mended = { ...body, id: newId(), value: rows[0].value + 20, supersedesId: id, reason, cause: reason }
  await officer.ask(makeReport, { params, body: mended })
  const visit = {
    id: newId(),
    onDay: '1954-07-10',
    outcome: 'verified' as const,
    how: 'counted' as const,
    found: null,
    note: nothing,
  }
  await district.ask(verifyReport, { params: { reportId: mended.id }, body: visit })
  const after = await shown({ place: 'xuchang-district' })
  assert.deepEqual(after, await reckon('xuchang-district', '1954-h1', '1954-05'))
  assert.notEqual(of(after, 'members').actual, before)
  const { lastChange } = await district.ask(calls.rollUp, query({ place: 'xuchang-district' }))
  assert.equal(lastChange?.verb, 'report.verified')
  assert.equal(lastChange?.place.zh, '鲁山县')
})

test('totals equal the rows before and after a plan is returned, submitted again, decided on and approved', async () => {
  const yancheng = await town.as('yancheng-officer')
  const equal = async () => {
    for (const counting of ['approved', 'submitted'] as const) {
      const states = counting === 'approved' ? ['approved'] : ['approved', 'submitted']
      const sums = await shown({ place: 'xuchang-district', counting })
      assert.deepEqual(sums, await reckon('xuchang-district', '1954-h1', '1954-05', states))
    }
    return of(await shown({ place: 'xuchang-district', counting: 'submitted' }), 'members').target
  }
  const read = async () => {
    const { rows } = await sql<{
      id: string
      editVersion: number
    }>`select id, edit_version as "editVersion" from plan.plan
      where place_id = ${places.yancheng} and period_id = ${periods['1954-h1']}`.execute(town.database.kysely)
    return rows[0]
  }
  const { id: planId } = await read()
  const now = async () => ({ editVersion: (await read()).editVersion })
  const reason = { zh: '请按专区平衡修改', en: 'please balance it with the district' }
  const before = await equal()
  await district.ask(returnPlan, { params: { planId }, body: { ...(await now()), reason } })
  assert.ok((await equal()) < before)
  const aboutOpen = { zh: '意见另议', en: 'to be talked over' }
  await yancheng.ask(submitPlan, { params: { planId }, body: { ...(await now()), aboutOpen } })
  assert.equal(await equal(), before)
  const { rows } = await sql<{ id: string; target: number; editVersion: number }>`
    select line.id, line.target, line.edit_version as "editVersion" from plan.plan_line as line
    join plan.indicator on indicator.id = line.indicator_id
    where line.plan_id = ${planId} and indicator.code = 'members' order by line.id limit 1`.execute(
    town.database.kysely,
  )
  const [line] = rows
  const decision = { decidedTarget: line.target - 2, reason, editVersion: line.editVersion }
  await district.ask(decideLine, { params: { planLineId: line.id }, body: decision })
  assert.equal(await equal(), before)
  await district.ask(approvePlan, {
    params: { planId },
    body: { ...(await now()), conditions: { zh: '', en: '' }, aboutOpen },
  })
  assert.equal(await equal(), before - 2)
})

test('every figure opens down to rows that add up to exactly it', async () => {
  const asked = query({ place: 'xuchang-district', counting: 'submitted' }).query
  const { rows } = await district.ask(calls.rollUp, { query: asked })
  let opened = 0
  for (const { indicator, figures, parts } of rows.filter((row) => row.indicator.kind === 'additive')) {
    for (const measure of [
      'baseline',
      'target',
      'phased',
      'actual',
      'reportedBaseline',
      'dormant',
    ] as const) {
      const whole = { tradeId: null, form: null, figures }
      for (const part of [whole, ...parts.slice(0, 4)]) {
        const { tradeId, form } = part
        const cell = await district.ask(calls.rollUpCell, {
          query: {
            ...asked,
            indicatorId: indicator.id,
            tradeId: tradeId ?? undefined,
            form: form ?? undefined,
            measure,
          },
        })
        assert.equal(cell.sum, cell.total, `${indicator.code} ${measure}`)
        assert.equal(cell.total, part.figures[measure] ?? cell.total, `${indicator.code} ${measure}`)
        assert.equal(cell.groups.length + cell.absent.length, 19)
        opened += cell.groups.length
      }
    }
  }
  assert.ok(opened > 200, `${opened} groups were opened`)
  const ratio = rows.find((row) => row.indicator.kind === 'ratio')?.indicator.id ?? ''
  const refused = await district.send(calls.rollUpCell, {
    query: { ...asked, indicatorId: ratio, measure: 'actual' },
  })
  assert.equal(refused.problem.errors?.[0].code, 'ratio')
})

test('ratios are recomputed from their parts', async () => {
  const { rows } = await district.ask(calls.rollUp, query({ place: 'xuchang-district' }))
  const figures = (code: string) => rows.find((row) => row.indicator.code === code)?.figures
  const [good, inspected, rate] = [figures('good'), figures('inspected'), figures('pass-rate')]
  assert.ok(Math.abs((rate?.actual ?? 0) - ((good?.actual ?? 0) / (inspected?.actual ?? 1)) * 100) < 1e-9)
  assert.ok((rate?.actual ?? 0) > 50 && (rate?.actual ?? 0) <= 100)
})

test('a formula is reckoned from its terms in every place, trade and form, and has no rows of its own', async () => {
  const administrator = await town.as('administrator')
  const { programme, indicators } = await administrator.ask(listIndicators, { query: {} })
  const idOf = (code: string) => indicators.find((one) => one.code === code)?.id ?? ''
  const weights: Record<string, number> = { members: 0.25, organisations: 1.5 }
  const entry = {
    programmeId: programme?.id ?? '',
    code: 'strength',
    names: { zh: '力量', en: 'strength' },
    definition: { zh: '加权', en: 'weighted' },
    unit: 'percent',
    numeratorId: null,
    denominatorId: null,
    terms: Object.entries(weights).map(([code, weight]) => ({ indicatorId: idOf(code), weight })),
    cumulative: false,
    byTrade: true,
    byForm: true,
    needsAction: false,
    counts: null,
  }
  const { id } = await administrator.ask(addIndicator, { body: entry })
  const province = await town.as('henan-viewer')
  for (const [place, person] of [
    ['xuchang-district', district],
    ['henan', province],
  ] as const) {
    const asked = { place, month: '1954-05' }
    const sums = await reckon(place, '1954-h1', asked.month)
    const { rows } = await person.ask(calls.rollUp, query(asked))
    const row = rows.find(({ indicator }) => indicator.id === id)
    const { figures, parts = [] } = row ?? {}
    for (const measure of ['baseline', 'target', 'phased', 'actual'] as const) {
      const expected = Object.entries(weights).map(([code, weight]) => weight * of(sums, code)[measure])
      assert.equal(figures?.[measure], expected[0] + expected[1], `${place} ${measure}`)
    }
    const terms = Object.keys(weights).map((code) => rows.find((one) => one.indicator.code === code))
    assert.equal(row?.coverage.reported, Math.min(...terms.map((one) => one?.coverage.reported ?? 0)))
    assert.ok(parts.length > 5)
    for (const part of parts) {
      const own = terms.map((term) =>
        term?.parts.find((one) => one.tradeId === part.tradeId && one.form === part.form),
      )
      const [members, units] = own.map((one) => one?.figures.actual ?? null)
      const expected = members === null || units === null ? null : members * 0.25 + units * 1.5
      assert.equal(part.figures.actual, expected, JSON.stringify(part))
    }
  }
  const cell = { ...query({ place: 'xuchang-district' }).query, indicatorId: id, measure: 'actual' as const }
  const refused = await district.send(calls.rollUpCell, { query: cell })
  assert.equal(refused.problem.errors?.[0].code, 'formula')
  const sheet = String(await district.ask(calls.rollUpCsv, query({ place: 'xuchang-district' })))
  assert.match(sheet, /strength,/)
  const after = (await administrator.ask(listIndicators, { query: {} })).indicators
  assert.equal(after.find((one) => one.id === id)?.isUsed, false)
  assert.deepEqual(after.find((one) => one.id === id)?.terms, entry.terms)
  const { code: _, programmeId: __, ...changed } = { ...entry, terms: [{ indicatorId: id, weight: 1 }] }
  const self = await administrator.send(changeIndicator, {
    params: { indicatorId: id },
    body: { ...changed, retired: false },
  })
  assert.equal(self.problem.errors?.[0].pointer, '/terms/0/indicatorId')
})

test('Linru counts in Xuchang in the first half-year and in Luoyang in the second, before and after it is moved again', async () => {
  const [administrator, luoyang] = [await town.as('administrator'), await town.as('luoyang-officer')]
  const check = async (h1: string, h2: string) => {
    for (const [person, place] of [
      [district, 'xuchang-district'],
      [luoyang, 'luoyang-district'],
    ] as const) {
      for (const [period, month] of [
        ['1954-h1', '1954-06'],
        ['1954-h2', '1954-07'],
      ]) {
        const asked = { place, period, month, counting: 'submitted' as const }
        const states = ['approved', 'submitted']
        assert.deepEqual(
          await shown(asked, person),
          await reckon(place, period, month, states),
          `${place} ${period}`,
        )
        const { grid } = await person.ask(calls.rollUp, query(asked))
        const isHere = grid.rows.some((row) => row.place.id === places.linru)
        assert.equal(isHere, place === (period === '1954-h1' ? h1 : h2), `${place} ${period}`)
      }
    }
  }
  const second = (place: string, person: Person) =>
    shown({ place, period: '1954-h2', month: '1954-07', counting: 'submitted' }, person)
  await check('xuchang-district', 'luoyang-district')
  const moved = of(await second('luoyang-district', luoyang), 'members').target
  assert.ok(moved > 0)
  const firstHalf = await shown({ place: 'xuchang-district', month: '1954-06' })

  const said = { onDay: '1954-09-04', source: 'test', note: nothing }
  const params = { placeId: places.linru }
  const move = (from: string, to: string) =>
    administrator.ask(transferPlace, {
      params,
      body: { ...said, toPlaceId: places[to], was: { parentPlaceId: places[from], fromOn: said.onDay } },
    })
  await move('luoyang-district', 'xuchang-district')
  await check('xuchang-district', 'xuchang-district')
  assert.equal(of(await second('luoyang-district', luoyang), 'members').target, 0)
  await move('xuchang-district', 'luoyang-district')
  await check('xuchang-district', 'luoyang-district')
  assert.equal(of(await second('luoyang-district', luoyang), 'members').target, moved)
  assert.deepEqual(await shown({ place: 'xuchang-district', month: '1954-06' }), firstHalf)
})

test('totals can be read on the borders of any day', async () => {
  const asked = { place: 'xuchang-district', month: '1954-06', bordersOn: '1954-12-31' }
  const later = await shown(asked)
  assert.deepEqual(later, await reckon('xuchang-district', '1954-h1', '1954-06', ['approved'], '1954-12-31'))
  const own = await shown({ place: 'xuchang-district', month: '1954-06' })
  assert.ok(of(later, 'members').actual < of(own, 'members').actual)
  assert.deepEqual(await shown({ ...asked, bordersOn: '1954-06-29' }), own)
  const { grid } = await district.ask(calls.rollUp, query(asked))
  assert.ok(grid.rows.length > 0 && !grid.rows.some((row) => row.place.id === places.linru))
})

test('other borders bring nobody the plans of a county that was another’s', async () => {
  const asked = { place: 'luoyang-district', month: '1954-06', bordersOn: '1954-12-31' }
  const { grid } = await (await town.as('luoyang-officer')).ask(calls.rollUp, query(asked))
  assert.ok(grid.rows.length > 0 && !grid.rows.some((row) => row.place.id === places.linru))
  const whole = await (await town.as('henan-viewer')).ask(calls.rollUp, query(asked))
  assert.ok(whole.grid.rows.some((row) => row.place.id === places.linru))
})

test('a reader sees the totals of the own places, and others’ answer as not found', async () => {
  const linying = await town.as('linying-officer')
  const own = await linying.ask(calls.rollUp, { query: {} })
  assert.equal(own.place.id, places.linying)
  assert.deepEqual(own.above, [])
  const { found } = await linying.ask(calls.rollUpPlaces, { query: {} })
  assert.deepEqual(
    found.map((place) => place.id),
    [places.linying],
  )
  const foreign = async (login: string, place: string) =>
    (await (await town.as(login)).send(calls.rollUp, query({ place }))).status
  assert.equal(await foreign('linying-officer', 'xuchang-district'), 404)
  assert.equal(await foreign('linying-officer', 'jia'), 404)
  assert.equal(await foreign('luoyang-officer', 'xuchang-district'), 404)
  assert.equal(await foreign('luoyang-officer', 'linru'), 404)
  assert.equal((await (await town.as('tin-presenter')).send(calls.rollUp, { query: {} })).status, 403)
  assert.equal((await town.stranger().send(calls.rollUp, { query: {} })).status, 401)
  const month = await district.send(calls.rollUp, { query: { month: '1955-02' } })
  assert.equal(month.problem.errors?.[0].pointer, '/month')
})

test('the sheet is UTF-8 with a mark, in the reader’s language, and says whose figures they are', async () => {
  const answer = await district.send(calls.rollUpCsv, query({ place: 'xuchang-district' }), {
    'accept-language': 'zh',
  })
  const text = String(answer.body)
  assert.equal(answer.status, 200)
  assert.ok(text.startsWith('\ufeff许昌专区,'))
  assert.match(text, /组员、社员人数/)
  const members = of(await shown({ place: 'xuchang-district' }), 'members')
  assert.ok(text.includes(`,${members.baseline},${members.target},`))
})

test('a page costs the same number of statements for one county and for all of them, and at most eight', async () => {
  const count = async (work: () => Promise<unknown>) => {
    const before = town.database.statements()
    await work()
    return town.database.statements() - before
  }
  const linying = await town.as('linying-officer')
  const province = await town.as('henan-viewer')
  const page = (person: Person, place: string) => count(() => person.ask(calls.rollUp, query({ place })))
  const costs = [
    await page(linying, 'linying'),
    await page(district, 'xuchang-district'),
    await page(province, 'henan'),
  ]
  assert.deepEqual(costs, [costs[0], costs[0], costs[0]])
  assert.ok(costs[0] <= 8, `${costs[0]} statements`)
  const { rows } = await district.ask(calls.rollUp, query({ place: 'xuchang-district' }))
  const cell = {
    ...query({ place: 'xuchang-district' }).query,
    indicatorId: rows[0].indicator.id,
    measure: 'actual' as const,
  }
  assert.ok((await count(() => district.ask(calls.rollUpCell, { query: cell }))) <= 8)
})
