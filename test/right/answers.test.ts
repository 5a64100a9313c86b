// Answers that nobody can trace: what a curious officer or trainer gets to see who makes accounts, chooses moments,
// asks twice and subtracts.
import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { sql } from 'kysely'
import type { Ballot } from '../../src/base/ballot.ts'
import { gather, type Trainee, takeBallot } from '../crowd.ts'
import { openTown, type Person, type Town } from '../town.ts'
import { ask, inHall, placeOf, send } from './office.ts'

let town: Town
let officer: Person
let trainer: Person
let crowd: Trainee[]
let classId: string
beforeEach(async () => {
  town = await openTown()
  ;({ officer, trainer, classId, crowd } = await inHall(town, 5))
})
afterEach(() => town.close())

const names = (text: string) => ({ zh: text, en: text })
const inMinutes = (n: number) => new Date(Date.now() + n * 60_000).toISOString()
let made = 0

/** What was said to last until later lasts until now; there was no such time in version 0.1.0. */
async function letTimePass(): Promise<void> {
  const { rows } = await sql<{ table: string }>`
    select table_schema || '.' || table_name as table from information_schema.columns
    where column_name = 'closes_at' and table_schema || '.' || table_name in ('examine.round', 'study.check')
  `.execute(town.database.kysely)
  for (const { table } of rows)
    await sql`update ${sql.table(table)} set closes_at = now() where closes_at > now() and not illustrative`.execute(
      town.database.kysely,
    )
}

type Question = { text: string; right: string }
const newQuestion = (): Question => ({ text: `Question ${++made}?`, right: `Right ${made}` })

/** A check of a class with these questions, as a draft. */
async function makeCheck(questions: Question[], { named = false, of = classId } = {}): Promise<string> {
  const { found } = await ask(trainer, 'GET /api/clauses', { query: {} })
  const body = {
    title: names(`Check ${++made}`),
    named,
    questions: questions.map(({ text, right }) => ({
      text: names(text),
      choices: [names(right), names(`Wrong ${++made}`)],
      right: 0,
      why: names('Because.'),
      clauseIds: [found[0].id],
    })),
  }
  return (await ask(trainer, `POST /api/classes/${of}/checks`, { body })).id
}

/** Opens a check; what its roster does with it. */
async function openCheck(checkId: string, body: object = {}) {
  await ask(trainer, `POST /api/checks/${checkId}/open`, { body })
  const answer = async (trainee: Person, choice: number): Promise<Ballot> => {
    const { publicKey, questions } = await ask(trainee, `GET /api/checks/${checkId}`)
    const ballot = await takeBallot(publicKey ?? 'AAAA', (blinded) =>
      ask(trainee, `POST /api/checks/${checkId}/ballot`, { body: { blinded } }),
    )
    waiting.push(async () => {
      const answers = Object.fromEntries(questions.map(({ id }: { id: string }) => [id, choice]))
      await ask(town.stranger(), `POST /api/checks/${checkId}/answers`, { body: { ballot, answers } })
    })
    return ballot
  }
  // Answers are taken once five ballots are out.
  const waiting: (() => Promise<void>)[] = []
  const handIn = async () => {
    for (const one of waiting.splice(0)) await one()
  }
  return { answer, handIn }
}

const close = (checkId: string) => send(trainer, `POST /api/checks/${checkId}/close`)
const results = (checkId: string) => ask(trainer, `GET /api/checks/${checkId}/results`)
const blinded = 'A'.repeat(342)
const takes = async (person: Person, path: string) =>
  (await send(person, `POST /api/${path}/ballot`, { body: { blinded } })).status

/** Everything that the curious may read about a check or an examination, as one text. */
async function everything(path: string): Promise<string> {
  const read = async (person: Person, rest: string) =>
    JSON.stringify((await send(person, `GET /api/${path}${rest}`)).body)
  const told: string[] = []
  for (const person of [officer, trainer, await town.as('administrator'), await town.as('henan-viewer')])
    for (const rest of ['', '/figures', '/results']) told.push(await read(person, rest))
  return told.join('\n')
}

test('11: accounts that the curious one makes get no ballot, and one answer among them makes no figure', async () => {
  const { id: cardId } = await ask(trainer, 'POST /api/misconceptions', { body: newCard() })
  const { id: roundId } = await ask(officer, `POST /api/classes/${classId}/rounds`, {
    body: { title: names('Round'), cardIds: [cardId] },
  })
  // Made afterwards, by the very officer who made the round: four accounts, and their first sign-ins.
  const made4 = await gather(town, 4)
  const stage = (to: string, body: object = {}) =>
    send(officer, `POST /api/rounds/${roundId}/stage`, { body: { to, ...body } })
  assert.equal((await stage('before_open')).status, 200)
  for (const { person } of made4) assert.equal(await takes(person, `rounds/${roundId}`), 403)
  const page = await ask(crowd[0].person, `GET /api/rounds/${roundId}`)
  assert.equal(page.roster.size, crowd.length)
  assert.ok(
    page.roster.by.some((one: { names: { en: string } }) => one.names.en),
    'the ballot says who could have put people on the roster',
  )
  // Five ballots of honest people; the victim alone answers.
  const ballots: Ballot[] = []
  for (const { person } of crowd)
    ballots.push(
      await takeBallot(page.publicKey, (text) =>
        ask(person, `POST /api/rounds/${roundId}/ballot`, { body: { blinded: text } }),
      ),
    )
  const answers = { [cardId]: { answer: 'agree', confidence: 4 } }
  const hand = (ballot: Ballot) =>
    send(town.stranger(), `POST /api/rounds/${roundId}/answers`, {
      body: { ballot, phase: 'before', answers },
    })
  assert.equal((await hand(ballots[0])).status, 200)
  // The moment is not chosen: neither at once, nor by moving the time.
  assert.equal((await stage('before_closed')).status, 409)
  assert.equal(
    (await send(officer, `PUT /api/rounds/${roundId}/closing`, { body: { closesAt: inMinutes(1) } })).status,
    422,
  )
  await letTimePass()
  assert.equal((await hand(ballots[1])).status, 409, 'nothing is taken after the time')
  assert.equal((await stage('before_closed')).status, 200)
  const figures = await ask(officer, `GET /api/rounds/${roundId}/figures`)
  assert.deepEqual(
    figures.phases.map((phase: { answered: number | null }) => phase.answered),
    [null, null],
  )
  assert.ok(!(await everything(`rounds/${roundId}`)).includes('"percent"'))
  assert.equal((await stage('after_open')).status, 409, 'of a phase below its floor there is no further one')
})

function newCard() {
  const said = names(`said ${++made}`)
  const entry = {
    statement: said,
    reasons: said,
    correction: said,
    instead: said,
    question: said,
    source: said,
  }
  return { code: `card-${++made}`, ...entry, evidence: [] }
}

test('11: the time that was said is moved later, never earlier, and only while it runs', async () => {
  const checkId = await makeCheck([newQuestion()])
  const open = (closesAt: string) => send(trainer, `POST /api/checks/${checkId}/open`, { body: { closesAt } })
  for (const wrong of [inMinutes(-1), inMinutes(200 * 24 * 60), '1954-03-01T08:00:00Z'])
    assert.equal((await open(wrong)).status, 422, wrong)
  const said = inMinutes(30)
  assert.equal((await open(said)).status, 200)
  const move = (closesAt: string, person = trainer) =>
    send(person, `PUT /api/checks/${checkId}/closing`, { body: { closesAt } })
  for (const [minutes, status] of [
    [29, 422],
    [1, 422],
    [60, 200],
    [45, 422],
    [90, 200],
  ])
    assert.equal((await move(inMinutes(minutes))).status, status, `${minutes} minutes`)
  assert.equal((await move(inMinutes(120), crowd[0].person)).status, 403)
  assert.equal((await close(checkId)).status, 409)
  await letTimePass()
  assert.equal((await move(inMinutes(120))).status, 409, 'it has passed')
  assert.equal(await takes(crowd[0].person, `checks/${checkId}`), 409)
  assert.equal((await close(checkId)).status, 200)
})

test('11: somebody whose account was given out anew gets no ballot of what was made before', async () => {
  await gather(town, 1)
  const checkId = await makeCheck([newQuestion()])
  await openCheck(checkId)
  const { accountId, person } = crowd[0]
  await ask(officer, `POST /api/accounts/${accountId}/invitation`)
  assert.equal(await takes(person, `checks/${checkId}`), 403)
  // Nor of the next one, until whoever has it has come in by it.
  const next = await makeCheck([newQuestion()])
  assert.equal((await send(trainer, `POST /api/checks/${next}/open`, { body: {} })).status, 200)
  assert.equal(await takes(person, `checks/${next}`), 403)
})

test('11: whoever comes in by a link that was out before takes no ballot of somebody who is on the roster', async () => {
  const [victim] = await gather(town, 1)
  const { secret } = await ask(officer, `POST /api/accounts/${victim.accountId}/invitation`)
  // She signs in as ever: her account is in use.
  await sql`update access.account set used_at = now() where id = ${victim.accountId}`.execute(
    town.database.kysely,
  )
  const checkId = await makeCheck([newQuestion()])
  await openCheck(checkId)
  const spent = await town.server.inject({
    method: 'POST',
    url: `/api/invitations/${secret}`,
    payload: { password: 'forge wood loom 77' },
  })
  assert.equal(spent.statusCode, 200)
  const cookies = [spent.headers['set-cookie']].flat().map((one) => String(one).split(';')[0])
  const taken = await town.server.inject({
    method: 'POST',
    url: `/api/checks/${checkId}/ballot`,
    headers: { cookie: cookies.join('; ') },
    payload: { blinded },
  })
  assert.equal(taken.statusCode, 403, taken.body)
})

test('11: merging people makes nobody new able to answer', async () => {
  const checkId = await makeCheck([newQuestion()])
  await openCheck(checkId)
  const sizeOf = async () => (await ask(trainer, `GET /api/checks/${checkId}`)).roster.size
  const size = await sizeOf()
  const merge = (twin: string, kept: string) =>
    send(officer, `POST /api/people/${twin}/twins/${kept}`, { body: { reason: 'twice' } })
  assert.ok([404, 422].includes((await merge(crowd[1].personId, crowd[2].personId)).status))
  const [late] = await gather(town, 1)
  assert.ok([404, 422].includes((await merge(crowd[1].personId, late.personId)).status))
  assert.equal(await takes(late.person, `checks/${checkId}`), 403)
  assert.equal(await sizeOf(), size)
})

test('11: whoever is on an open roster is merged with nobody, in either direction', async () => {
  const own = await makeOwn('own-before')
  const [voter] = await gather(town, 1)
  const checkId = await makeCheck([newQuestion()])
  await openCheck(checkId)
  await ask(officer, `POST /api/accounts/${voter.accountId}/end`)
  for (const [twin, kept] of [
    [own, voter],
    [voter, own],
  ]) {
    const path = `POST /api/people/${twin.personId}/twins/${kept.personId}`
    const { status, body } = await send(officer, path, { body: { reason: 'twice' } })
    assert.deepEqual([status, body.errors[0].code], [422, 'same-check'])
    assert.equal(await takes(own.person, `checks/${checkId}`), 403)
  }
})

/** Makes one of two entries, or parts them again; the status of the answer, and the codes of why not. */
const merge = (twin: string, kept: string) =>
  codesOf(`POST /api/people/${twin}/twins/${kept}`, { reason: 'twice' })
async function part(twin: string) {
  const { twins } = await ask(officer, 'GET /api/twins', { query: {} })
  const log = twins.find((one: { twin: { id: string } }) => one.twin.id === twin)
  return codesOf(`POST /api/twins/${log.id}/undo`)
}
async function codesOf(path: string, body: object = {}): Promise<{ status: number; codes: string[] }> {
  const answer = await send(officer, path, { body })
  const errors: { code: string }[] = answer.body.errors ?? []
  return { status: answer.status, codes: [...new Set(errors.map(({ code }) => code))].sort() }
}
async function enterFresh(): Promise<string> {
  const placeId = await placeOf(town, 'xuchang-district')
  const body = { placeId, names: names(`Fresh ${++made}`), phone: null }
  return (await ask(officer, 'POST /api/people', { body })).id
}

const frozen = { status: 422, codes: ['same-check', 'same-round'] }
const done = { status: 200, codes: [] }

/** A check without names and an examination, both open. */
async function openBoth(): Promise<string[]> {
  const checkId = await makeCheck([newQuestion()])
  await openCheck(checkId)
  const { id: cardId } = await ask(trainer, 'POST /api/misconceptions', { body: newCard() })
  const { id: roundId } = await ask(officer, `POST /api/classes/${classId}/rounds`, {
    body: { title: names('Round'), cardIds: [cardId] },
  })
  await ask(officer, `POST /api/rounds/${roundId}/stage`, { body: { to: 'before_open' } })
  return [`checks/${checkId}`, `rounds/${roundId}`]
}

test('11: one person is one ballot: nobody on an open roster is given another entry', async () => {
  await closeWhatIsOpen()
  const [{ person, personId }] = crowd
  const paths = await openBoth()
  const take = async (path: string) => {
    const { publicKey } = await ask(person, `GET /api/${path}`)
    await takeBallot(publicKey, (text) =>
      ask(person, `POST /api/${path}/ballot`, { body: { blinded: text } }),
    )
  }
  for (const path of paths) await take(path)
  for (const other of [await enterFresh(), await enterFresh()]) {
    assert.deepEqual(await merge(personId, other), frozen)
    assert.deepEqual(await merge(other, personId), frozen)
    for (const path of paths) await assert.rejects(take(path), /ballot/)
  }
  const rows = await sql<{ n: number }>`
    select (select count(*)::int from jsonb_object_keys(taken)) as n from study.ballot_box
    union all select (select count(*)::int from jsonb_object_keys(taken)) from examine.ballot_box
    where roster ? ${personId}`.execute(town.database.kysely)
  assert.deepEqual(
    rows.rows.map(({ n }) => n),
    [1, 1],
  )
})

test('11: whoever is on an open roster stays on it: no merger of before is taken back meanwhile', async () => {
  await closeWhatIsOpen()
  const [voter, other] = crowd
  const [kept, twin] = [await enterFresh(), await enterFresh()]
  assert.deepEqual(await merge(voter.personId, kept), done)
  assert.deepEqual(await merge(twin, other.personId), done)
  const paths = await openBoth()
  for (const one of [voter.personId, twin]) assert.deepEqual(await part(one), frozen)
  for (const path of paths)
    for (const { person } of [voter, other]) assert.equal(await takes(person, path), 200)
  for (const one of [voter.personId, twin]) assert.deepEqual(await part(one), frozen)
  await sql`delete from study.ballot_box`.execute(town.database.kysely)
  await sql`delete from examine.ballot_box`.execute(town.database.kysely)
  for (const one of [voter.personId, twin]) assert.deepEqual(await part(one), done, 'once all is closed')
})

test('11: nobody hands in a named check twice by being somebody else for a while', async () => {
  await closeWhatIsOpen()
  const [{ person, personId }] = crowd
  const kept = await enterFresh()
  assert.deepEqual(await merge(personId, kept), done)
  const checkId = await makeCheck([newQuestion()], { named: true })
  await ask(trainer, `POST /api/checks/${checkId}/open`)
  const { questions } = await ask(person, `GET /api/checks/${checkId}`)
  const answers = { [questions[0].id]: 0 }
  await ask(person, `POST /api/checks/${checkId}/named-answers`, { body: { answers } })
  assert.deepEqual(await part(personId), { status: 422, codes: ['same-check'] })
  assert.equal((await close(checkId)).status, 200)
  assert.deepEqual(await part(personId), done)
})

test('closing is offered once the answers of all are in, not their ballots: in a check and in an examination', async () => {
  const checkId = await makeCheck([newQuestion()])
  const offered = async (path: string) => {
    const { ballots, mayClose } = await ask(trainer, `GET /api/${path}`)
    return [ballots, mayClose]
  }
  assert.deepEqual(await offered(`checks/${checkId}`), [null, false])
  const { answer, handIn } = await openCheck(checkId)
  assert.deepEqual(await offered(`checks/${checkId}`), [0, false])
  for (const { person } of crowd) await answer(person, 0)
  assert.deepEqual(await offered(`checks/${checkId}`), [5, false], 'no answer has come')
  assert.equal((await close(checkId)).status, 409)
  assert.equal((await ask(crowd[0].person, `GET /api/checks/${checkId}`)).mayClose, false, 'not to a trainee')
  await handIn()
  assert.deepEqual(await offered(`checks/${checkId}`), [5, true])
  assert.equal((await close(checkId)).status, 200)

  const { id: cardId } = await ask(trainer, 'POST /api/misconceptions', { body: newCard() })
  const { id: roundId } = await ask(trainer, `POST /api/classes/${classId}/rounds`, {
    body: { title: names('Round'), cardIds: [cardId] },
  })
  const path = `rounds/${roundId}`
  const move = (to: string) => send(trainer, `POST /api/${path}/stage`, { body: { to } })
  const answers = { [cardId]: { answer: 'agree', confidence: 4 } }
  const ballots: Ballot[] = []
  const sendIn = async (phase: string, some: readonly Ballot[]) => {
    for (const ballot of some)
      await ask(town.stranger(), `POST /api/${path}/answers`, { body: { ballot, phase, answers } })
  }
  assert.equal((await move('before_open')).status, 200)
  for (const { person } of crowd) {
    const { publicKey } = await ask(person, `GET /api/${path}`)
    ballots.push(
      await takeBallot(publicKey ?? 'AAAA', (text) =>
        ask(person, `POST /api/${path}/ballot`, { body: { blinded: text } }),
      ),
    )
  }
  await sendIn('before', ballots.slice(1))
  assert.deepEqual(await offered(path), [5, false])
  assert.equal((await move('before_closed')).status, 409)
  await sendIn('before', ballots.slice(0, 1))
  assert.deepEqual(await offered(path), [5, true])
  assert.equal((await move('before_closed')).status, 200)
  assert.equal((await move('after_open')).status, 200)
  await sendIn('after', ballots.slice(1))
  assert.equal((await offered(path))[1], false, 'one of those who answered before has not answered again')
  assert.equal((await move('after_closed')).status, 409)
  await sendIn('after', ballots.slice(0, 1))
  assert.equal((await offered(path))[1], true)
  assert.equal((await move('after_closed')).status, 200)
})

test('12: the same question of one person more is not told a second time', async () => {
  const asked = newQuestion()
  const first = await makeCheck([asked])
  const opened = await openCheck(first)
  for (const [n, { person }] of crowd.entries()) await opened.answer(person, n % 2)
  await opened.handIn()
  assert.equal((await close(first)).status, 200, 'everybody has answered')
  assert.equal((await results(first)).questions.length, 1)

  const [victim] = await gather(town, 1)
  const six = [...crowd, victim]
  const again = async (questions: Question[], of = classId) => {
    const checkId = await makeCheck(questions, { of })
    const { answer, handIn } = await openCheck(checkId)
    for (const { person } of six) await answer(person, 0)
    await handIn()
    assert.equal((await close(checkId)).status, 200)
    const told = await results(checkId)
    return [told.answered, told.questions.length, told.clauses.length, told.repeated?.length]
  }
  const variants: Question[] = [
    asked,
    { ...asked, text: 'Put quite otherwise' },
    { ...asked, right: 'Another right one' },
    { text: ` ${asked.text.toUpperCase()} !`, right: `x${made}` },
    { text: asked.text.replaceAll(' ', '\u3000'), right: `y${made}` },
    { text: `z${made}`, right: `“${asked.right}”.` },
    // One letter more, which nobody sees.
    { text: `${asked.text}\ufe00`, right: `v${made}` },
    { text: `${asked.text.replace(' ', '\u3164 ')}\u034f`, right: `w${made}` },
  ]
  for (const one of variants) assert.deepEqual(await again([one]), [6, 0, 0, 1], JSON.stringify(one))
  // Beside it a new question is told; the clause that rests on both is not.
  assert.deepEqual(await again([asked, newQuestion()]), [6, 1, 0, 1])
  // In another class with the same people it is the same question of the same people.
  const other = await secondClass(six)
  assert.deepEqual(await again([asked], other), [6, 0, 0, 1])
  // When a class is closed, who answered is forgotten, and counts as if a few had changed.
  await sql`delete from study.asked_people`.execute(town.database.kysely).catch(() => {})
  assert.deepEqual(await again([asked], other), [6, 0, 0, 1])

  // The same statement on a second card, in two examinations.
  const card = newCard()
  const round = async (people: Trainee[]) => {
    const { id: cardId } = await ask(trainer, 'POST /api/misconceptions', {
      body: { ...card, code: `card-${++made}` },
    })
    const { id: roundId } = await ask(trainer, `POST /api/classes/${classId}/rounds`, {
      body: { title: names(`Round ${++made}`), cardIds: [cardId] },
    })
    const move = (to: string) => ask(trainer, `POST /api/rounds/${roundId}/stage`, { body: { to } })
    await move('before_open')
    const ballots: Ballot[] = []
    for (const { person } of people) {
      const { publicKey } = await ask(person, `GET /api/rounds/${roundId}`)
      ballots.push(
        await takeBallot(publicKey, (text) =>
          ask(person, `POST /api/rounds/${roundId}/ballot`, { body: { blinded: text } }),
        ),
      )
    }
    const answers = { [cardId]: { answer: 'agree', confidence: 4 } }
    for (const ballot of ballots)
      await ask(town.stranger(), `POST /api/rounds/${roundId}/answers`, {
        body: { ballot, phase: 'before', answers },
      })
    await letTimePass()
    await move('before_closed')
    const { cards } = await ask(trainer, `GET /api/rounds/${roundId}/figures`)
    return cards[0].before === null
  }
  assert.equal(await round(six), false, 'told once')
  assert.equal(await round(six.slice(0, 5)), true, 'of five of them it would lay bare the sixth')
  assert.equal(await round(six), false, 'of the very same people it tells nothing new')
})

/** Another class with the same people, who were all at its session. */
async function secondClass(people: Trainee[]): Promise<string> {
  const { kysely } = town.database
  const id = crypto.randomUUID()
  const copy = (table: string, where: string, extra: object = {}) =>
    sql`insert into ${sql.table(table)} overriding system value
      select (jsonb_populate_record(t, ${JSON.stringify(extra)}::jsonb)).* from ${sql.table(table)} as t
      where ${sql.raw(where)}`.execute(kysely)
  const own = `class_id = '${classId}'`
  await copy('convene.class', `id = '${classId}'`, { id })
  for (const table of ['class_post', 'class_place', 'seat'])
    await copy(`convene.${table}`, own, { class_id: id })
  const { rows } = await sql<{ id: string }>`
    select id from convene.nomination where class_id = ${classId} and state = 'accepted' limit 1`.execute(
    kysely,
  )
  for (const [n, { personId }] of people.entries())
    await copy('convene.nomination', `id = '${rows[0].id}'`, {
      id: crypto.randomUUID(),
      class_id: id,
      person_id: personId,
      arrival: 900_000 + n,
    })
  const stageId = crypto.randomUUID()
  await copy('convene.stage', `${own} and position = 0`, { id: stageId, class_id: id })
  const sessionId = crypto.randomUUID()
  const oldSession = await sql<{ id: string }>`
    select session.id from convene.session as session where class_id = ${classId}
      and (select count(*) from convene.attendance where session_id = session.id) > 0
    order by on_day limit 1`.execute(kysely)
  const [{ id: old }] = oldSession.rows
  await copy('convene.session', `id = '${old}'`, { id: sessionId, class_id: id, stage_id: stageId })
  const marks = await sql<{ id: string }>`
    select person_id as id from convene.attendance where session_id = ${old} limit 1`.execute(kysely)
  const mark = `session_id = '${old}' and person_id = '${marks.rows[0].id}'`
  for (const { personId } of people)
    await copy('convene.attendance', mark, { session_id: sessionId, person_id: personId, state: 'present' })
  return id
}

/** Somebody whom the officer enters and lets in. */
async function makeOwn(login: string): Promise<Trainee> {
  const placeId = await placeOf(town, 'xuchang-district')
  const { id: personId } = await ask(officer, 'POST /api/people', {
    body: { placeId, names: names(login), phone: null },
  })
  const { id: accountId, secret } = await ask(officer, 'POST /api/accounts', {
    body: { login, names: names(login), personId, role: 'trainee', placeId },
  })
  const password = 'forge wood loom 77'
  await ask(town.stranger(), `POST /api/invitations/${secret}`, { body: { password } })
  return { personId, accountId, person: await town.as(login) }
}

/** Asks these people one question without names; answers with of how many questions there is a figure. */
async function tellOf(asked: Question, people: Trainee[]): Promise<number> {
  const checkId = await makeCheck([asked], { of: await secondClass(people) })
  const { answer, handIn } = await openCheck(checkId)
  for (const { person } of people) await answer(person, 0)
  await handIn()
  await letTimePass()
  assert.equal((await close(checkId)).status, 200)
  return (await results(checkId)).questions.length
}

/** Nothing that is open, the sample's own included, stands in the way of a merger. */
async function closeWhatIsOpen(): Promise<void> {
  await sql`update study."check" set closes_at = now() where state = 'open'`.execute(town.database.kysely)
  await sql`update examine.round set closes_at = now() where stage like '%open'`.execute(town.database.kysely)
  const { checks } = await ask(trainer, 'GET /api/checks', { query: {} })
  for (const { id, state, named } of checks) if (state === 'open' && !named) await close(id)
  const { rounds } = await ask(trainer, 'GET /api/rounds', { query: {} })
  for (const { id, stage } of rounds)
    if (stage === 'before_open')
      await ask(trainer, `POST /api/rounds/${id}/stage`, { body: { to: 'before_closed' } })
}

test('12: two entries made one make no two groups of people alike', async () => {
  const asked = newQuestion()
  const tell = (people: Trainee[]) => tellOf(asked, people)
  const [victim] = await gather(town, 1)
  const own = await makeOwn('own-entry')
  assert.equal(await tell([victim, ...crowd.slice(0, 5)]), 1)
  await closeWhatIsOpen()
  await ask(officer, `POST /api/accounts/${victim.accountId}/end`)
  await ask(officer, `POST /api/people/${victim.personId}/twins/${own.personId}`, {
    body: { reason: 'twice' },
  })
  assert.equal(await tell([own, ...crowd.slice(0, 5)]), 0, 'five of them and somebody else')
  // Nor once it is forgotten who answered.
  await sql`delete from study.asked_people`.execute(town.database.kysely)
  assert.equal(await tell([own, ...crowd.slice(0, 5)]), 0)
})

test('12: people who are given other entries, or their own again, are the people they were', async () => {
  await closeWhatIsOpen()
  const [victim] = await gather(town, 1)
  const [first, second] = [newQuestion(), newQuestion()]
  assert.equal(await tellOf(first, crowd), 1)
  const renamed: Trainee[] = []
  const placeId = await placeOf(town, 'xuchang-district')
  for (const one of crowd) {
    const body = { placeId, names: names(`Fresh ${++made}`), phone: null }
    const { id: personId } = await ask(officer, 'POST /api/people', { body })
    await ask(officer, `POST /api/people/${one.personId}/twins/${personId}`, { body: { reason: 'twice' } })
    renamed.push({ ...one, personId })
  }
  assert.equal(
    await tellOf(first, [...renamed, victim]),
    0,
    'the same five under other entries, and one more',
  )
  assert.equal(await tellOf(second, renamed), 1)
  const { twins } = await ask(officer, 'GET /api/twins', { query: {} })
  for (const { id } of twins.slice(0, crowd.length)) await ask(officer, `POST /api/twins/${id}/undo`)
  assert.equal(
    await tellOf(second, [...crowd, victim]),
    0,
    'the same five under their own again, and one more',
  )
})

test('12: a named check tells nothing before it is closed, and is remembered of however few', async () => {
  const four = await gather(town, 4)
  const [victim] = await gather(town, 1)
  const question = newQuestion()
  const of = await secondClass([...four, victim])
  const checkId = await makeCheck([question], { named: true, of })
  await ask(trainer, `POST /api/checks/${checkId}/open`, { body: {} })
  for (const { person } of four) {
    const { questions } = await ask(person, `GET /api/checks/${checkId}`)
    const answers = Object.fromEntries(questions.map(({ id }: { id: string }) => [id, 0]))
    await ask(person, `POST /api/checks/${checkId}/named-answers`, { body: { answers } })
  }
  const right = async () => (await results(checkId)).people.map((one: { right: number | null }) => one.right)
  assert.deepEqual(await right(), [null, null, null, null])
  assert.equal((await close(checkId)).status, 200)
  assert.deepEqual(await right(), [1, 1, 1, 1])
  assert.equal(await tellOf(question, [...four, victim]), 0, 'four whose answers are known, and one more')
})

test('15: nothing of a place or a post is told of answers without a name, whatever is asked for', async () => {
  const checkId = await makeCheck([newQuestion()])
  const { answer, handIn } = await openCheck(checkId)
  for (const { person } of crowd) await answer(person, 0)
  await handIn()
  await letTimePass()
  assert.equal((await close(checkId)).status, 200)
  const told = await results(checkId)
  assert.deepEqual(told.parts, [])
  assert.equal(told.people, null)
  const { rows } = await sql<{ placeId: string; postId: string }>`
    select place_id as "placeId", post_id as "postId" from convene.nomination
    where class_id = ${classId} limit 1`.execute(town.database.kysely)
  for (const query of [rows[0], { place: rows[0].placeId }, { post: rows[0].postId }, { by: 'place' }]) {
    const asked = await send(trainer, `GET /api/checks/${checkId}/results`, { query })
    // Refused by name, or the same as for everybody.
    if (asked.status === 200) assert.deepEqual(asked.body, told)
    else assert.equal(asked.status, 400)
  }
})

test('15: a check that was declared named is told by place and by post, where enough are meant and left over', async () => {
  const more = await gather(town, 30)
  const all = [...crowd, ...more]
  const checkId = await makeCheck([newQuestion()], { named: true })
  await ask(trainer, `POST /api/checks/${checkId}/open`, { body: {} })
  for (const [n, { person }] of all.entries()) {
    const { questions } = await ask(person, `GET /api/checks/${checkId}`)
    const answers = Object.fromEntries(questions.map(({ id }: { id: string }) => [id, n % 2]))
    await ask(person, `POST /api/checks/${checkId}/named-answers`, { body: { answers } })
  }
  assert.equal((await close(checkId)).status, 200)
  const { parts, answered } = await results(checkId)
  assert.equal(answered, all.length)
  assert.ok(parts.length > 0)
  for (const by of ['place', 'post']) {
    const of = parts.filter((part: { by: string }) => part.by === by)
    // Of 35, five besides six who could be one's own.
    for (const part of of) assert.ok(part.answered >= 11 && part.names.zh && part.clauses.length > 0)
    const left = of.reduce((sum: number, part: { answered: number }) => sum - part.answered, all.length)
    assert.ok(left === 0 || left >= 11, `${left} are left over by ${by}`)
  }
  // Who sees each answer with its name reads how many it were; everybody else a rounded share of the same.
  const own = await results(checkId)
  const right = own.people.filter((one: { right: number }) => one.right === 1).length
  assert.deepEqual(
    own.questions.map((one: { count: number }) => one.count),
    [right],
  )
  const viewer = await town.as('henan-viewer')
  const told = await ask(viewer, `GET /api/checks/${checkId}/results`)
  assert.deepEqual(
    [
      ...told.questions,
      ...told.clauses,
      ...told.parts.flatMap((one: { clauses: object[] }) => one.clauses),
    ].filter((one) => one.count !== null),
    [],
  )
  assert.deepEqual(told.questions[0].right, own.questions[0].right)
})

/** A check declared named of these people, who all answer right, but for the last of them. */
async function namedCheck(question: Question, people: Trainee[], of = classId): Promise<string> {
  const checkId = await makeCheck([question], { named: true, of })
  await ask(trainer, `POST /api/checks/${checkId}/open`, { body: {} })
  for (const [n, { person }] of people.entries()) {
    const { questions } = await ask(person, `GET /api/checks/${checkId}`)
    const choice = n === people.length - 1 ? 1 : 0
    const answers = Object.fromEntries(questions.map(({ id }: { id: string }) => [id, choice]))
    await ask(person, `POST /api/checks/${checkId}/named-answers`, { body: { answers } })
  }
  assert.equal((await close(checkId)).status, 200)
  return checkId
}

test('12: of two named checks who sees no names reads nothing by subtraction, and who sees them reads both', async () => {
  const viewer = await town.as('henan-viewer')
  const asViewer = (checkId: string) => ask(viewer, `GET /api/checks/${checkId}/results`)
  const all = [...crowd, ...(await gather(town, 12))]
  const question = newQuestion()
  const first = await namedCheck(question, all.slice(0, 8))
  assert.equal((await asViewer(first)).questions.length, 1)
  // One, two and four more or fewer, another wording of the signs, and the very same people.
  for (const [people, asked, isTold] of [
    [all.slice(0, 9), question, false],
    [all.slice(0, 10), { text: ` ${question.text.toUpperCase()}`, right: question.right }, false],
    [all.slice(0, 12), question, false],
    [all.slice(1, 8), { text: `Another ${question.text}`, right: question.right }, false],
    [all.slice(0, 8), question, false],
    [all.slice(0, 8), newQuestion(), true],
  ] as const) {
    const checkId = await namedCheck(asked, people)
    const [told, own] = [await asViewer(checkId), await results(checkId)]
    const said = `${people.length} asked ${asked.text}`
    assert.deepEqual([told.questions.length, told.repeated.length], isTold ? [1, 0] : [0, 1], said)
    assert.equal(told.clauses.length, isTold ? 1 : 0)
    if (!isTold) assert.deepEqual(told.parts, [])
    assert.deepEqual(told.people, null)
    // The trainer has the names anyway.
    assert.deepEqual([own.questions[0].count, own.repeated], [people.length - 1, []])
    assert.equal(own.people.length, people.length)
    const { policies } = await ask(viewer, 'GET /api/policies')
    for (const { id } of policies) {
      const { clauses } = await ask(viewer, `GET /api/policies/${id}`)
      const there = clauses.some((one: { results: { checkId: string }[] }) =>
        one.results.some((result) => result.checkId === checkId),
      )
      if (!isTold) assert.equal(there, false, 'nor on the page of the policy')
    }
  }
})

test('12: a check without names does not tell again what a named one told of nearly the same people', async () => {
  const [question, fresh] = [newQuestion(), newQuestion()]
  await gather(town, 3).then((more) => crowd.push(...more))
  await namedCheck(question, crowd.slice(0, 6))
  // Withheld from who sees no names, the trainer was told of seven: that is remembered as well.
  await namedCheck(question, crowd.slice(0, 7))
  const checkId = await makeCheck([question, fresh])
  const { answer, handIn } = await openCheck(checkId)
  for (const { person } of crowd) await answer(person, 0)
  await handIn()
  await letTimePass()
  assert.equal((await close(checkId)).status, 200)
  const { questions, repeated } = await results(checkId)
  assert.deepEqual([questions.length, repeated.length], [1, 1])
})

test('12: what is open by name is not told of nearly the same people without names', async () => {
  const [question, fresh] = [newQuestion(), newQuestion()]
  const [victim] = await gather(town, 1)
  const named = await makeCheck([question], { named: true })
  await ask(trainer, `POST /api/checks/${named}/open`, { body: {} })
  const tell = async () => {
    const checkId = await makeCheck([question, fresh])
    const { answer, handIn } = await openCheck(checkId)
    for (const { person } of [...crowd, victim]) await answer(person, 0)
    await handIn()
    await letTimePass()
    assert.equal((await close(checkId)).status, 200)
    const { questions, repeated } = await results(checkId)
    return [questions.length, repeated.length]
  }
  assert.deepEqual(await tell(), [1, 1], 'they may answer by name still')
  assert.equal((await close(named)).status, 200)
  assert.deepEqual(await tell(), [2, 0], 'nobody did')
})

test('12: what was told without names is not asked of nearly the same people by name', async () => {
  const [question, fresh] = [newQuestion(), newQuestion()]
  const [victim, more] = await gather(town, 2)
  assert.equal(await tellOf(question, [...crowd, victim, more]), 1)
  const open = async (questions: Question[], of = classId) => {
    const checkId = await makeCheck(questions, { named: true, of })
    return send(trainer, `POST /api/checks/${checkId}/open`, { body: {} })
  }
  const refused = await open([fresh, question])
  assert.equal(refused.status, 422)
  assert.deepEqual(
    refused.body.errors.map((one: { code: string }) => one.code),
    ['repeated'],
  )
  assert.ok(refused.body.errors[0].detail.includes(question.text))
  assert.equal((await open([fresh])).status, 200)
  // Two of them in another class leave five, one of whom may be one's own; one leaves six who stay unknown.
  const others = await gather(town, 4)
  assert.equal((await open([question], await secondClass([victim, more, ...others]))).status, 422)
  assert.equal((await open([question], await secondClass([victim, ...others]))).status, 200)
})

test('15: a named paper is told under the place and post of the seat that its person held, whatever came after', async () => {
  const all = [...crowd, ...(await gather(town, 30))]
  const kysely = town.database.kysely
  const partsOf = async (meanwhile: () => Promise<void>) => {
    const checkId = await makeCheck([newQuestion()], { named: true })
    await ask(trainer, `POST /api/checks/${checkId}/open`, { body: {} })
    for (const { person } of all) {
      const { questions } = await ask(person, `GET /api/checks/${checkId}`)
      await ask(person, `POST /api/checks/${checkId}/named-answers`, {
        body: { answers: { [questions[0].id]: 0 } },
      })
    }
    await meanwhile()
    assert.equal((await close(checkId)).status, 200)
    const { parts } = await results(checkId)
    return parts.map((part: { by: string; id: string; answered: number }) => [
      part.by,
      part.id,
      part.answered,
    ])
  }
  const before = await partsOf(async () => {})
  assert.ok(before.length > 0)
  const { rows } = await sql<{
    placeId: string
    postId: string
  }>`select place_id as "placeId", post_id as "postId"
    from convene.seat where class_id = ${classId} order by place_id desc, post_id limit 1`.execute(kysely)
  const people = all.map(({ personId }) => personId)
  /** A nomination of these people that came after the one that seated them. */
  const putForward = (whose: string[], state: string, days: { seatedOn?: string; leftOn?: string } = {}) =>
    sql`insert into convene.nomination (id, class_id, place_id, post_id, person_id, appointment_id, state, made_by, made_at,
        seated_on, left_on)
      select gen_random_uuid(), class_id, ${rows[0].placeId}, ${rows[0].postId}, person_id, appointment_id, ${state}, made_by,
        now(), ${days.seatedOn ?? null}, ${days.leftOn ?? null}
      from convene.nomination where class_id = ${classId} and person_id = any(${whose}::uuid[]) and state = 'accepted'`.execute(
      kysely,
    )
  const noDay = { seatedOn: '1954-03-01', leftOn: '1954-03-01' }
  const after = await partsOf(async () => {
    await putForward(people.slice(0, 20), 'declined')
    await putForward(people.slice(10, 30), 'withdrawn')
    await putForward(people.slice(5, 36), 'withdrawn', noDay)
    // These left in the end, and wait for another seat or were refused one.
    await putForward(people.slice(0, 1), 'declined')
    await sql`update convene.nomination set state = 'withdrawn', left_on = '1954-03-05'
      where class_id = ${classId} and person_id = any(${people.slice(0, 12)}::uuid[]) and state = 'accepted'`.execute(
      kysely,
    )
    await sql`update convene.nomination set state = 'waiting' where id in (
      select distinct on (person_id) id from convene.nomination where class_id = ${classId} and state = 'declined'
        and person_id = any(${people.slice(0, 6)}::uuid[]) order by person_id, arrival desc)`.execute(kysely)
  })
  assert.deepEqual(after, before)
})

test('12: of an erased person no group that was told of keeps the id, and what was told is still not told again', async () => {
  const viewer = await town.as('henan-viewer')
  const everybody = [...crowd, ...(await gather(town, 10))]
  const { rows: members } = await sql<{
    id: string
  }>`select person_id as id from formation.membership`.execute(town.database.kysely)
  const erased = everybody.find(({ personId }) => !members.some(({ id }) => id === personId))
  assert.ok(erased)
  const others = everybody.filter((one) => one !== erased).slice(0, 8)
  const keeps = async (personId: string) => {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from study.asked_people
      where position(${personId} in people::text) > 0`.execute(town.database.kysely)
    return rows[0].n
  }
  const question = newQuestion()
  await namedCheck(question, [erased, ...others.slice(0, 6)])
  assert.ok((await keeps(erased.personId)) > 0)
  // Another one handed in while it was open.
  const open = await makeCheck([newQuestion()], { named: true })
  await ask(trainer, `POST /api/checks/${open}/open`, { body: {} })
  for (const { person } of [erased, ...others.slice(0, 6)]) {
    const { questions } = await ask(person, `GET /api/checks/${open}`)
    await ask(person, `POST /api/checks/${open}/named-answers`, {
      body: { answers: { [questions[0].id]: 0 } },
    })
  }
  const page = await ask(officer, `GET /api/people/${erased.personId}`)
  for (const { id } of page.appointments.filter((one: { state: string }) => one.state === 'now'))
    await ask(officer, `POST /api/appointments/${id}/end`, {
      body: { onDay: '1954-07-10', successorPersonId: null },
    })
  await ask(officer, `POST /api/people/${erased.personId}/erase`, { body: { name: page.person.names.en } })
  assert.equal(await keeps(erased.personId), 0)
  assert.equal((await close(open)).status, 200)
  assert.equal(await keeps(erased.personId), 0, 'nor of what closes afterwards')
  for (const people of [others.slice(0, 6), others.slice(0, 7), others.slice(1, 7)]) {
    const told = await ask(viewer, `GET /api/checks/${await namedCheck(question, people)}/results`)
    assert.deepEqual([told.questions.length, told.repeated.length], [0, 1], `${people.length}`)
  }
})
