// The short lists through the front door: what a programme calls its forms, posts and trades is entered, changed,
// ordered and retired by calls alone, and what is in use keeps what figures rest on.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTown, type Person, type Town } from '../../../test/town.ts'
import { addGate, changeGate } from '../gates/contract.ts'
import { addOrganisation, changeOrganisationForm, organisationPage } from '../organisations/contract.ts'
import { searchPlaces } from '../places/contract.ts'
import * as lists from './contract.ts'

let town: Town
let administrator: Person
before(async () => {
  town = await openTown()
  administrator = await town.as('administrator')
})
after(() => town.close())

const names = (en: string) => ({ zh: `${en}（中文）`, en })
const shg = {
  code: 'self-help-group',
  names: names('self-help group'),
  plural: names('self-help groups'),
  kind: 'member_owned' as const,
  counted: true,
  leastMembers: 10,
  mostMembers: 20,
}
const reasons = (answer: { problem: { errors?: { pointer: string; code: string }[] } }) =>
  (answer.problem.errors ?? []).map((one) => `${one.pointer} ${one.code}`)
const formBy = async (code: string) => {
  const { forms } = await administrator.ask(lists.listForms, {})
  const found = forms.find((one) => one.code === code)
  assert.ok(found, code)
  return found
}

test('a form of one’s own is entered, given to a unit, and then keeps its nature but not its name', async () => {
  const { id } = await administrator.ask(lists.addForm, { body: shg })
  assert.equal((await administrator.send(lists.addForm, { body: shg })).status, 422)
  const { found } = await administrator.ask(searchPlaces, { query: { text: 'linying' } })
  const unit = {
    placeId: found[0].id,
    form: shg.code,
    names: names('Weavers of the east street'),
    tradeId: null,
    parentOrganisationId: null,
    foundedSaid: '1954-05',
    status: 'active' as const,
  }
  assert.equal((await formBy(shg.code)).isUsed, false)
  const { id: organisationId } = await administrator.ask(addOrganisation, { body: unit })
  assert.equal((await formBy(shg.code)).isUsed, true)
  const { code: _, ...entry } = shg
  const changed = { ...entry, kind: 'agency' as const, counted: false, retired: false }
  const refused = await administrator.send(lists.changeForm, { params: { formId: id }, body: changed })
  assert.deepEqual(reasons(refused), ['/kind used', '/counted used'])
  const renamed = { ...entry, names: names('women’s self-help group'), retired: true }
  await administrator.ask(lists.changeForm, { params: { formId: id }, body: renamed })
  const page = await administrator.ask(organisationPage, { params: { organisationId } })
  assert.equal(page.organisation.form, shg.code, 'what has a retired form keeps it')
  const late = await administrator.send(addOrganisation, { body: unit })
  assert.deepEqual(reasons(late), ['/form retired'])
  const none = await administrator.send(addOrganisation, { body: { ...unit, form: 'guild' } })
  assert.deepEqual(reasons(none), ['/form unknown'])
})

test('what contradicts itself is refused by field', async () => {
  const wrong = { ...shg, code: 'Bad Code', kind: 'office' as const, leastMembers: 9, mostMembers: 3 }
  const answer = await administrator.send(lists.addForm, { body: wrong })
  assert.deepEqual(reasons(answer).sort(), ['/code pattern', '/counted kind', '/mostMembers order'])
  const post = { code: 'nobody', names: names('nobody'), singleSeat: true }
  assert.deepEqual(reasons(await administrator.send(lists.addPost, { body: { ...post, forms: [] } })), [
    '/forms required',
  ])
  assert.deepEqual(
    reasons(await administrator.send(lists.addPost, { body: { ...post, forms: ['guild'] } })),
    ['/forms unknown'],
  )
})

test('posts and trades are renamed, retired, brought back and put in order', async () => {
  const { trades } = await administrator.ask(lists.listTrades, {})
  const [first, second] = trades
  const change = (retired: boolean) => ({
    params: { tradeId: first.id },
    body: { names: names('tin work'), retired },
  })
  await administrator.ask(lists.changeTrade, change(true))
  const retired = (await administrator.ask(lists.listTrades, {})).trades[0]
  assert.deepEqual([retired.names.en, retired.retiredOn], ['tin work', '1954-07-10'])
  await administrator.ask(lists.changeTrade, change(false))
  await administrator.ask(lists.orderList, {
    params: { list: 'trades' },
    body: { ids: [second.id, first.id] },
  })
  const after = (await administrator.ask(lists.listTrades, {})).trades
  assert.deepEqual(
    after.slice(0, 3).map((one) => [one.id, one.retiredOn]),
    [second, first, trades[2]].map((one) => [one.id, null]),
  )
  const { posts } = await administrator.ask(lists.listPosts, {})
  const { id: postId, forms, singleSeat } = posts[0]
  const body = { names: names('clerk'), forms: [...forms, 'agency'], singleSeat, retired: false }
  await administrator.ask(lists.changePost, { params: { postId }, body })
  const changed = (await administrator.ask(lists.listPosts, {})).posts[0]
  assert.deepEqual([changed.names.en, changed.forms], ['clerk', [...forms, 'agency']])
})

test('the lists belong to everybody: only whoever is responsible for everything changes them', async () => {
  const officer = await town.as('xuchang-officer')
  assert.equal((await officer.ask(lists.listForms, {})).mayChange, false)
  for (const answer of [
    await officer.send(lists.addForm, { body: { ...shg, code: 'mine' } }),
    await officer.send(lists.addTrade, { body: { code: 'mine', names: names('mine') } }),
    await officer.send(lists.orderList, { params: { list: 'posts' }, body: { ids: [] } }),
  ])
    assert.equal(answer.status, 403)
})

test('a unit goes on only where the path leads; what was answered at the gate stands in its history', async () => {
  const question = (code: string) => ({ code, text: names(code) })
  const step = (fromForm: string, toForm: string, questions: ReturnType<typeof question>[]) =>
    administrator.ask(addGate, { body: { fromForm, toForm, skippable: true, questions } })
  const small = { ...shg, kind: 'member_owned' as const }
  for (const code of ['circle', 'society', 'union'])
    await administrator.ask(lists.addForm, { body: { ...small, code } })
  const { id: gateId } = await step('circle', 'society', [question('voluntary')])
  await step('society', 'union', [question('accounts')])
  const { found } = await administrator.ask(searchPlaces, { query: { text: 'linying' } })
  const { id: organisationId } = await administrator.ask(addOrganisation, {
    body: {
      placeId: found[0].id,
      form: 'circle',
      names: names('Circle of the mill street'),
      tradeId: null,
      parentOrganisationId: null,
      foundedSaid: '1954-01',
      status: 'active',
    },
  })
  const params = { organisationId }
  const change = (body: object) =>
    administrator.send(changeOrganisationForm, {
      params,
      body: { form: 'society', fromOn: '1954-03-01', names: null, ...body },
    })
  const { ways } = await administrator.ask(organisationPage, { params })
  assert.deepEqual(
    ways?.map((way) => [way.form, way.skipped.join()]),
    [
      ['society', ''],
      ['union', 'society'],
    ],
  )
  assert.deepEqual(reasons(await change({})), ['/answers/0/yes required'])
  assert.deepEqual(reasons(await change({ form: 'office' })), ['/form no-way'])
  const answers = [{ code: 'voluntary', yes: true, fact: '14 consents in the minute book' }]
  assert.equal((await change({ answers })).status, 200)
  const body = { skippable: true, questions: [question('something else')], retired: false }
  await administrator.ask(changeGate, { params: { gateId }, body })
  const { forms } = await administrator.ask(organisationPage, { params })
  assert.deepEqual(forms[1].passed, {
    answers: [{ text: names('voluntary'), yes: true, fact: '14 consents in the minute book' }],
    skipped: [],
    reason: '',
  })
  assert.deepEqual(reasons(await change({ form: 'circle', fromOn: '1954-04-01' })), ['/reason required'])
  assert.equal((await change({ form: 'circle', fromOn: '1954-04-01', reason: 'too early' })).status, 200)
})
