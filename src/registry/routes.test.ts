// The registers through the front door: the tree as of a day, units and people with their history, and refusals.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTown, type Person, type Town } from '../../test/town.ts'
import { invite } from '../access/accounts/contract.ts'
import { me } from '../access/sign-in/contract.ts'
import * as lists from './lists/contract.ts'
import * as organisations from './organisations/contract.ts'
import * as people from './people/contract.ts'
import * as calls from './places/contract.ts'

let town: Town
let officer: Person
let administrator: Person
before(async () => {
  town = await openTown()
  officer = await town.as('xuchang-officer')
  administrator = await town.as('administrator')
})
after(() => town.close())

const placeOf = async (code: string) => {
  const { found } = await administrator.ask(calls.searchPlaces, { query: { text: code, on: '1954-01-01' } })
  const place = found.find((one) => one.code === code)
  assert.ok(place, code)
  return place.id
}
const unitOf = async (code: string) => {
  const found = await administrator.ask(organisations.listOrganisations, { query: { text: code } })
  return found.organisations.find((one) => one.code === code)?.id ?? ''
}
const personOf = async (code: string) => {
  const found = await administrator.ask(people.listPeople, { query: { text: code } })
  return found.people.find((one) => one.code === code)?.id ?? ''
}
const postOf = async (code: string) => {
  const { posts } = await administrator.ask(lists.listPosts, {})
  return posts.find((one) => one.code === code)?.id ?? ''
}
const pointers = (answer: { problem: { errors?: { pointer: string; code: string }[] } }) =>
  (answer.problem.errors ?? []).map((one) => `${one.pointer} ${one.code}`)

async function parentOn(code: string, on: string): Promise<string | undefined> {
  const { places } = await officer.ask(calls.placeTree, { query: { on } })
  const place = places.find((one) => one.code === code)
  return places.find((one) => one.id === place?.parentId)?.code
}

test('the tree as of a day: joined, merged and transferred counties stand where they stood', async () => {
  assert.equal(await parentOn('linru', '1954-06-30'), 'xuchang-district')
  assert.equal(await parentOn('linru', '1954-12-31'), 'luoyang-district')
  assert.equal(await parentOn('fugou', '1953-01-28'), undefined)
  assert.equal(await parentOn('fugou', '1953-01-29'), 'xuchang-district')
  assert.equal(await parentOn('weichuan', '1954-06-20'), 'henan')
  assert.equal(await parentOn('weichuan', '1954-06-21'), undefined)
  const { places } = await officer.ask(calls.placeTree, { query: { on: '1954-02-14' } })
  const district = places.find((one) => one.code === 'xuchang-district')
  assert.equal(places.filter((one) => one.parentId === district?.id).length, 19)
  const bad = await officer.send(calls.placeTree, { query: { on: '1954-02-30' } })
  assert.equal(bad.status, 400)
})

test('a search finds by Chinese, by pinyin in any case, and by code, within the reader’s places', async () => {
  const linying = await town.as('linying-officer')
  const codes = async (person: Person, text: string) => {
    const found = await person.ask(calls.searchRegisters, { query: { text } })
    return [...found.places, ...found.organisations, ...found.people].map((one) => one.code)
  }
  assert.ok((await codes(linying, '临颍')).includes('linying'))
  assert.ok((await codes(linying, 'LINYING')).includes('linying'))
  assert.ok((await codes(linying, 'linying-knitting')).includes('linying-knitting-coop'))
  assert.ok((await codes(linying, '%')).length === 0)
  assert.ok((await codes(officer, '欧阳')).length > 0)
  assert.ok((await codes(officer, 'ouyang')).length > 0)
  const { people: found } = await officer.ask(people.listPeople, { query: { text: "zhen'an" } })
  const { people: plain } = await officer.ask(people.listPeople, { query: { text: 'zhenan' } })
  assert.ok(found.length > 0)
  assert.deepEqual(plain, found)
  assert.ok(!(await codes(linying, 'jia-')).some((code) => code.startsWith('jia-')))
  assert.ok((await codes(officer, 'jia-')).some((code) => code.startsWith('jia-')))
})

test('a unit that changed its form is one entry with both; a merged one names what took it in', async () => {
  const knitting = await officer.ask(organisations.organisationPage, {
    params: { organisationId: await unitOf('linying-knitting-coop') },
  })
  assert.deepEqual(
    knitting.forms.map((form) => [form.form, form.toOn]),
    [
      ['production_group', '1954-01-12'],
      ['production_cooperative', null],
    ],
  )
  const hemp = await officer.ask(organisations.organisationPage, {
    params: { organisationId: await unitOf('yancheng-leather-hemp-coop') },
  })
  assert.equal(hemp.lineage.length, 2)
  const before = await officer.ask(calls.placePage, {
    params: { placeId: await placeOf('linying') },
    query: { on: '1953-12-31' },
  })
  const since = await officer.ask(calls.placePage, {
    params: { placeId: await placeOf('linying') },
    query: { on: '1954-02-01' },
  })
  const count = (page: typeof before, form: string) =>
    page.counts.find((one) => one.form === form)?.count ?? 0
  assert.equal(count(since, 'production_cooperative') - count(before, 'production_cooperative'), 1)
  assert.equal(count(before, 'production_group') - count(since, 'production_group'), 1)
})

test('another county’s officer, a reader and nobody get what they may and no more', async () => {
  const organisationId = await unitOf('linying-knitting-coop')
  const personId = await personOf('linying-production-head')
  const jia = await town.as('jia-officer')
  assert.equal((await jia.send(organisations.organisationPage, { params: { organisationId } })).status, 404)
  assert.equal((await jia.send(people.personPage, { params: { personId } })).status, 404)
  const viewer = await town.as('henan-viewer')
  const page = await viewer.ask(organisations.organisationPage, { params: { organisationId } })
  assert.deepEqual([page.mayReadPeople, page.mayChange, page.mayAppoint], [false, false, false])
  const asked = { params: { organisationId }, query: {} }
  assert.equal((await viewer.send(organisations.organisationHolders, asked)).status, 403)
  assert.equal((await jia.send(organisations.organisationHolders, asked)).status, 404)
  assert.equal((await viewer.send(people.personPage, { params: { personId } })).status, 404)
  const entry = {
    names: { zh: '新', en: 'New' },
    tradeId: null,
    parentOrganisationId: null,
    foundedSaid: null,
    status: 'active' as const,
  }
  const edit = await viewer.send(organisations.changeOrganisation, {
    params: { organisationId },
    body: entry,
  })
  assert.equal(edit.status, 403)
  assert.equal((await town.stranger().send(people.listPeople, { query: {} })).status, 401)
  const own = await town.as('linying-trainee')
  const { account } = await own.ask(me, {})
  const self = await own.ask(people.personPage, { params: { personId: account?.personId ?? '' } })
  assert.equal(self.mayChange, false)
})

test('an appointment is refused naming who holds the post, and handed over without a gap', async () => {
  const organisationId = await unitOf('linying-smc-production')
  const [postId, personId] = [await postOf('production-head'), await personOf('linying-office-2')]
  const body = { personId, postId, organisationId, fromOn: '1954-03-01', toOn: null, overlapMeant: true }
  const linying = await town.as('linying-officer')
  const taken = await linying.send(people.appoint, { body })
  assert.deepEqual(pointers(taken), ['/postId taken'])
  assert.match(taken.problem.errors?.[0].detail ?? '', /Shang Zhongtang/)
  const backwards = await linying.send(people.appoint, { body: { ...body, toOn: '1954-02-01' } })
  assert.deepEqual(pointers(backwards), ['/toOn order'])
  const wrongPost = await linying.send(people.appoint, {
    body: { ...body, postId: await postOf('group-head') },
  })
  assert.deepEqual(pointers(wrongPost), ['/postId form'])
  const foreign = await linying.send(people.appoint, {
    body: { ...body, personId: await personOf('jia-office-1') },
  })
  assert.deepEqual(pointers(foreign), ['/personId unknown'])

  const asked = { params: { organisationId }, query: {} }
  const { holders } = await linying.ask(organisations.organisationHolders, asked)
  const params = { appointmentId: holders[0].appointmentId }
  const early = await linying.send(people.endAppointment, {
    params,
    body: { onDay: '1949-01-01', successorPersonId: null },
  })
  assert.deepEqual(pointers(early), ['/onDay order'])
  await linying.ask(people.endAppointment, {
    params,
    body: { onDay: '1954-07-01', successorPersonId: personId },
  })
  const after = await linying.ask(organisations.organisationHolders, asked)
  assert.deepEqual(
    after.holders.map((one) => [one.fromOn >= '1954-07-01', one.toOn, one.state]),
    [
      [true, null, 'now'],
      [false, '1954-07-01', 'before'],
    ],
  )
})

test('two officers who fill one seat at the same moment: one of them is refused', async () => {
  const organisationId = await unitOf('ye-shoes-group-1')
  const { holders } = await officer.ask(organisations.organisationHolders, {
    params: { organisationId },
    query: {},
  })
  await officer.ask(people.endAppointment, {
    params: { appointmentId: holders[0].appointmentId },
    body: { onDay: '1954-07-01', successorPersonId: null },
  })
  const postId = await postOf('group-head')
  const wishes = await Promise.all(
    ['ye-office-1', 'ye-office-2'].map(async (code) => ({
      personId: await personOf(code),
      postId,
      organisationId,
      fromOn: '1954-07-02',
      toOn: null,
      overlapMeant: true,
    })),
  )
  const answers = await Promise.all(wishes.map((body) => officer.send(people.appoint, { body })))
  assert.deepEqual(answers.map((one) => one.status).sort(), [200, 422])
})

test('the lists are changed by whoever is responsible for everything', async () => {
  const body = { code: 'paper', names: { zh: '造纸业', en: 'paper making' } }
  assert.equal((await officer.send(lists.addTrade, { body })).status, 403)
  await administrator.ask(lists.addTrade, { body })
  assert.deepEqual(pointers(await administrator.send(lists.addTrade, { body })), ['/code taken'])
  const empty = await administrator.send(lists.addTrade, { body: { code: 'Ö', names: { zh: '', en: 'x' } } })
  assert.deepEqual(pointers(empty), ['/code pattern', '/names/zh required'])
})

test('a page costs the same few statements, however much stands on it', async () => {
  const cost = async (ask: () => Promise<unknown>) => {
    const before = town.database.statements()
    await ask()
    return town.database.statements() - before
  }
  const [small, large] = [await placeOf('linying'), await placeOf('henan')]
  const page = (placeId: string) => () => officer.ask(calls.placePage, { params: { placeId }, query: {} })
  assert.equal(await cost(page(small)), await cost(page(large)))
  assert.ok((await cost(page(large))) <= 8)
  const unit = await unitOf('yancheng-leather-hemp-coop')
  const unitPage = () => officer.ask(organisations.organisationPage, { params: { organisationId: unit } })
  assert.ok((await cost(unitPage)) <= 8)
  const list = await cost(() => officer.ask(organisations.listOrganisations, { query: {} }))
  assert.ok(list <= 4, `${list} statements`)
  const person = await personOf('lushan-group-head-1')
  assert.ok((await cost(() => officer.ask(people.personPage, { params: { personId: person } }))) <= 8)
})

test('a long list comes by pages without a gap or a double', async () => {
  const codes: string[] = []
  for (let after: string | undefined; ; ) {
    const { organisations: page, next } = await officer.ask(organisations.listOrganisations, {
      query: { after },
    })
    codes.push(...page.map((one) => one.code))
    if (!next) break
    after = next
  }
  assert.ok(codes.length > 150)
  assert.deepEqual(codes, [...new Set(codes)])
})

test('a person of the register is invited once, by whoever may give a role over the place', async () => {
  const placeId = await placeOf('jia')
  const names = { zh: '新学员', en: 'Xin Xueyuan' }
  const { id: personId } = await officer.ask(people.addPerson, { body: { placeId, names, phone: null } })
  const mayInvite = async (login: string) =>
    (await (await town.as(login)).ask(people.personPage, { params: { personId } })).mayInviteAs
  assert.deepEqual(await mayInvite('jia-officer'), [])
  const offered = await mayInvite('xuchang-officer')
  assert.ok(offered.includes('trainee') && !offered.includes('administrator'))
  const body = { names, personId, role: 'trainee' as const, placeId, login: 'xin.xueyuan' }
  await officer.ask(invite, { body })
  assert.deepEqual(await mayInvite('xuchang-officer'), [])
  const again = await officer.send(invite, { body: { ...body, login: 'xin.xueyuan.2' } })
  assert.deepEqual([again.status, ...pointers(again)], [422, '/personId taken'])
})
