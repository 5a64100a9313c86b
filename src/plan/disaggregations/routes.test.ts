// What figures are told apart by, set up as an administrator does it; and the rules about what is said of a figure.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTown, type Person, type Town } from '../../../test/town.ts'
import { addIndicator, changeIndicator, listIndicators } from '../indicators/contract.ts'
import * as calls from './contract.ts'
import { disaggregationFindings } from './findings.ts'
import { type Asked, saidFindings } from './rules.ts'

let town: Town
let administrator: Person
let programmeId: string
before(async () => {
  town = await openTown()
  administrator = await town.as('administrator')
  programmeId = (await administrator.ask(listIndicators, { query: {} })).programme?.id ?? ''
})
after(() => town.close())

const reasons = (answer: { problem: { errors?: { pointer: string; code: string }[] } }) =>
  (answer.problem.errors ?? []).map((one) => `${one.pointer} ${one.code}`)
const words = (en: string) => ({ zh: `${en}（中文）`, en })
const part = (code: string) => ({ code, names: words(code) })
const sex = { code: 'sex', names: words('Sex'), least: 5, parts: [part('women'), part('men')] }
const read = async () => (await administrator.ask(calls.listDisaggregations, { query: {} })).disaggregations

test('a disaggregation is entered with its parts, gains one, loses none, and is put in order', async () => {
  const send = (change: object) =>
    administrator.send(calls.addDisaggregation, { body: { ...sex, ...change, programmeId } })
  assert.deepEqual(reasons(await send({ parts: [part('women')] })), ['/parts few'])
  assert.deepEqual(reasons(await send({ parts: [part('women'), part('women')] })), ['/parts/1/code taken'])
  assert.deepEqual(reasons(await send({ least: 2 })), ['/least range'])
  const { id } = await administrator.ask(calls.addDisaggregation, { body: { ...sex, programmeId } })
  assert.deepEqual(reasons(await send({})), ['/code taken'])
  const other = await administrator.ask(calls.addDisaggregation, {
    body: { ...sex, code: 'age', names: words('Age'), least: 0, programmeId },
  })
  await administrator.ask(calls.orderDisaggregations, {
    params: { programmeId },
    body: { ids: [other.id, id] },
  })
  const [first, second] = await read()
  assert.deepEqual([first.code, second.code], ['age', 'sex'])
  const change = { names: words('Sex'), least: 0, retired: false }
  const named = second.parts.map(({ id, code, names }) => ({ id, code, names, retired: code === 'men' }))
  const params = { disaggregationId: id }
  const few = await administrator.send(calls.changeDisaggregation, {
    params,
    body: { ...change, parts: named },
  })
  assert.deepEqual(reasons(few), ['/parts few'])
  const unknown = { ...part('unknown'), id: null, retired: false }
  await administrator.ask(calls.changeDisaggregation, {
    params,
    body: { ...change, parts: [...named, unknown] },
  })
  assert.deepEqual(
    (await read())[1].parts.map(({ code, retiredOn }) => [code, retiredOn !== null]),
    [
      ['women', false],
      ['men', true],
      ['unknown', false],
    ],
  )
})

test('who does not set up the programme reads the list and changes nothing', async () => {
  const county = await town.as('xuchang-county-officer')
  const { mayChange, disaggregations } = await county.ask(calls.listDisaggregations, { query: {} })
  assert.equal(mayChange, false)
  const refused = await county.send(calls.addDisaggregation, { body: { ...sex, code: 'no', programmeId } })
  assert.equal(refused.status, 403)
  const [{ id }] = disaggregations
  const body = { names: words('x'), least: 0, retired: false, parts: [] }
  assert.equal(
    (await county.send(calls.changeDisaggregation, { params: { disaggregationId: id }, body })).status,
    403,
  )
})

test('an indicator that adds up has disaggregations, also in use; a ratio has none; what it has may go while unused', async () => {
  const { indicators } = await administrator.ask(listIndicators, { query: {} })
  const members = indicators.find((one) => one.code === 'members')
  const ratio = indicators.find((one) => one.kind === 'ratio')
  assert.ok(members?.isUsed && ratio)
  const all = (await read()).map(({ id }) => id)
  const send = (
    {
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
    }: typeof members,
    disaggregationIds: string[],
  ) =>
    administrator.send(changeIndicator, {
      params: { indicatorId: id },
      body: { ...entry, disaggregationIds, retired: false },
    })
  assert.deepEqual(reasons(await send(ratio, all)), ['/disaggregationIds reckoned'])
  assert.deepEqual(reasons(await send(members, [members.id])), ['/disaggregationIds/0 unknown'])
  assert.equal((await send(members, all)).status, 200)
  const now = async () =>
    (await administrator.ask(listIndicators, { query: {} })).indicators.find((one) => one.id === members.id)
  const [age, sexOf] = (await now())?.disaggregations ?? []
  assert.deepEqual(
    age.parts.map(({ isAsked }) => isAsked),
    [true, true],
  )
  assert.deepEqual(
    sexOf.parts.map(({ isAsked }) => isAsked),
    [true, false, true],
  )
  assert.equal((await send(members, [age.id])).status, 200)
  assert.deepEqual(
    (await now())?.disaggregations.map(({ id }) => id),
    [age.id],
  )
  // A program that knows nothing of them leaves them as they are.
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
  await administrator.ask(changeIndicator, {
    params: { indicatorId: id },
    body: { ...entry, retired: false },
  })
  assert.deepEqual(
    (await now())?.disaggregations.map(({ id }) => id),
    [age.id],
  )
  const added = await administrator.ask(addIndicator, {
    body: { ...entry, programmeId, code: 'seen', counts: null, balance: null, disaggregationIds: all },
  })
  const found = (await administrator.ask(listIndicators, { query: {} })).indicators.find(
    (one) => one.id === added.id,
  )
  assert.equal(found?.disaggregations.length, 2)
})

test('of a figure all parts are said or none, and together they are the figure', () => {
  const of = (id: string, parts: string[], retired: string[] = []): Asked => ({
    id,
    names: words(id),
    least: 0,
    parts: parts.map((part) => ({ id: part, names: words(part), isAsked: !retired.includes(part) })),
  })
  const all = [of('sex', ['w', 'm']), of('age', ['young', 'old', 'unknown'], ['unknown'])]
  const table: [said: Record<string, number>, value: number, findings: string[]][] = [
    [{}, 7, []],
    [{ w: 3, m: 4 }, 7, []],
    [{ w: 3, m: 4, young: 0, old: 7 }, 7, []],
    [{ w: 0, m: 0 }, 0, []],
    [{ w: 3 }, 7, ['/parts/m required']],
    [{ young: 3 }, 7, ['/parts/old required']],
    [{ w: 3, m: 5 }, 7, ['/parts/m sum Together {n} more than the figure. 1']],
    [{ w: 3, m: 1 }, 7, ['/parts/m sum Together {n} fewer than the figure. 3']],
    [{ w: 3, m: 4, other: 1 }, 7, ['/parts/other unknown']],
    [{ w: 3.5, m: 3.5 }, 7, ['/parts/w not-whole', '/parts/m not-whole']],
    [{ w: -1, m: 8 }, 7, ['/parts/w negative']],
    // What was told by a part that is no longer asked may be told again by whoever corrects it.
    [{ young: 1, old: 5, unknown: 1 }, 7, []],
  ]
  for (const [said, value, findings] of table)
    assert.deepEqual(
      saidFindings(said, value, all).map(({ pointer, code, text, params }) =>
        [pointer, code, ...(code === 'sum' ? [text, params?.n] : [])].join(' '),
      ),
      findings,
      JSON.stringify(said),
    )
  assert.deepEqual(disaggregationFindings({ ...sex, least: 3 }), [])
  assert.deepEqual(
    disaggregationFindings({ ...sex, least: 1 }).map(({ pointer }) => pointer),
    ['/least'],
  )
})
