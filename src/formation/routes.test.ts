// Memberships through the front door: by consent, dated, corrected in the open; figures that add up; and who may see.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { idOf } from '../../test/convene-class.ts'
import { openTown, type Person, type Town } from '../../test/town.ts'
import { me } from '../access/sign-in/contract.ts'
import type { CallInput } from '../base/call.ts'
import { addDays } from '../base/dates.ts'
import { newId } from '../base/ids.ts'
import * as organisations from '../registry/organisations/contract.ts'
import * as people from '../registry/people/contract.ts'
import * as calls from './contract.ts'

let town: Town
let officer: Person
let linying: Person
let luohe: Person
before(async () => {
  town = await openTown()
  officer = await town.as('xuchang-officer')
  linying = await town.as('linying-officer')
  luohe = await town.as('luohe-officer')
})
after(() => town.close())

const unit = (code: string) => idOf(town, 'organisation', code)
const somebody = (code: string) => idOf(town, 'person', code)
const pointers = (answer: { problem: { errors?: { pointer: string; code: string }[] } }) =>
  (answer.problem.errors ?? []).map((one) => `${one.pointer} ${one.code}`)

type Body = CallInput<typeof calls.addMember>['body']
const entry = (more: Partial<Body>): Body => ({
  id: newId(),
  personId: null,
  newPerson: null,
  party: 'person',
  joinedOn: '1954-06-01',
  consentOn: '1954-05-28',
  consentHow: 'signed',
  note: '',
  ...more,
})
const members = (person: Person, organisationId: string, query: Record<string, string> = {}) =>
  person.ask(calls.membersPage, { params: { organisationId }, query })
const historyOf = (person: Person, personId: string) =>
  person.ask(calls.personMemberships, { params: { personId } })

test('the sample’s units have the members that their cases tell of', async () => {
  const tin = await members(officer, await unit('tin-group'))
  assert.deepEqual(
    [tin.figures.members, tin.figures.households, tin.figures.joined, tin.figures.left],
    [14, 14, 2, 1],
  )
  assert.deepEqual(tin.figures.reasons, [{ reason: 'back_to_own', count: 1 }])
  const knitting = await members(officer, await unit('knitting-cooperative'))
  assert.equal(knitting.figures.members, 37)
  const year = await members(officer, await unit('knitting-cooperative'), { since: '1953-03-01' })
  assert.deepEqual([year.figures.joined, year.figures.left], [5, 2])
})

test('members then, with those who joined and without those who left, are the members now, on any two days', async () => {
  for (const code of ['tin-group', 'knitting-cooperative', 'linying-knitting-coop']) {
    const organisationId = await unit(code)
    for (let since = '1952-09-01'; since < '1954-07-01'; since = addDays(since, 97)) {
      const on = addDays(since, 150)
      const [then, now] = [
        await members(officer, organisationId, { on: since }),
        await members(officer, organisationId, { on, since }),
      ]
      const { members: n, joined, left, reasons } = now.figures
      assert.equal(then.figures.members + joined - left, n, `${code} ${since}`)
      assert.equal(
        reasons.reduce((sum, one) => sum + one.count, 0),
        left,
      )
    }
  }
})

test('a group that became a cooperative keeps its members: each is counted once', async () => {
  const organisationId = await unit('linying-knitting-coop')
  const [before, since] = [
    await members(linying, organisationId, { on: '1954-01-11' }),
    await members(linying, organisationId, { on: '1954-01-12' }),
  ]
  // Three joined on the day on which it became one.
  assert.deepEqual([before.figures.members, since.figures.members], [11, 14])
  assert.equal(new Set(since.members.map((one) => one.person.id)).size, since.members.length)
})

test('nobody is a member without consent, before the unit or twice; what is wrong is named at its field', async () => {
  const organisationId = await unit('linying-knitting-coop')
  const personId = await somebody('linying-group-head-3')
  const table: [Partial<Body>, string[]][] = [
    [{ consentOn: '1954-06-02' }, ['/consentOn after-joining']],
    [{ joinedOn: '1954-08-01' }, ['/joinedOn future']],
    [{ joinedOn: '1952-09-30', consentOn: '1952-09-30' }, ['/joinedOn unit']],
    [{ personId: await somebody('linying-knitting-member-1') }, ['/personId member']],
    [{ personId: await somebody('jia-office-1') }, ['/personId unknown']],
    [{ personId: null }, ['/personId one-person']],
    [{ newPerson: { names: { zh: '某', en: 'Mou' }, phone: null } }, ['/personId one-person']],
  ]
  for (const [change, expected] of table) {
    const body = entry({ personId, ...change })
    const answer = await linying.send(calls.addMember, { params: { organisationId }, body })
    assert.deepEqual([answer.status, ...pointers(answer)], [422, ...expected], JSON.stringify(change))
  }
  const office = await linying.send(calls.addMember, {
    params: { organisationId: await unit('linying-office') },
    body: entry({ personId }),
  })
  assert.deepEqual(pointers(office), ['/organisationId no-members'])
})

test('a second unit at the same time is asked about, and taken where it is meant', async () => {
  const organisationId = await unit('linying-iron-coop')
  const personId = await somebody('linying-knitting-member-2')
  const body = entry({ personId })
  const asked = await linying.send(calls.addMember, { params: { organisationId }, body })
  assert.deepEqual(pointers(asked), ['/overlapMeant overlap'])
  assert.match(asked.problem.errors?.[0].detail ?? '', /Linying Chengguan Knitting/)
  await linying.ask(calls.addMember, {
    params: { organisationId },
    body: { ...body, overlapMeant: true },
  })
  const { memberships } = await historyOf(linying, personId)
  assert.deepEqual(
    memberships.map((one) => [one.organisation.names.en, one.state]),
    [
      ['Linying Chengguan Ironwork Production Cooperative', 'now'],
      ['Linying Chengguan Knitting Production Cooperative', 'now'],
    ],
  )
})

test('a new person is entered with the membership or not at all, and a namesake is asked about', async () => {
  const organisationId = await unit('linying-iron-coop')
  const newPerson = { names: { zh: '申屠铁', en: 'Shentu Tie' }, phone: null }
  const called = async () =>
    (await linying.ask(people.listPeople, { query: { text: newPerson.names.zh } })).people
  const refused = await linying.send(calls.addMember, {
    params: { organisationId },
    body: entry({ newPerson, consentOn: '1954-06-02' }),
  })
  assert.deepEqual([refused.status, (await called()).length], [422, 0])
  const nameless = await linying.send(calls.addMember, {
    params: { organisationId },
    body: entry({ newPerson: { names: { zh: '', en: 'X' }, phone: null } }),
  })
  assert.deepEqual(pointers(nameless), ['/newPerson/names/zh required'])
  const body = entry({ newPerson })
  const first = await linying.ask(calls.addMember, { params: { organisationId }, body })
  // Sent again after a lost answer: one person, one membership.
  assert.deepEqual(await linying.ask(calls.addMember, { params: { organisationId }, body }), first)
  assert.equal((await called()).length, 1)
  const again = entry({ newPerson })
  const namesake = await linying.send(calls.addMember, { params: { organisationId }, body: again })
  assert.deepEqual(pointers(namesake), ['/namesakeMeant namesake'])
  const meant = { ...again, namesakeMeant: true }
  await linying.ask(calls.addMember, { params: { organisationId }, body: meant })
  assert.equal((await called()).length, 2)
})

test('two who enter the same person at the same moment: one of them is refused', async () => {
  const organisationId = await unit('linying-weaving-smpc')
  const personId = await somebody('linying-group-head-4')
  const answers = await Promise.all(
    [1, 2, 3].map(() =>
      linying.send(calls.addMember, { params: { organisationId }, body: entry({ personId }) }),
    ),
  )
  assert.deepEqual(answers.map((one) => one.status).sort(), [200, 422, 422])
})

test('leaving is recorded with its reason; a correction keeps what stood; what never was is struck out', async () => {
  const organisationId = await unit('knitting-cooperative')
  const personId = await somebody('luohe-group-head-1')
  const body = entry({ personId, joinedOn: '1954-04-01', consentOn: '1954-03-30' })
  const { id: membershipId } = await luohe.ask(calls.addMember, { params: { organisationId }, body })
  const before = (await members(luohe, organisationId)).figures
  const params = { membershipId }
  const leave = { id: newId(), leftOn: '1954-06-20', leftReason: 'moved_away' as const, note: '' }
  const early = await luohe.send(calls.endMembership, {
    params,
    body: { ...leave, leftOn: '1954-03-31' },
  })
  assert.deepEqual(pointers(early), ['/leftOn order'])
  await luohe.askTwice(calls.endMembership, { params, body: leave })
  const twice = await luohe.send(calls.endMembership, { params, body: { ...leave, id: newId() } })
  assert.deepEqual([twice.status, twice.problem.stage], [409, 'membership ended'])
  const left = (await members(luohe, organisationId)).figures
  assert.deepEqual([left.members, left.left], [before.members - 1, before.left + 1])

  const [one] = (await historyOf(luohe, personId)).memberships
  const corrected = {
    id: newId(),
    party: one.party,
    joinedOn: '1954-04-03',
    leftOn: one.leftOn,
    leftReason: one.leftReason,
    consentOn: one.consentOn,
    consentHow: one.consentHow,
    note: 'the list says the 3rd',
    reason: 'misread',
  }
  const silent = await luohe.send(calls.correctMembership, { params, body: { ...corrected, reason: '' } })
  assert.deepEqual(pointers(silent), ['/reason required'])
  await luohe.askTwice(calls.correctMembership, { params, body: corrected })
  const same = await luohe.send(calls.correctMembership, { params, body: { ...corrected, id: newId() } })
  assert.deepEqual(pointers(same), [' unchanged'])
  const [now] = (await historyOf(luohe, personId)).memberships
  assert.deepEqual(
    now.changes.map((change) => [change.kind, change.before.joinedOn, change.after.joinedOn]),
    [
      ['left', '1954-04-01', '1954-04-01'],
      ['corrected', '1954-04-01', '1954-04-03'],
    ],
  )
  assert.deepEqual([now.changes[0].before.leftOn, now.changes[0].after.leftOn], [null, '1954-06-20'])

  const strike = { id: newId(), reason: 'another person' }
  await luohe.askTwice(calls.strikeMembership, { params, body: strike })
  const [struck] = (await historyOf(luohe, personId)).memberships
  assert.deepEqual([struck.state, struck.mayChange], ['struck', false])
  const after = (await members(luohe, organisationId)).figures
  assert.deepEqual([after.members, after.left, after.joined], [37, before.left, before.joined - 1])
  const ever = await members(luohe, organisationId, { show: 'ever', text: 'luohe-group-head-1' })
  assert.deepEqual(
    ever.members.map((member) => member.state),
    ['struck'],
  )
  const closed = await luohe.send(calls.strikeMembership, { params, body: { id: newId(), reason: 'x' } })
  assert.deepEqual([closed.status, closed.problem.stage], [409, 'membership struck'])
  // And the person can join, since the other entry counts nowhere.
  await luohe.ask(calls.addMember, { params: { organisationId }, body: { ...body, id: newId() } })
})

test('members of a merged unit are not counted on; who joins the other does so by consent, unasked about the first', async () => {
  const administrator = await town.as('administrator')
  const [from, into] = [await unit('luohe-iron-group-1'), await unit('luohe-white-iron-group-1')]
  const personId = await somebody('luohe-group-head-2')
  await luohe.ask(calls.addMember, {
    params: { organisationId: from },
    body: entry({ personId, joinedOn: '1953-01-01', consentOn: '1953-01-01' }),
  })
  await administrator.ask(organisations.mergeOrganisation, {
    params: { organisationId: from },
    body: { intoOrganisationId: into, onSaid: '1954-05-01', note: { zh: '并', en: 'merged' } },
  })
  const page = await members(luohe, from)
  assert.deepEqual(
    [page.figures.members, page.figures.left, page.figures.reasons, page.mayAdd],
    [0, 1, [{ reason: 'unit_ended', count: 1 }], false],
  )
  const late = await luohe.send(calls.addMember, {
    params: { organisationId: from },
    body: entry({ personId: await somebody('luohe-group-head-3') }),
  })
  assert.deepEqual(pointers(late).sort(), ['/joinedOn unit', '/organisationId closed'])
  await luohe.ask(calls.addMember, { params: { organisationId: into }, body: entry({ personId }) })
})

test('a long list comes by pages without a gap or a double, is searched, and costs the same few statements', async () => {
  const organisationId = await unit('knitting-cooperative')
  const codes = Array.from({ length: 70 }, (_, n) => `pages-${n}`)
  for (const [n, code] of codes.entries())
    await luohe.ask(calls.addMember, {
      params: { organisationId },
      body: entry({
        newPerson: { names: { zh: `页${n}`, en: code }, phone: null },
        joinedOn: '1954-05-01',
        consentOn: '1954-05-01',
      }),
    })
  const seen: string[] = []
  for (let query: Record<string, string> = {}; ; ) {
    const { members: page, next } = await members(luohe, organisationId, query)
    seen.push(...page.map((one) => one.id))
    if (!next) break
    query = { after: next }
  }
  const { figures } = await members(luohe, organisationId)
  assert.equal(seen.length, figures.members)
  assert.equal(new Set(seen).size, seen.length)
  const found = await members(luohe, organisationId, { text: 'pages-69' })
  assert.equal(found.members.length, 1)
  const paper = await luohe.ask(calls.membersPaper, { params: { organisationId }, query: {} })
  assert.equal(paper.members.length, figures.members)
  const cost = async (of: string) => {
    const start = town.database.statements()
    await members(luohe, of)
    return town.database.statements() - start
  }
  assert.equal(await cost(organisationId), await cost(await unit('luohe-shoes-group-1')))
  assert.ok((await cost(organisationId)) <= 8)
})

test('another county’s officer, a reader and a reporter find no members; a trainer reads; the member sees their own', async () => {
  const organisationId = await unit('tin-group')
  const personId = await somebody('tin-head')
  const { rows } = await sql<{ id: string }>`
    select id from formation.membership where person_id = ${personId}`.execute(town.database.kysely)
  const membershipId = rows[0].id
  const leave = { id: newId(), leftOn: '1954-07-01', leftReason: 'other' as const, note: '' }
  for (const login of ['jia-officer', 'henan-viewer', 'linying-reporter', 'linying-trainee']) {
    const other = await town.as(login)
    const page = await other.send(calls.membersPage, { params: { organisationId }, query: {} })
    const history = await other.send(calls.personMemberships, { params: { personId } })
    const gone = await other.send(calls.endMembership, { params: { membershipId }, body: leave })
    assert.deepEqual([page.status, history.status, gone.status], [404, 404, 404], login)
  }
  const trainer = await town.as('trainer')
  assert.equal((await members(trainer, organisationId)).mayChange, false)
  const write = await trainer.send(calls.endMembership, { params: { membershipId }, body: leave })
  assert.equal(write.status, 403)
  const own = await town.as('tin-presenter')
  const { account } = await own.ask(me, {})
  assert.equal(account?.personId, personId)
  const mine = await historyOf(own, personId)
  assert.deepEqual(
    [mine.isOwn, mine.memberships.map((one) => [one.state, one.mayChange])],
    [true, [['now', false]]],
  )
  // Free to leave: members record it themselves, from today on; everything else stays the office's.
  assert.equal(mine.memberships[0].mayLeave, true)
  const early = await own.send(calls.endMembership, { params: { membershipId }, body: leave })
  assert.deepEqual([early.status, early.problem.errors?.[0].pointer], [422, '/leftOn'])
  const strike = { id: newId(), reason: 'no' }
  assert.equal(
    (await own.send(calls.strikeMembership, { params: { membershipId }, body: strike })).status,
    403,
  )
  await own.ask(calls.endMembership, { params: { membershipId }, body: { ...leave, leftOn: '1954-07-10' } })
  const after = await historyOf(own, personId)
  assert.deepEqual(
    after.memberships.map((one) => [one.leftOn, one.mayLeave, one.changes.map((change) => change.kind)]),
    [['1954-07-10', false, ['left']]],
  )
  assert.equal((await own.send(calls.membersPage, { params: { organisationId }, query: {} })).status, 404)
})
