// What plans are made of, through the front door: indicators, units and periods are a programme's own, and what figures
// were made with stays.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { bodyOf, planOf } from '../../../test/plans.ts'
import { openTown, type Person, type Town } from '../../../test/town.ts'
import type { CallReply } from '../../base/call.ts'
import { addLine, changeLine } from '../lines/contract.ts'
import * as periodCalls from '../periods/contract.ts'
import { periods } from '../periods/contract.ts'
import * as unitCalls from '../units/contract.ts'
import * as setup from './contract.ts'

let town: Town
let administrator: Person
let programmeId: string
before(async () => {
  town = await openTown()
  administrator = await town.as('administrator')
  programmeId = (await read()).programme?.id ?? ''
})
after(() => town.close())

type IndicatorRow = CallReply<typeof setup.listIndicators>['indicators'][number]
const read = () => administrator.ask(setup.listIndicators, { query: {} })
const words = (en: string) => ({ zh: `${en}（中文）`, en })
const reasons = (answer: { problem: { errors?: { pointer: string; code: string }[] } }) =>
  (answer.problem.errors ?? []).map((one) => `${one.pointer} ${one.code}`).sort()
const cloth = {
  names: words('Cloth woven'),
  definition: words('Metres taken off the loom in the month.'),
  unit: 'm',
  numeratorId: null as string | null,
  denominatorId: null as string | null,
  cumulative: false,
  byTrade: true,
  byForm: false,
  needsAction: false,
  counts: null,
}

test('an indicator in a unit of one’s own is entered, changed while nothing rests on it, and retired', async () => {
  const body = { programmeId, code: 'cloth', ...cloth }
  assert.deepEqual(reasons(await administrator.send(setup.addIndicator, { body })), ['/unit unknown'])
  const unit = { code: 'm', names: words('metres'), scale: 1000, scaledNames: null }
  assert.deepEqual(reasons(await administrator.send(unitCalls.addUnit, { body: unit })), [
    '/scaledNames required',
  ])
  await administrator.ask(unitCalls.addUnit, { body: { ...unit, scaledNames: words('km') } })
  const { id } = await administrator.ask(setup.addIndicator, { body })
  const edit = (change: object) =>
    administrator.send(setup.changeIndicator, {
      params: { indicatorId: id },
      body: { ...cloth, ...change, retired: false },
    })
  assert.equal((await edit({ cumulative: true, unit: 'pieces' })).status, 200)
  assert.deepEqual(reasons(await edit({ definition: { zh: ' ', en: '' } })), ['/definition required'])
  const { units } = await administrator.ask(unitCalls.listUnits, {})
  const metres = units.find((one) => one.code === 'm')
  assert.equal(metres?.isUsed, false)
  await edit({ unit: 'm' })
  const params = { unitId: metres?.id ?? '' }
  const rescaled = { names: words('metres'), scale: 1, scaledNames: null, retired: false }
  assert.deepEqual(reasons(await administrator.send(unitCalls.changeUnit, { params, body: rescaled })), [
    '/scale used',
  ])
  await administrator.ask(setup.changeIndicator, {
    params: { indicatorId: id },
    body: { ...cloth, retired: true },
  })
  assert.equal((await read()).indicators.find((one) => one.id === id)?.retiredOn, '1954-07-10')
})

test('an indicator that figures were made with keeps its unit and kind, and says why; its name may change', async () => {
  const { indicators } = await read()
  const members = indicators.find((one) => one.code === 'members')
  assert.ok(members?.isUsed)
  const {
    id,
    code: _,
    kind: __,
    retiredOn: ___,
    isUsed: ____,
    isTold: _told,
    earlier: _earlier,
    isSummed: _____,
    disaggregations: ______,
    ...entry
  } = members
  const send = (change: object) =>
    administrator.send(setup.changeIndicator, {
      params: { indicatorId: id },
      body: { ...entry, ...change, retired: false },
    })
  assert.deepEqual(reasons(await send({ unit: 'count', cumulative: false })), [
    '/cumulative stands',
    '/cumulative used',
    '/unit used',
  ])
  const names = words('People in groups and cooperatives')
  assert.deepEqual(reasons(await send({ names })), ['/fromPeriodId required'])
  assert.equal((await send({ names, fromPeriodId: null })).status, 200)
})

test('a retired indicator goes on where it is planned already, and stands in no new line', async () => {
  const fugou = await town.as('fugou-officer')
  const { id: planId, lines } = await planOf(fugou, 'fugou')
  const line = lines[0]
  const {
    id,
    code: _,
    kind: __,
    retiredOn: ___,
    isUsed: ____,
    isTold: _told,
    earlier: _earlier,
    isSummed: _____,
    disaggregations: ______,
    ...entry
  } = (await read()).indicators.find((one) => one.id === line.indicator.id) as IndicatorRow
  const retire = (retired: boolean) =>
    administrator.ask(setup.changeIndicator, { params: { indicatorId: id }, body: { ...entry, retired } })
  await retire(true)
  const change = { ...bodyOf(line), editVersion: line.editVersion }
  assert.equal((await fugou.send(changeLine, { params: { planLineId: line.id }, body: change })).status, 200)
  const added = await fugou.send(addLine, { params: { planId }, body: bodyOf(line) })
  assert.ok(reasons(added).includes('/indicatorId retired'), JSON.stringify(added.problem))
  await retire(false)
})

test('a ratio is made of two quantities that add up', async () => {
  const { indicators } = await read()
  const idOf = (code: string) => indicators.find((one) => one.code === code)?.id ?? null
  const ratio = (numerator: string, denominator: string | null) => ({
    body: {
      programmeId,
      code: 'share',
      ...cloth,
      unit: 'percent',
      numeratorId: idOf(numerator),
      denominatorId: denominator && idOf(denominator),
    },
  })
  const refused = async (...of: [string, string | null]) =>
    reasons(await administrator.send(setup.addIndicator, ratio(...of)))
  assert.deepEqual(await refused('good', null), ['/denominatorId required'])
  assert.deepEqual(await refused('good', 'pass-rate'), ['/denominatorId unknown'])
  assert.deepEqual(await refused('good', 'good'), ['/denominatorId same'])
  await administrator.ask(setup.addIndicator, ratio('good', 'planned-output'))
})

test('a unit whose figures are added up does not become one of shares', async () => {
  const { units } = await administrator.ask(unitCalls.listUnits, {})
  const unit = units.find((one) => one.code === 'count')
  assert.ok(unit)
  const { id: unitId, names: _, isUsed: __, code: ___, retiredOn: ____, ...entry } = unit
  const rename = (en: string) =>
    administrator.send(unitCalls.changeUnit, {
      params: { unitId },
      body: { ...entry, names: { ...unit.names, en }, retired: false },
    })
  assert.equal(
    (await rename('per cent of something')).status,
    200,
    'it is the unit that says it, not its name',
  )
  assert.equal((await rename('pieces counted')).status, 200)
  const shares = await administrator.send(unitCalls.changeUnit, {
    params: { unitId },
    body: { ...entry, names: unit.names, isShare: true, retired: false },
  })
  assert.deepEqual(reasons(shares), ['/isShare added-up'])
})

test('indicators keep the order that they were put into', async () => {
  const ids = (await read()).indicators.map((one) => one.id)
  const turned = [ids[1], ids[0]]
  await administrator.ask(setup.orderIndicators, { params: { programmeId }, body: { ids: turned } })
  assert.deepEqual(
    (await read()).indicators.map((one) => one.id),
    [...turned, ...ids.slice(2)],
  )
})

test('a period has whole months and keeps its days once counties plan for it', async () => {
  const whole = {
    programmeId,
    code: '1955',
    names: words('1955'),
    parentPeriodId: null,
    fromOn: '1955-01-01',
    toOn: '1956-01-01',
    plansDueOn: '1955-01-15',
  }
  const refused = async (change: object) =>
    reasons(await administrator.send(periodCalls.addPeriod, { body: { ...whole, ...change } }))
  assert.deepEqual(await refused({ fromOn: '1955-01-10' }), ['/fromOn month'])
  assert.deepEqual(await refused({ toOn: '1955-12-31' }), ['/toOn month'])
  assert.deepEqual(await refused({ toOn: '1955-01-01' }), ['/plansDueOn late', '/toOn order'])
  const { id } = await administrator.ask(periodCalls.addPeriod, { body: whole })
  assert.deepEqual(await refused({}), ['/code taken'])
  const { programmeId: _, code: __, ...body } = whole
  await administrator.ask(periodCalls.changePeriod, {
    params: { periodId: id },
    body: { ...body, toOn: '1955-07-01' },
  })
  const all = (await administrator.ask(periods, {})).periods
  assert.equal(all.find((one) => one.id === id)?.bordersOn, '1955-06-30')
  const used = all.find((one) => one.code === '1954-h1')
  assert.ok(used)
  // A part lies within its whole, and the whole is longer: nothing is a part of itself or of its own part.
  for (const parentPeriodId of [used.id, id]) {
    const whose = await administrator.send(periodCalls.changePeriod, {
      params: { periodId: id },
      body: { ...body, toOn: '1955-07-01', parentPeriodId },
    })
    assert.deepEqual(reasons(whose), ['/parentPeriodId outside'])
  }
  const { id: part } = await administrator.ask(periodCalls.addPeriod, {
    body: { ...whole, code: '1955-q1', toOn: '1955-04-01', parentPeriodId: id },
  })
  const listed = (await administrator.ask(periods, {})).periods.find((one) => one.id === part)
  assert.equal(listed?.parentId, id)
  const change = { ...body, fromOn: '1954-02-01', toOn: used.toOn, plansDueOn: used.plansDueOn }
  const answer = await administrator.send(periodCalls.changePeriod, {
    params: { periodId: used.id },
    body: change,
  })
  assert.deepEqual(reasons(answer), ['/fromOn used'])
})

test('only who runs the programme sets it up', async () => {
  const county = await town.as('linying-officer')
  assert.equal((await county.ask(setup.listIndicators, { query: {} })).mayChange, false)
  const answer = await county.send(setup.addIndicator, { body: { programmeId, code: 'mine', ...cloth } })
  assert.equal(answer.status, 403)
})

test('two who make formulas of each other’s indicators at once do not both succeed', async () => {
  for (let turn = 0; turn < 4; turn++) {
    const make = (code: string) =>
      administrator.ask(setup.addIndicator, {
        body: { programmeId, code: `${code}-${turn}`, ...cloth, unit: 'count' },
      })
    const [one, other] = [await make('warp'), await make('weft')]
    const formulaOf = (id: string, of: string) =>
      administrator.send(setup.changeIndicator, {
        params: { indicatorId: id },
        body: { ...cloth, unit: 'count', terms: [{ indicatorId: of, weight: 1 }], retired: false },
      })
    const answers = await Promise.all([formulaOf(one.id, other.id), formulaOf(other.id, one.id)])
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 422])
  }
})
