// Plans through the front door: refusals by field and reason, who may do what, versions, and the number of statements.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { bodyOf, nothing, planOf, withTarget, words } from '../../test/plans.ts'
import { openTown, type Person, type Town } from '../../test/town.ts'
import { newId } from '../base/ids.ts'
import * as boardCalls from './board/contract.ts'
import * as commentCalls from './comments/contract.ts'
import * as lineCalls from './lines/contract.ts'
import * as periodCalls from './periods/contract.ts'
import * as calls from './plans/contract.ts'
import * as sheetCalls from './sheets/contract.ts'
import { figureCodes } from './sheets/rules.ts'
import * as versionCalls from './versions/contract.ts'

const pathForms = ['production_group', 'supply_marketing_production_cooperative', 'production_cooperative']

let town: Town
let district: Person
let fugou: Person
before(async () => {
  town = await openTown()
  district = await town.as('xuchang-officer')
  fugou = await town.as('fugou-officer')
})
after(() => town.close())

const periodOf = async (code: string) => {
  const { periods } = await district.ask(periodCalls.periods, {})
  return periods.find((one) => one.code === code)?.id ?? ''
}

test('the district sees its 19 counties with state, conditions and what is late; a county only itself', async () => {
  const periodId = await periodOf('1954-h1')
  const board = await district.ask(boardCalls.planBoard, { query: { periodId } })
  const states = board.counties.map((county) => county.state)
  assert.equal(board.counties.length, 19)
  assert.equal(states.filter((state) => state === 'approved').length, 14)
  assert.equal(states.filter((state) => state === 'submitted').length, 2)
  assert.equal(states.filter((state) => state === 'returned').length, 1)
  assert.deepEqual(
    board.counties
      .filter((county) => county.late)
      .map((county) => county.place.code)
      .sort(),
    ['fugou', 'jia', 'xihua'],
  )
  const own = await fugou.ask(boardCalls.planBoard, { query: { periodId } })
  assert.deepEqual(
    own.counties.map((county) => county.place.code),
    ['fugou'],
  )
})

test('in the second half of the year Linru is on the board of Luoyang and not on that of Xuchang', async () => {
  const periodId = await periodOf('1954-h2')
  const luoyang = await town.as('luoyang-officer')
  const here = await district.ask(boardCalls.planBoard, { query: { periodId } })
  const there = await luoyang.ask(boardCalls.planBoard, { query: { periodId } })
  assert.equal(here.counties.length, 18)
  assert.ok(!here.counties.some((county) => county.place.code === 'linru'))
  const linru = there.counties.find((county) => county.place.code === 'linru')
  assert.equal(linru?.state, 'submitted')
  const params = { planId: linru?.planId ?? '' }
  assert.equal((await luoyang.send(calls.planPage, { params })).status, 200)
  assert.equal((await district.send(calls.planPage, { params })).status, 404)
  const first = await planOf(await town.as('linru-officer'), 'linru', '1954-h1')
  assert.equal((await luoyang.send(calls.planPage, { params: { planId: first.id } })).status, 404)
  assert.equal((await district.send(calls.planPage, { params: { planId: first.id } })).status, 200)
})

test('a page costs the same statements for a long plan and a short one, and no more than eight', async () => {
  const count = async (work: () => Promise<unknown>) => {
    const begin = town.database.statements()
    await work()
    return town.database.statements() - begin
  }
  const [long, short] = [await planOf(district, 'linying'), await planOf(district, 'xihua')]
  assert.ok(long.lines.length > 2 * short.lines.length)
  const pages = [long, short].map(
    (plan) => () => district.ask(calls.planPage, { params: { planId: plan.id } }),
  )
  const [many, few] = [await count(pages[0]), await count(pages[1])]
  assert.equal(many, few)
  assert.ok(many <= 8, `${many} statements`)
  const periodId = await periodOf('1954-h1')
  for (const call of [
    () => district.ask(boardCalls.planBoard, { query: { periodId } }),
    () => district.ask(sheetCalls.sheetGrid, { query: { periodId } }),
    () => district.ask(calls.planSources, { params: { planId: long.id } }),
  ]) {
    const statements = await count(call)
    assert.ok(statements <= 8, `${statements} statements`)
  }
})

test('each step is taken in its state and by the one it belongs to', async () => {
  const [approved, submitted, draft] = [
    await planOf(district, 'linying'),
    await planOf(district, 'yancheng'),
    await planOf(district, 'xihua'),
  ]
  const [linying, yancheng] = [await town.as('linying-officer'), await town.as('yancheng-officer')]
  const body = (plan: { editVersion: number }) => ({ editVersion: plan.editVersion })
  const line = approved.lines[0]
  // Closed by state: a named state, not a missing right.
  const closed = [
    await linying.send(lineCalls.changeLine, {
      params: { planLineId: line.id },
      body: { ...bodyOf(line), editVersion: line.editVersion },
    }),
    await linying.send(calls.submitPlan, { params: { planId: approved.id }, body: body(approved) }),
    await yancheng.send(calls.submitPlan, { params: { planId: submitted.id }, body: body(submitted) }),
    await district.send(calls.approvePlan, {
      params: { planId: draft.id },
      body: { ...body(draft), conditions: nothing },
    }),
    await district.send(calls.returnPlan, {
      params: { planId: draft.id },
      body: { ...body(draft), reason: words('x') },
    }),
  ]
  for (const one of closed) assert.equal(one.status, 409)
  assert.deepEqual(
    closed.map((one) => one.problem.stage),
    ['plan approved', 'plan approved', 'plan submitted', 'plan draft', 'plan draft'],
  )
  // Seen but not one's to do.
  const theirs = submitted.lines[0]
  const refused = [
    await district.send(lineCalls.changeLine, {
      params: { planLineId: theirs.id },
      body: { ...bodyOf(theirs), editVersion: theirs.editVersion },
    }),
    await district.send(lineCalls.addLine, { params: { planId: submitted.id }, body: bodyOf(theirs) }),
    await yancheng.send(calls.approvePlan, {
      params: { planId: submitted.id },
      body: { ...body(submitted), conditions: nothing },
    }),
    await yancheng.send(lineCalls.decideLine, {
      params: { planLineId: theirs.id },
      body: { decidedTarget: 1, reason: words('x'), editVersion: 1 },
    }),
    await (await town.as('henan-viewer')).send(calls.returnPlan, {
      params: { planId: submitted.id },
      body: { ...body(submitted), reason: words('x') },
    }),
    await (await town.as('linying-trainee')).send(commentCalls.commentOnLine, {
      params: { planLineId: line.id },
      body: { id: newId(), text: words('x') },
    }),
  ]
  assert.deepEqual(
    refused.map((one) => one.status),
    refused.map(() => 403),
  )
  // Another county's: it is not there.
  const hidden = [
    await fugou.send(calls.planPage, { params: { planId: approved.id } }),
    await fugou.send(calls.planSources, { params: { planId: approved.id } }),
    await fugou.send(versionCalls.planVersion, { params: { planId: approved.id, number: 1 } }),
    await fugou.send(lineCalls.changeLine, {
      params: { planLineId: line.id },
      body: { ...bodyOf(line), editVersion: line.editVersion },
    }),
    await fugou.send(commentCalls.commentOnLine, {
      params: { planLineId: line.id },
      body: { id: newId(), text: words('x') },
    }),
    await fugou.send(sheetCalls.sheetPage, { params: { sheetId: approved.sheets[0].id } }),
    await (await town.as('luoyang-officer')).send(calls.planPage, { params: { planId: approved.id } }),
    await (await town.as('tin-presenter')).send(calls.planPage, { params: { planId: approved.id } }),
  ]
  assert.deepEqual(
    hidden.map((one) => one.status),
    hidden.map(() => 404),
  )
  assert.equal((await town.stranger().send(calls.planPage, { params: { planId: approved.id } })).status, 401)
  const elsewhere = { placeId: approved.place.id, periodId: approved.period.id }
  const away = await fugou.send(calls.makePlan, { body: elsewhere })
  const nowhere = await fugou.send(calls.makePlan, { body: { ...elsewhere, placeId: newId() } })
  assert.equal(away.status, 422)
  assert.deepEqual(away.problem.errors, nowhere.problem.errors)
})

test('versions are kept as they were, and a digest tells when one was touched', async () => {
  const plan = await planOf(district, 'linying')
  assert.deepEqual(
    plan.versions.map((one) => one.kind),
    ['submitted', 'submitted', 'approved'],
  )
  const params = { planId: plan.id, number: 1 }
  const first = await district.ask(versionCalls.planVersion, { params })
  assert.equal(first.intact, true)
  const last = await district.ask(versionCalls.planVersion, { params: { planId: plan.id, number: 3 } })
  assert.notEqual(first.sha256, last.sha256)
  await sql`update plan.plan_version set content = replace(content, '"target":', '"target":1')
    where plan_id = ${plan.id} and number = 1`.execute(town.database.kysely)
  assert.equal((await district.ask(versionCalls.planVersion, { params })).intact, false)
  assert.equal(
    (await district.send(versionCalls.planVersion, { params: { planId: plan.id, number: 9 } })).status,
    404,
  )
})

test('an approved plan is opened for revision, and its lines can be held but not taken out', async () => {
  let plan = await planOf(district, 'ye')
  const ye = await town.as('ye-officer')
  await district.ask(calls.returnPlan, {
    params: { planId: plan.id },
    body: { editVersion: plan.editVersion, reason: words('修订') },
  })
  plan = await planOf(ye, 'ye')
  assert.deepEqual([plan.state, plan.mayEdit, plan.versions.length], ['returned', true, 2])
  const line = plan.lines[0]
  const params = { planLineId: line.id }
  const removal = await ye.send(lineCalls.removeLine, { params, query: { editVersion: line.editVersion } })
  assert.equal(removal.status, 409)
  assert.equal(removal.problem.stage, 'line approved')
  const held = { ...withTarget(line, line.baseline), editVersion: line.editVersion }
  assert.equal((await ye.send(lineCalls.changeLine, { params, body: held })).status, 200)
})

test('a plan is drawn up from nothing: conditions, then a line, then it is sent', async () => {
  const jia = await town.as('jia-officer')
  const periodId = await periodOf('1954-h2')
  const { counties, trades } = await jia.ask(sheetCalls.sheetGrid, { query: { periodId } })
  const placeId = counties[0].place.id
  const { id: planId } = await jia.ask(calls.makePlan, { body: { placeId, periodId } })
  assert.equal((await jia.ask(calls.makePlan, { body: { placeId, periodId } })).id, planId)
  const { indicators } = await jia.ask(boardCalls.planChoices, {})
  const groups = indicators.find((one) => one.code === 'organisations')
  const iron = trades.find((one) => one.code === 'iron')
  const months = ['1954-07', '1954-08', '1954-09', '1954-10', '1954-11', '1954-12']
  const line = {
    section: 'develop' as const,
    indicatorId: groups?.id ?? '',
    tradeId: iron?.id ?? '',
    form: 'production_group' as const,
    unit: 'count',
    baseline: 1,
    target: 2,
    phasing: Object.fromEntries(months.map((month, at) => [month, at < 3 ? 1 : 2])),
    ownerPostId: null,
    means: words('先典型'),
    risk: nothing,
    note: nothing,
    actions: [],
    citations: [],
  }
  const early = await jia.send(lineCalls.addLine, { params: { planId }, body: line })
  assert.deepEqual(
    early.problem.errors?.map((one) => [one.pointer, one.code]),
    [['/tradeId', 'no-conditions']],
  )
  const none = await jia.send(calls.submitPlan, { params: { planId }, body: { editVersion: 1 } })
  assert.deepEqual(
    none.problem.errors?.map((one) => one.code),
    ['no-line'],
  )
  const figure = (value: number) => ({
    value,
    said: '1954-06-late',
    source: words('逐户登记'),
    estimate: false,
  })
  const values: Record<string, number> = {
    households: 60,
    artisans: 96,
    unorganised: 84,
    'units:production_group': 1,
    'members:production_group': 12,
  }
  const figures = Object.fromEntries(
    figureCodes(pathForms).map((code) => [code, figure(values[code] ?? 0)]),
  ) as never
  const sheet = {
    figures,
    tools: nothing,
    materials: words('废铁'),
    markets: words('农具'),
    repairs: nothing,
    problems: nothing,
    busyMonths: [4, 5, 9],
    outlook: 'develop' as const,
    outlookReason: words('订货增加'),
  }
  const { id: sheetId } = await jia.ask(sheetCalls.makeSheet, {
    body: { placeId, periodId, tradeId: iron?.id ?? '', ...sheet },
  })
  const again = await jia.send(sheetCalls.makeSheet, {
    body: { placeId, periodId, tradeId: iron?.id ?? '', ...sheet },
  })
  assert.deepEqual(
    again.problem.errors?.map((one) => one.code),
    ['twice'],
  )
  const { id: lineId } = await jia.ask(lineCalls.addLine, { params: { planId }, body: line })
  const idle = await jia.send(calls.submitPlan, { params: { planId }, body: { editVersion: 2 } })
  assert.deepEqual(
    idle.problem.errors?.map((one) => one.pointer),
    [`/lines/${lineId}/actions`],
  )
  const action = {
    what: words('开会'),
    where: words('城关'),
    who: words('生产科'),
    fromSaid: '1954-08',
    toSaid: '1954-09',
  }
  await jia.ask(lineCalls.changeLine, {
    params: { planLineId: lineId },
    body: { ...line, actions: [action], editVersion: 1 },
  })
  await jia.ask(calls.submitPlan, { params: { planId }, body: { editVersion: 3 } })
  const locked = await jia.send(sheetCalls.changeSheet, {
    params: { sheetId },
    body: { ...sheet, editVersion: 1 },
  })
  assert.equal(locked.problem.stage, 'plan submitted')
})

test('a closed period takes no change, and only its publisher closes it', async () => {
  const plan = await planOf(fugou, 'fugou')
  const administrator = await town.as('administrator')
  const params = { periodId: plan.period.id }
  assert.equal(
    (await district.send(periodCalls.changePeriodState, { params, body: { state: 'closed' } })).status,
    403,
  )
  await administrator.ask(periodCalls.changePeriodState, { params, body: { state: 'closed' } })
  const line = plan.lines[0]
  const answer = await fugou.send(lineCalls.changeLine, {
    params: { planLineId: line.id },
    body: { ...bodyOf(line), editVersion: line.editVersion },
  })
  assert.deepEqual([answer.status, answer.problem.stage], [409, 'period closed'])
  const again = { state: 'open' as const, reason: words('补录') }
  await administrator.ask(periodCalls.changePeriodState, { params, body: again })
})
