// What would give the answers of an examination, or of a check, is sealed for those who answer, as long as they may.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { unzipSync } from 'fflate'
import { sql } from 'kysely'
import type { Call } from '../../src/base/call.ts'
import { classOf, gather, type Trainee, takeBallot } from '../crowd.ts'
import { inputFor, variantsOf } from '../sweep/inputs.ts'
import { openTown, type Person, type Town } from '../town.ts'
import { ask, placeOf, reviewer, send } from './office.ts'

let town: Town
let classId: string
let trainer: Person
let crowd: Trainee[]
/** Those who sit in the class, whatever else they are. */
let seated: Record<string, Person>
/** What the cards and links of this town lead to, by table. */
const ids: Record<string, string> = {}

before(async () => {
  town = await openTown()
  classId = await classOf(town.database)
  ids['convene.class'] = classId
  trainer = await town.as('trainer')
  crowd = await gather(town, 12)
  // The sample has an examination open, whose cards are sealed as well.
  await run(sql`update examine.round set stage = 'before_closed' where stage = 'before_open'`)
  const administrator = await town.as('administrator')
  const district = await placeOf(town, 'xuchang-district')
  const top = (await one(sql<{ id: string }>`select id from registry.place where level = 'nation'`)).id
  const grant = (accountId: string, role: string, placeId: string) =>
    ask(administrator, `POST /api/accounts/${accountId}/roles`, { body: { role, placeId } })
  await grant(crowd[1].accountId, 'trainer', district)
  await grant(crowd[2].accountId, 'administrator', top)
  await grant(crowd[3].accountId, reviewer, district)
  const second = {
    login: 'second',
    names: said('第二账号'),
    personId: null,
    role: 'trainer',
    placeId: district,
  }
  const { id: secondId } = await ask(administrator, 'POST /api/accounts', { body: second })
  await run(sql`update access.account set person_id = ${crowd[4].personId} where id = ${secondId}`)
  const machine = { name: 'machine', placeId: district, mayWrite: true, days: 30 }
  const { secret } = await ask(crowd[1].person, 'POST /api/account/tokens', { body: machine })
  await run(sql`update convene.nomination set state = 'withdrawn' where person_id = ${crowd[11].personId}`)
  seated = {
    'a trainee': crowd[0].person,
    'a trainer who sits in the class': crowd[1].person,
    'an administrator who sits in the class': crowd[2].person,
    'a district officer who sits in the class': crowd[3].person,
    'the second account of a trainee, a trainer’s': await town.as('second'),
    'a machine of the trainer who sits in the class': town.byToken(secret),
    'who has withdrawn from the class': crowd[11].person,
  }
})
after(() => town.close())

const said = (words: string) => ({ zh: words, en: words })
const run = (query: ReturnType<typeof sql>) => query.execute(town.database.kysely)
const one = async <T>(query: ReturnType<typeof sql<T>>): Promise<T> =>
  (await query.execute(town.database.kysely)).rows[0]

let made = 0
/** What stands on a card, each part with words of its own that stand nowhere else. */
async function makeCard() {
  const mark = `zq${++made}`
  const [clause, step] = [
    await one(sql<{ id: string }>`select t.clause_id as id from study.clause_text as t
      where not t.heading order by t.clause_id limit 1`),
    await one(sql<{ id: string }>`select id from cases.case_step order by id limit 1`),
  ]
  const fact = (name: string, cited: object) => ({
    text: said(`${mark}-${name}`),
    source: said(`${mark}-source-of-${name}`),
    clauseId: null,
    stepId: null,
    ...cited,
  })
  const card = {
    code: mark,
    statement: said(`${mark}-statement`),
    reasons: said(`${mark}-reasons`),
    correction: said(`${mark}-correction`),
    instead: said(`${mark}-instead`),
    question: said(`${mark}-question`),
    source: said(`${mark}-recorded`),
    evidence: [fact('by-clause', { clauseId: clause.id }), fact('by-step', { stepId: step.id })],
  }
  const { id } = await ask(trainer, 'POST /api/misconceptions', { body: card })
  Object.assign(ids, {
    'examine.misconception': id,
    'study.clause': clause.id,
    'cases.case_step': step.id,
  })
  const secrets = ['reasons', 'correction', 'instead', 'by-clause', 'by-step', 'source-of-']
  return {
    id,
    card,
    mark,
    secrets: secrets.map((part) => `${mark}-${part}`),
    clauseId: clause.id,
    stepId: step.id,
  }
}
type Card = Awaited<ReturnType<typeof makeCard>>

async function makeRound(card: Card) {
  const body = { title: said('检查'), cardIds: [card.id] }
  const { id } = await ask(trainer, `POST /api/classes/${classId}/rounds`, { body })
  ids['examine.round'] = id
  const move = async (to: string) => {
    // In versions that freeze a closing time, it passes.
    const { rows } = await run(sql`select 1 from information_schema.columns
      where table_schema = 'examine' and table_name = 'round' and column_name = 'closes_at'`)
    if (!to.endsWith('_open') && rows.length > 0)
      await run(sql`update examine.round set closes_at = now() where id = ${id} and closes_at > now()`)
    await ask(trainer, `POST /api/rounds/${id}/stage`, { body: { to } })
  }
  const answer = async (ballots: { token: string }[], phase: string) => {
    const answers = { [card.id]: { answer: 'agree', confidence: 4 } }
    for (const ballot of ballots)
      await ask(town.stranger(), `POST /api/rounds/${id}/answers`, { body: { ballot, phase, answers } })
  }
  return { id, move, answer }
}

/** The text of an answer, whatever it is: the files of an archive are read too. */
function textOf(body: unknown): string {
  if (!Buffer.isBuffer(body)) return JSON.stringify(body) ?? ''
  if (body.subarray(0, 2).toString() !== 'PK') return body.toString()
  return Object.values(unzipSync(new Uint8Array(body)))
    .map((file) => Buffer.from(file).toString())
    .join('\n')
}

const firstOf = new Map<string, string>()
async function readFirsts() {
  const { rows } = await sql<{ name: string }>`
    select format('%I.%I', table_schema, table_name) as name from information_schema.columns
    where column_name = 'id' and data_type = 'uuid'`.execute(town.database.kysely)
  for (const { name } of rows) {
    const found = await one(sql<{ id: string }>`select id from ${sql.raw(name)} order by id limit 1`)
    if (found) firstOf.set(name.replaceAll('"', ''), found.id)
  }
}

/**
 * All reads, each with every meaning of its ids, without a text and with some: where what was answered holds a secret.
 */
async function tellings(person: Person, card: Card, secrets: readonly string[]): Promise<string[]> {
  const told: string[] = []
  let answered = 0
  const pick = ([table]: string[]) => ids[table] ?? firstOf.get(table) ?? classId
  for (const call of town.server.calls as Call[]) {
    if (call.method !== 'GET') continue
    for (const { at, kind } of variantsOf(call)) {
      const full = inputFor(call, (tables) => pick(tables.slice(Math.min(at, tables.length - 1))), kind)
      const asked = (call.query as { required?: string[] } | undefined)?.required ?? []
      const least = Object.fromEntries(
        Object.entries(full.query ?? {}).filter(([name]) => asked.includes(name)),
      )
      const texts = 'text' in (full.query ?? {}) ? [card.mark, card.card.statement.zh] : []
      const queries = [
        least,
        { ...full.query, text: undefined },
        ...texts.map((text) => ({ ...least, text })),
      ]
      for (const query of queries) {
        const answer = await person.send(call, { ...full, query } as never)
        if (answer.status === 200) answered++
        const text = textOf(answer.body)
        const seen = secrets.find((secret) => text.includes(secret))
        if (seen) told.push(`${call.path}: ${seen}`)
      }
    }
  }
  assert.ok(answered > 60, `only ${answered} answers were seen`)
  return [...new Set(told)]
}

const cardOf = (person: Person, { id }: Card) => ask(person, `GET /api/misconceptions/${id}`)

test('14: nothing tells what is right, wherever it is asked for, while a phase is open to the one who asks', {
  timeout: 600_000,
}, async () => {
  const card = await makeCard()
  await readFirsts()
  const round = await makeRound(card)
  assert.deepEqual(
    (await cardOf(crowd[0].person, card)).card.correction,
    card.card.correction,
    'before the round',
  )
  await round.move('before_open')
  for (const [who, person] of Object.entries(seated))
    assert.deepEqual(await tellings(person, card, card.secrets), [], `before: ${who}`)
  const open = await tellings(trainer, card, card.secrets)
  assert.ok(open.length >= 3, `who teaches and does not sit there sees all: ${open}`)

  const { publicKey } = await ask(crowd[0].person, `GET /api/rounds/${round.id}`)
  const ballots: { token: string; signature: string }[] = []
  for (const { person } of crowd.slice(0, 10))
    ballots.push(
      await takeBallot(publicKey, (blinded) =>
        ask(person, `POST /api/rounds/${round.id}/ballot`, { body: { blinded } }),
      ),
    )
  await round.answer(ballots, 'before')
  // Who has answered is one who could tell the others.
  assert.equal((await cardOf(crowd[0].person, card)).card.correction, null)
  for (const [closed, open, phase] of [
    ['before_closed', 'after_open', 'after'],
    ['after_closed', 'later_open', 'later'],
  ]) {
    await round.move(closed)
    for (const person of Object.values(seated)) {
      const page = await cardOf(person, card)
      assert.deepEqual([page.card.correction, page.evidence.length], [card.card.correction, 2], closed)
      const { cards } = await ask(person, `GET /api/rounds/${round.id}`)
      assert.deepEqual([cards[0].instead, cards[0].evidence.length], [card.card.instead, 2], closed)
    }
    await round.move(open)
    for (const [who, person] of Object.entries(seated).slice(0, 2))
      assert.deepEqual(await tellings(person, card, card.secrets), [], `${phase}: ${who}`)
    for (const [who, person] of Object.entries(seated))
      assert.equal((await cardOf(person, card)).card.correction, null, `${phase}: ${who}`)
    await round.answer(ballots, phase)
  }
  await round.move('finished')
  assert.deepEqual((await cardOf(crowd[0].person, card)).card.correction, card.card.correction, 'afterwards')
})

test('14: what is sealed is named, with when it may be open again', async () => {
  const card = await makeCard()
  const round = await makeRound(card)
  await round.move('before_open')
  const isLater = (instant: string) => new Date(instant).getTime() > Date.now()
  for (const [who, person] of Object.entries(seated)) {
    const page = await cardOf(person, card)
    assert.ok(isLater(page.card.sealedUntil), who)
    const parts = [page.card.reasons, page.card.correction, page.card.instead, page.evidence, page.questions]
    assert.deepEqual(parts, [null, null, null, null, null], who)
    assert.deepEqual(page.card.statement, card.card.statement, who)
    const query = { misconceptionId: card.id }
    const { found } = await ask(person, 'GET /api/misconceptions', { query })
    assert.deepEqual([found[0].correction, isLater(found[0].sealedUntil)], [null, true], who)
    const { cards } = await ask(person, `GET /api/rounds/${round.id}`)
    assert.deepEqual([cards[0].evidence, isLater(cards[0].sealedUntil)], [null, true], who)
  }
  const open = await cardOf(trainer, card)
  assert.deepEqual([open.card.sealedUntil, open.mayChange], [null, true])
  await round.move('before_closed')
})

test('14: a sealed card is not found by the words of what is sealed, nor by what stands against it', async () => {
  const card = await makeCard()
  const { id: checkId } = await ask(trainer, `POST /api/classes/${classId}/checks`, {
    body: checkBody(card.clauseId, true),
  })
  const [question] = (await ask(trainer, `GET /api/checks/${checkId}`)).questions
  await ask(trainer, `PUT /api/questions/${question.id}/misconception`, {
    body: { misconceptionId: card.id },
  })
  await ask(trainer, `POST /api/checks/${checkId}/open`, { body: {} })
  await ask(trainer, `POST /api/checks/${checkId}/close`)
  const round = await makeRound(card)
  const finds = async (person: Person, text: string) =>
    (await ask(person, 'GET /api/misconceptions', { query: { text } })).found.length
  const linked = async (person: Person, kind: string, id: string) => {
    const { links } = await ask(person, `GET /api/thread/${kind}/${id}`)
    return links.filter((link: { to: { id: string } }) => link.to.id === card.id).length
  }
  const ways = [
    ['clause', card.clauseId],
    ['case_step', card.stepId],
    ['misconception', card.id],
  ]
  const trainee = crowd[0].person
  for (const isOpen of [false, true, false]) {
    if (isOpen) await round.move('before_open')
    else if ((await ask(trainer, `GET /api/rounds/${round.id}`)).round.stage === 'before_open')
      await round.move('before_closed')
    for (const word of [card.card.correction.zh, 'correction', `${card.mark}-corr`])
      assert.equal(
        (await finds(trainee, word)) > 0 && word.startsWith(card.mark),
        !isOpen && word.startsWith(card.mark),
      )
    assert.equal(await finds(trainee, card.card.statement.zh), 1)
    for (const [kind, id] of ways) {
      assert.equal((await linked(trainee, kind, id)) > 0, !isOpen, `${kind}, ${isOpen ? 'open' : 'closed'}`)
      assert.ok((await linked(trainer, kind, id)) > 0)
    }
  }
})

test('14: who may not read a card does not write over it, nor take it out in a file', async () => {
  const card = await makeCard()
  const round = await makeRound(card)
  await round.move('before_open')
  const body = { version: 1, ...card.card, code: undefined }
  const sitting = seated['a trainer who sits in the class']
  const put = (person: Person) => send(person, `PUT /api/misconceptions/${card.id}`, { body })
  assert.equal((await put(sitting)).status, 409)
  assert.equal((await cardOf(sitting, card)).mayChange, false)
  const asFile = (person: Person) => send(person, 'GET /api/packs/own')
  assert.equal((await asFile(seated['an administrator who sits in the class'])).status, 409)
  assert.equal((await asFile(await town.as('administrator'))).status, 200)
  assert.equal((await put(trainer)).status, 200)
  await round.move('before_closed')
  assert.equal((await asFile(seated['an administrator who sits in the class'])).status, 200)
})

const checkBody = (clauseId: string, named: boolean) => ({
  title: said('检测'),
  named,
  questions: [
    {
      text: said('问？'),
      choices: [said('甲'), said('乙')],
      right: 1,
      why: said('所以'),
      clauseIds: [clauseId],
    },
  ],
})

for (const named of [true, false])
  test(`14: an open check ${named ? 'by name' : 'without names'} tells what is right to nobody who may still answer it`, async () => {
    const card = await makeCard()
    const { id: checkId } = await ask(trainer, `POST /api/classes/${classId}/checks`, {
      body: checkBody(card.clauseId, named),
    })
    const page = (person: Person) => ask(person, `GET /api/checks/${checkId}`)
    const [{ id: questionId }] = (await page(trainer)).questions
    const misconceptionId = card.id
    await ask(trainer, `PUT /api/questions/${questionId}/misconception`, { body: { misconceptionId } })
    await ask(trainer, `POST /api/checks/${checkId}/open`, { body: {} })
    const told = async (person: Person) => {
      const [{ right, why, misconceptionId: behind }] = (await page(person)).questions
      const { questions } = await cardOf(person, card)
      return [right, why?.zh ?? null, behind, questions.length]
    }
    for (const [who, person] of Object.entries(seated))
      assert.deepEqual(await told(person), [null, null, null, 0], who)
    assert.deepEqual(await told(trainer), [1, '所以', card.id, 1])
    const sitting = seated['a trainer who sits in the class']
    if (named) {
      await ask(sitting, `POST /api/checks/${checkId}/named-answers`, {
        body: { answers: { [questionId]: 0 } },
      })
      assert.deepEqual((await told(sitting)).slice(0, 3), [1, '所以', card.id], 'handed in')
      await ask(trainer, `POST /api/checks/${checkId}/close`)
      for (const [who, person] of Object.entries(seated))
        assert.deepEqual(await told(person), [1, '所以', card.id, 1], who)
    }
  })
