// Checks of understanding through the front door: written, opened, answered without a name or with it, and closed.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { classOf, gather, passClosing, type Trainee, takeBallot } from '../../../test/crowd.ts'
import { dump } from '../../../test/database-dump.ts'
import { clausesOf, firstText, newPolicy, said } from '../../../test/policies.ts'
import { openTown, type Person, type Town } from '../../../test/town.ts'
import type { Ballot } from '../../base/ballot.ts'
import { newId } from '../../base/ids.ts'
import * as policieCalls from '../policies/contract.ts'
import * as calls from './contract.ts'

let town: Town
let trainer: Person
let trainee: Person
let crowd: Trainee[]
let classId: string
let made = 0

before(async () => {
  town = await openTown()
  trainer = await town.as('trainer')
  trainee = await town.as('linying-trainee')
  crowd = await gather(town, 8)
  classId = await classOf(town.database)
})
after(() => town.close())

const none = { zh: '', en: '' }

async function newCheck(named = false) {
  const [one, two] = await clausesOf(trainer, await newPolicy(trainer, firstText))
  const n = ++made
  const question = { choices: [said(`甲${n}`), said(`乙${n}`)], right: 1, why: said('因为') }
  const questions = [
    { ...question, text: said(`问一${n}`), clauseIds: [one.id] },
    { ...question, text: said(`问二${n}`), right: 0, clauseIds: [one.id, two.id] },
  ]
  const { id } = await trainer.ask(calls.makeCheck, {
    params: { classId },
    body: { title: said('测验'), named, questions },
  })
  return { checkId: id, one, two }
}

async function openedCheck(people: Trainee[]) {
  const check = await newCheck()
  const params = { checkId: check.checkId }
  await trainer.ask(calls.openCheck, { params, body: {} })
  const page = await people[0].person.ask(calls.checkPage, { params })
  const [a, b] = page.questions.map(({ id }) => id)
  const take = (person: Person) =>
    takeBallot(page.publicKey ?? '', (blinded) =>
      person.ask(calls.takeCheckBallot, { params, body: { blinded } }),
    )
  const ballots: Ballot[] = []
  for (const { person } of people) ballots.push(await take(person))
  const send = (ballot: Ballot, answers: Record<string, number>, as = town.stranger()) =>
    as.send(calls.answerCheck, { params, body: { ballot, answers } })
  return { ...check, params, a, b, take, ballots, send, right: { [a]: 1, [b]: 0 }, wrong: { [a]: 0, [b]: 1 } }
}

test('a check is opened as it was seen: made named just before, or asked otherwise, it is not', async () => {
  const { checkId } = await newCheck()
  const params = { checkId }
  const { check, questions } = await trainer.ask(calls.checkPage, { params })
  const kept = questions.map(({ id, text, choices, right, why, clauses }) => ({
    ...{ id, text, choices, right: right ?? 0, why: why ?? none },
    clauseIds: clauses.map((clause) => clause.id),
  }))
  const body = { title: check.title, named: true, questions: kept, version: check.version }
  const { version } = await (await town.as('administrator')).ask(calls.changeCheck, { params, body })
  const open = (seen: number) => trainer.send(calls.openCheck, { params, body: { version: seen } })
  const late = await open(check.version)
  assert.deepEqual([late.status, late.problem.current], [409, { version }])
  assert.equal((await trainer.ask(calls.checkPage, { params })).check.state, 'draft')
  assert.equal((await open(version)).status, 200)
})

test('a check is written as a draft that only its writers see; opened, it changes no more', async () => {
  const { checkId } = await newCheck()
  const params = { checkId }
  assert.equal((await trainee.send(calls.checkPage, { params })).status, 404)
  assert.equal((await trainee.send(calls.openCheck, { params, body: {} })).status, 404)
  assert.equal(
    (
      await trainee.send(calls.makeCheck, {
        params: { classId },
        body: { title: said('x'), named: false, questions: [] },
      })
    ).status,
    403,
  )
  const page = await trainer.ask(calls.checkPage, { params })
  const questions = page.questions.map(({ id, text, choices, right, why, clauses }) => ({
    id,
    text,
    choices,
    right: right ?? 0,
    why: why ?? none,
    clauseIds: clauses.map((c) => c.id),
  }))
  const change = (body: object) =>
    trainer.send(calls.changeCheck, {
      params,
      body: { title: said('改'), named: false, questions, version: 1, ...body } as never,
    })
  assert.deepEqual(
    (await change({ questions: [{ ...questions[0], clauseIds: [newId()], right: 7 }] })).problem.errors?.map(
      ({ pointer }) => pointer,
    ),
    ['/questions/0/right', '/questions/0/clauseIds/0'],
  )
  assert.equal((await change({})).status, 200)
  assert.equal((await change({})).status, 409, 'stale')
  assert.deepEqual(
    (await trainer.ask(calls.checkPage, { params })).questions.map(({ id }) => id),
    questions.map(({ id }) => id),
  )
  await trainer.ask(calls.openCheck, { params, body: {} })
  assert.equal((await change({ version: 2, named: true })).problem.stage, 'check open')
  const seen = await trainee.ask(calls.checkPage, { params })
  assert.deepEqual(
    seen.questions.map(({ right }) => right),
    [null, null],
    'what is right is not told beforehand',
  )
  assert.equal((await (await town.as('luoyang-officer')).send(calls.checkPage, { params })).status, 404)
})

test('a paper without a name: one ballot a trainee, one paper a ballot, told at once what was right', async () => {
  const { params, ballots, send, right, wrong, a, take } = await openedCheck(crowd.slice(0, 6))
  const paper = { params, body: { ballot: ballots[0], answers: wrong } }
  const marked = await town.stranger().askTwice(calls.answerCheck, paper)
  assert.deepEqual(
    marked.questions.map((q) => q.right),
    [1, 0],
  )
  assert.equal((await send(ballots[0], right)).problem.type, '/problems/different-content')
  assert.deepEqual(
    (await send(ballots[1], { [a]: 1 })).problem.errors?.map(({ code }) => code),
    ['required'],
  )
  assert.equal((await send(ballots[1], right, crowd[1].person)).status, 400, 'a signed-in answer is refused')
  assert.equal((await send({ ...ballots[1], token: 'A'.repeat(43) }, right)).status, 403)
  await assert.rejects(take(crowd[0].person), /different-content/)
  for (const login of ['trainer', 'administrator', 'henan-viewer']) {
    const refused = await (await town.as(login)).send(calls.takeCheckBallot, {
      params,
      body: { blinded: 'A'.repeat(342) },
    })
    assert.equal(refused.status, 403, login)
  }
  assert.equal(
    (await crowd[0].person.send(calls.answerNamedCheck, { params, body: { answers: right } })).status,
    409,
  )
})

test('results come once, when the check closes; the papers are gone then', async () => {
  const { params, ballots, send, right, wrong, one, two } = await openedCheck(crowd.slice(0, 8))
  for (const [at, ballot] of ballots.slice(0, 7).entries())
    assert.equal((await send(ballot, at < 4 ? right : wrong)).status, 200)
  const early = await trainer.ask(calls.checkResults, { params })
  assert.deepEqual([early.withheld, early.answered, early.clauses], ['not closed', null, []])
  await passClosing(town.database)
  await trainer.ask(calls.closeCheck, { params })
  const results = await trainer.ask(calls.checkResults, { params })
  assert.deepEqual(
    results.clauses.map(({ clause, questions, understood }) => [clause.id, questions, understood.percent]),
    [
      [one.id, 2, 55],
      [two.id, 1, 55],
    ],
  )
  assert.equal(results.people, null)
  assert.deepEqual((await send(ballots[7], right)).problem.stage, 'check closed')
  const left = (await dump(town.database)).filter(({ text }) =>
    ballots.some(({ token }) => text.includes(token)),
  )
  assert.deepEqual(left, [])
  assert.equal((await (await town.as('tin-presenter')).send(calls.checkResults, { params })).status, 403)
  assert.deepEqual((await crowd[0].person.ask(calls.checkResults, { params })).clauses, results.clauses)
})

test('what comes after the closing time is told so, however few have taken a ballot', async () => {
  for (const n of [1, 4, 5]) {
    const { ballots, send, right, a } = await openedCheck(crowd.slice(0, n))
    if (n < 5) assert.equal((await send(ballots[0], right)).problem.stage, 'fewer than five ballots')
    else assert.equal((await send(ballots[0], right)).status, 200)
    await passClosing(town.database)
    const late = await send(ballots[n - 1], right)
    assert.deepEqual([late.status, late.problem.stage], [409, 'closing time passed'], `${n} ballots`)
    assert.equal(
      (await send(ballots[n - 1], { [a]: 1 })).problem.stage,
      'closing time passed',
      'half a paper',
    )
    // What was taken in time is still told to whoever lost the reply.
    if (n === 5) assert.equal((await send(ballots[0], right)).status, 200)
  }
})

test('fewer than five papers: withheld for ever', async () => {
  const { params, ballots, send, right } = await openedCheck(crowd.slice(0, 6))
  for (const ballot of ballots.slice(0, 4)) await send(ballot, right)
  await passClosing(town.database)
  await trainer.ask(calls.closeCheck, { params })
  const results = await trainer.ask(calls.checkResults, { params })
  assert.deepEqual([results.withheld, results.answered, results.questions], ['below the floor', null, []])
  assert.equal((await trainer.send(calls.closeCheck, { params })).status, 409)
})

test('with the whole database in hand, no paper can be put down to anybody', async () => {
  const people = crowd.slice(0, 8)
  const { params, ballots, send, right, wrong } = await openedCheck(people)
  for (const [at, ballot] of ballots.entries()) await send(ballot, at % 2 ? right : wrong)
  const rows = await dump(town.database)
  const piles = rows.filter(({ text }) => ballots.some(({ token }) => text.includes(token)))
  assert.deepEqual(
    piles.map(({ table }) => table),
    ['study.ballot_box'],
  )
  assert.deepEqual(Object.keys(piles[0].row).sort(), [
    'answers',
    'check_id',
    'private_key',
    'roster',
    'taken',
  ])
  const { answers, taken } = piles[0].row as {
    answers: Record<string, object>
    taken: Record<string, string>
  }
  assert.deepEqual(Object.keys(answers), Object.keys(answers).toSorted())
  assert.deepEqual(Object.keys(taken).toSorted(), people.map(({ personId }) => personId).toSorted())
  assert.ok(
    !people.some(({ personId, accountId }) => JSON.stringify(answers).match(`${personId}|${accountId}`)),
  )
  const journal = rows.filter(
    ({ table, text }) => table === 'platform.journal' && text.includes(params.checkId),
  )
  assert.deepEqual(journal.map(({ row }) => row.verb).toSorted(), ['check.made', 'check.opened'])
})

test('a check declared named: seen by oneself, by who teaches or organises the class and stands above it, by nobody else', async () => {
  const { checkId } = await newCheck(true)
  const params = { checkId }
  await trainer.ask(calls.openCheck, { params, body: {} })
  const page = await crowd[0].person.ask(calls.checkPage, { params })
  assert.deepEqual([page.check.named, page.publicKey, page.own], [true, null, null])
  const [a, b] = page.questions.map(({ id }) => id)
  const hand = (person: Person, answers: Record<string, number>) =>
    person.send(calls.answerNamedCheck, { params, body: { answers } })
  assert.equal((await hand(trainer, { [a]: 1, [b]: 0 })).status, 403)
  for (const { person } of crowd.slice(0, 5))
    assert.equal((await hand(person, { [a]: 1, [b]: 1 })).status, 200)
  assert.equal((await hand(crowd[0].person, { [a]: 1, [b]: 1 })).status, 200)
  assert.equal((await hand(crowd[0].person, { [a]: 0, [b]: 0 })).status, 409)
  assert.deepEqual((await crowd[0].person.ask(calls.checkPage, { params })).own, { [a]: 1, [b]: 1 })
  assert.equal((await crowd[6].person.ask(calls.checkPage, { params })).own, null)
  assert.equal((await crowd[6].person.ask(calls.checkPage, { params })).handedIn, null)
  const { handedIn } = await trainer.ask(calls.checkPage, { params })
  assert.equal(handedIn?.n, 5, 'before it is closed for ever it says how many have handed in')
  assert.ok(handedIn.of >= crowd.length, 'of those who attend the class')
  await trainer.ask(calls.closeCheck, { params })
  for (const person of [trainer, await town.as('xuchang-officer'), await town.as('administrator')]) {
    const seen = await person.ask(calls.checkResults, { params })
    assert.deepEqual(
      seen.people?.map(({ right }) => right),
      [1, 1, 1, 1, 1],
    )
  }
  for (const person of [crowd[0].person, await town.as('linying-officer'), await town.as('henan-viewer')]) {
    assert.equal((await person.ask(calls.checkResults, { params })).people, null)
  }
  assert.equal((await (await town.as('luoyang-officer')).send(calls.checkResults, { params })).status, 404)
})

test('the number of statements does not grow with the class', async () => {
  const { checks } = await trainer.ask(calls.listChecks, { query: { classId } })
  const { policies } = await trainer.ask(policieCalls.listPolicies, { query: {} })
  const count = async (work: () => Promise<unknown>) => {
    const before = town.database.statements()
    await work()
    return town.database.statements() - before
  }
  const counts = [
    await count(() => trainee.ask(policieCalls.listPolicies, { query: {} })),
    await count(() =>
      trainee.ask(policieCalls.policyPage, { params: { policyId: policies[0].id }, query: {} }),
    ),
    await count(() => trainee.ask(calls.checkPage, { params: { checkId: checks[0].id } })),
    await count(() => trainer.ask(calls.checkResults, { params: { checkId: checks[0].id } })),
  ]
  assert.ok(
    counts.every((n) => n <= 8),
    counts.join(', '),
  )
})

test('questions stand ready with a policy for whoever writes checks, and nobody else', async () => {
  const policyId = await newPolicy(trainer, firstText)
  const [one] = await clausesOf(trainer, policyId)
  const [foreign] = await clausesOf(trainer, await newPolicy(trainer, firstText))
  const params = { policyId }
  const question = { text: said('问'), choices: [said('甲'), said('乙')], right: 1, why: said('因为') }
  const questions = [{ ...question, clauseIds: [one.id] }]
  await trainer.ask(calls.changePolicyQuestions, { params, body: { questions, was: { questions: [] } } })
  assert.deepEqual((await trainer.ask(calls.policyQuestions, { params })).questions, questions)
  const ready = await trainer.ask(calls.readyQuestions, { params: { classId } })
  assert.deepEqual(ready.policies.find(({ id }) => id === policyId)?.questions, questions)
  for (const refused of [
    await trainee.send(calls.policyQuestions, { params }),
    await trainee.send(calls.readyQuestions, { params: { classId } }),
    await trainee.send(calls.changePolicyQuestions, { params, body: { questions: [] } }),
  ])
    assert.equal(refused.status, 403)
  const stale = await trainer.send(calls.changePolicyQuestions, {
    params,
    body: { questions: [], was: { questions: [] } },
  })
  assert.equal(stale.status, 409)
  const elsewhere = await trainer.send(calls.changePolicyQuestions, {
    params,
    body: { questions: [{ ...question, clauseIds: [foreign.id] }] },
  })
  assert.equal(elsewhere.status, 422)
  // Taken into a check it is the check's own: what stands ready may change.
  const { id: checkId } = await trainer.ask(calls.makeCheck, {
    params: { classId },
    body: { title: said('测验'), named: false, questions },
  })
  await trainer.ask(calls.changePolicyQuestions, { params, body: { questions: [] } })
  const page = await trainer.ask(calls.checkPage, { params: { checkId } })
  assert.deepEqual(page.questions[0].text, question.text)
})
