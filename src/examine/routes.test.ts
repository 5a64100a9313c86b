import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { classOf, gather, passClosing, type Trainee, takeBallot } from '../../test/crowd.ts'
import { openTown, type Person, type Town } from '../../test/town.ts'
import type { Ballot } from '../base/ballot.ts'
import { newId } from '../base/ids.ts'
import * as calls from './contract.ts'
import type { RoundAnswers } from './rules.ts'

let town: Town
let trainer: Person
let crowd: Trainee[]
let classId: string
let made = 0

before(async () => {
  town = await openTown()
  trainer = await town.as('trainer')
  crowd = await gather(town, 8)
  classId = await classOf(town.database)
})
after(() => town.close())

const said = (words: string) => ({ zh: words, en: '' })
let written = 0
const cardBody = (words = `说法${++written}`) => ({
  statement: said(words),
  reasons: said('原因'),
  correction: said(`更正${++written}`),
  instead: said('办法'),
  question: said('讨论'),
  source: said('来源'),
  evidence: [] as {
    text: { zh: string; en: string }
    source: { zh: string; en: string }
    clauseId: string | null
    stepId: string | null
  }[],
})
const newCard = async (words?: string) =>
  (await trainer.ask(calls.makeCard, { body: { code: `routes-${++made}`, ...cardBody(words) } })).id
const newRound = async (cardIds?: string[]) =>
  (
    await trainer.ask(calls.makeRound, {
      params: { classId },
      body: { title: said('检查'), cardIds: cardIds ?? [await newCard()] },
    })
  ).id
/** A phase is closed when its time has passed. */
const move = async (roundId: string, to: never) => {
  if (!(to as string).endsWith('_open')) await passClosing(town.database)
  return trainer.ask(calls.moveRound, { params: { roundId }, body: { to } })
}

const agree: RoundAnswers[string] = { answer: 'agree', confidence: 4 }

async function open(people: Trainee[]) {
  const cardId = await newCard()
  const roundId = await newRound([cardId])
  await move(roundId, 'before_open' as never)
  const { publicKey } = await people[0].person.ask(calls.roundPage, { params: { roundId } })
  const take = (person: Person) =>
    takeBallot(publicKey ?? '', (blinded) =>
      person.ask(calls.takeRoundBallot, { params: { roundId }, body: { blinded } }),
    )
  const ballots: Ballot[] = []
  for (const { person } of people) ballots.push(await take(person))
  const send = (ballot: Ballot, body: object = {}, as: Person = town.stranger(), to = roundId) =>
    as.send(calls.answerRound, {
      params: { roundId: to },
      body: { ballot, phase: 'before', answers: { [cardId]: agree }, ...body } as never,
    })
  return { cardId, roundId, ballots, take, send }
}

test('the library of the sample: all eleven, with sources, and the article’s three first', async () => {
  const { found, mayChange } = await trainer.ask(calls.searchCards, { query: {} })
  assert.equal(mayChange, true)
  assert.equal(found.filter(({ origin }) => origin === 'class').length, 3)
  assert.equal(found.filter(({ origin }) => origin === 'recorded').length, 8)
  assert.deepEqual(
    found.slice(0, 3).map(({ origin }) => origin),
    ['class', 'class', 'class'],
  )
  for (const card of found) assert.ok(card.source.zh && card.source.en)
  const { found: one } = await (await town.as('linying-trainee')).ask(calls.searchCards, {
    query: { text: '没有前途' },
  })
  assert.deepEqual(
    one.map(({ code }) => code),
    ['no-future'],
  )
})

test('a card is walked: evidence cites clauses and case steps, questions and figures hang on it', async () => {
  const { found } = await trainer.ask(calls.searchCards, { query: { text: 'no-future' } })
  const page = await trainer.ask(calls.cardPage, { params: { misconceptionId: found[0].id } })
  assert.ok(page.evidence?.some(({ clause }) => clause?.href.startsWith('/study/policies/')))
  assert.ok(page.evidence?.some(({ step }) => step?.href.startsWith('/cases/')))
  assert.equal(page.questions?.length, 1)
  assert.deepEqual(
    page.rounds.map(({ phases }) => phases.map(({ phase }) => phase)),
    [['before', 'after']],
  )
})

test('a card without a correction is refused at its field, one without a known source likewise', async () => {
  const empty = await trainer.send(calls.makeCard, {
    body: { code: 'x', ...cardBody(), correction: said(' ') },
  })
  assert.equal(empty.status, 422)
  assert.deepEqual(
    empty.problem.errors?.map(({ pointer }) => pointer),
    ['/correction/en'],
  )
  const evidence = [{ text: said('证据'), source: said(''), clauseId: newId(), stepId: null }]
  const unknown = await trainer.send(calls.makeCard, { body: { code: 'x', ...cardBody(), evidence } })
  assert.deepEqual(
    unknown.problem.errors?.map(({ pointer }) => pointer),
    ['/evidence/0/clauseId'],
  )
  const id = await newCard()
  const twice = await trainer.send(calls.makeCard, { body: { code: `routes-${made}`, ...cardBody() } })
  assert.deepEqual([twice.status, twice.problem.errors?.map(({ pointer }) => pointer)], [422, ['/code']])
  const stale = await trainer.send(calls.changeCard, {
    params: { misconceptionId: id },
    body: { version: 9, ...cardBody() },
  })
  assert.equal(stale.status, 409)
})

test('a round is opened as it was seen: where a card of it was worded otherwise just before, it is not', async () => {
  const cardId = await newCard()
  const roundId = await newRound([cardId, await newCard()])
  const params = { roundId }
  const seen = await trainer.ask(calls.roundPage, { params })
  const body = { version: 1, ...cardBody('改了说法') }
  await trainer.ask(calls.changeCard, { params: { misconceptionId: cardId }, body })
  const open = (version: number) =>
    trainer.send(calls.moveRound, { params, body: { to: 'before_open', version } })
  assert.equal((await open(seen.version)).status, 409)
  const now = await trainer.ask(calls.roundPage, { params })
  assert.equal(now.round.stage, 'draft')
  assert.equal((await open(now.version)).status, 200)
})

test('cards and rounds are written by those who teach; others read, other districts see nothing', async () => {
  const misconceptionId = await newCard()
  const roundId = await newRound()
  const body = { version: 1, ...cardBody('改过') }
  for (const login of ['linying-officer', 'linying-trainee', 'henan-viewer', 'tin-presenter']) {
    const person = await town.as(login)
    assert.equal((await person.send(calls.cardPage, { params: { misconceptionId } })).status, 200, login)
    assert.equal(
      (await person.send(calls.changeCard, { params: { misconceptionId }, body })).status,
      403,
      login,
    )
    assert.equal(
      (await person.send(calls.makeCard, { body: { code: 'y', ...cardBody() } })).status,
      403,
      login,
    )
    assert.equal(
      (await person.send(calls.roundPage, { params: { roundId } })).status,
      404,
      `${login} sees a draft`,
    )
    assert.equal(
      (
        await person.send(calls.makeRound, {
          params: { classId },
          body: { title: said('x'), cardIds: [misconceptionId] },
        })
      ).status,
      403,
      login,
    )
  }
  await move(roundId, 'before_open' as never)
  const luoyang = await town.as('luoyang-officer')
  assert.equal((await luoyang.send(calls.cardPage, { params: { misconceptionId } })).status, 404)
  assert.equal((await luoyang.send(calls.roundPage, { params: { roundId } })).status, 404)
  assert.equal((await luoyang.send(calls.roundFigures, { params: { roundId } })).status, 404)
  assert.equal(
    (await luoyang.send(calls.moveRound, { params: { roundId }, body: { to: 'before_closed' } })).status,
    404,
  )
  assert.equal((await town.stranger().send(calls.cardPage, { params: { misconceptionId } })).status, 401)
  const presenter = await town.as('tin-presenter')
  assert.equal(
    (await presenter.send(calls.moveRound, { params: { roundId }, body: { to: 'before_closed' } })).status,
    403,
  )
})

test('only accepted trainees get a ballot, one each, and only while the round begins', async () => {
  const { roundId, take } = await open(crowd.slice(0, 5))
  for (const login of ['trainer', 'xuchang-officer', 'administrator', 'henan-viewer']) {
    const refused = await (await town.as(login)).send(calls.takeRoundBallot, {
      params: { roundId },
      body: { blinded: 'A'.repeat(342) },
    })
    assert.equal(refused.status, 403, login)
  }
  await assert.rejects(take(crowd[0].person), /different-content/)
  const malformed = await crowd[5].person.send(calls.takeRoundBallot, {
    params: { roundId },
    body: { blinded: '_'.repeat(342) },
  })
  assert.equal(malformed.status, 422)
  await move(roundId, 'before_closed' as never)
  const late = await crowd[6].person.send(calls.takeRoundBallot, {
    params: { roundId },
    body: { blinded: 'A'.repeat(342) },
  })
  assert.deepEqual([late.status, late.problem.stage], [409, 'round before closed'])
})

test('an answer counts once: twice the same is harmless, another is refused, a forged or signed-in one too', async () => {
  const { cardId, roundId, ballots, send } = await open(crowd.slice(0, 5))
  const body = { ballot: ballots[0], phase: 'before' as const, answers: { [cardId]: agree } }
  await town.stranger().askTwice(calls.answerRound, { params: { roundId }, body })
  const other = await send(ballots[0], { answers: { [cardId]: { answer: 'disagree', confidence: 1 } } })
  assert.deepEqual([other.status, other.problem.type], [409, '/problems/different-content'])
  const forged = await send({ ...ballots[1], token: `${'A'.repeat(42)}A` })
  assert.equal(forged.status, 403)
  assert.equal((await send(ballots[1], {}, crowd[1].person)).status, 400)
  assert.equal((await send(ballots[1], {}, town.stranger(), newId())).status, 403)
  const strange = await send(ballots[1], { answers: { [newId()]: agree } })
  assert.equal(strange.status, 422)
  assert.deepEqual(
    (await send(ballots[1], { answers: {} })).problem.errors?.map(({ pointer }) => pointer),
    [`/answers/${cardId}`],
  )
  const another = await open(crowd.slice(0, 5))
  assert.equal(
    (await another.send(ballots[0])).status,
    403,
    'a ballot of one round is worth nothing in another',
  )
})

test('nobody’s answer is taken while fewer than five ballots are out', async () => {
  const { ballots, send, take } = await open(crowd.slice(0, 4))
  const early = await send(ballots[0])
  assert.deepEqual([early.status, early.problem.stage], [409, 'fewer than five ballots'])
  ballots.push(await take(crowd[4].person))
  assert.equal((await send(ballots[0])).status, 200)
})

test('what comes after the closing time is told so, however few have taken a ballot', async () => {
  const few = await open(crowd.slice(0, 4))
  assert.equal((await few.send(few.ballots[0])).problem.stage, 'fewer than five ballots')
  const enough = await open(crowd.slice(0, 5))
  assert.equal((await enough.send(enough.ballots[0])).status, 200)
  await passClosing(town.database)
  assert.equal((await few.send(few.ballots[0])).problem.stage, 'closing time passed')
  assert.equal((await enough.send(enough.ballots[1])).problem.stage, 'closing time passed')
  assert.equal((await enough.send(enough.ballots[0])).status, 200, 'what was taken in time stays taken')
})

test('a closed phase takes no answer and never opens again; after is answered by who answered before', async () => {
  const { roundId, ballots, send } = await open(crowd.slice(0, 7))
  for (const ballot of ballots.slice(0, 6)) assert.equal((await send(ballot)).status, 200)
  assert.equal((await send(ballots[6], { phase: 'after' })).status, 409)
  await move(roundId, 'before_closed' as never)
  const late = await send(ballots[6])
  assert.deepEqual([late.status, late.problem.stage], [409, 'round before closed'])
  const back = await trainer.send(calls.moveRound, { params: { roundId }, body: { to: 'before_open' } })
  assert.equal(back.status, 409)
  await move(roundId, 'after_open' as never)
  assert.equal((await send(ballots[6], { phase: 'after' })).status, 409, 'did not answer before')
  assert.equal((await send(ballots[0], { phase: 'after' })).status, 200)
  await move(roundId, 'after_closed' as never)
  await move(roundId, 'later_open' as never)
  for (const ballot of ballots.slice(0, 6)) assert.equal((await send(ballot, { phase: 'later' })).status, 200)
  await move(roundId, 'finished' as never)
  const figures = await trainer.ask(calls.roundFigures, { params: { roundId } })
  assert.deepEqual(
    figures.phases.map(({ phase, withheld }) => [phase, withheld]),
    [
      ['before', null],
      ['after', 'below the floor'],
      ['later', null],
    ],
  )
  assert.equal((await send(ballots[5], { phase: 'later' })).status, 409)
})

test('a card is examined once in a class, and keeps its statement while it is', async () => {
  const { cardId, roundId } = await open(crowd.slice(0, 5))
  const again = await trainer.send(calls.makeRound, {
    params: { classId },
    body: { title: said('再来'), cardIds: [cardId] },
  })
  assert.deepEqual(
    again.problem.errors?.map(({ pointer, code }) => `${pointer} ${code}`),
    ['/cardIds/0 examined'],
  )
  const change = (words: string) =>
    trainer.send(calls.changeCard, {
      params: { misconceptionId: cardId },
      body: { version: 1, ...cardBody(words) },
    })
  assert.deepEqual(
    [(await change('别的')).status, (await change('别的')).problem.stage],
    [409, 'card under examination'],
  )
  await move(roundId, 'before_closed' as never)
  await move(roundId, 'finished' as never)
  assert.equal((await change('别的')).status, 200)
})

test('what was invented for the sample stays marked when its card is changed', async () => {
  const { found } = await trainer.ask(calls.searchCards, { query: { text: 'uniform-specs' } })
  const params = { misconceptionId: found[0].id }
  const marks = async () =>
    (await trainer.ask(calls.cardPage, { params })).evidence?.map(({ illustrative }) => illustrative)
  const before = await marks()
  assert.ok(before?.includes(true))
  const { card, evidence } = await trainer.ask(calls.cardPage, { params })
  const { statement, reasons, correction, instead, question, source, version } = card
  assert.ok(reasons && correction && instead && evidence)
  const kept = evidence.map(({ text, source: from, clauseId, stepId }) => ({
    text,
    source: from,
    clauseId,
    stepId,
  }))
  await trainer.ask(calls.changeCard, {
    params,
    body: {
      statement,
      reasons: said('改过的原因'),
      correction,
      instead,
      question,
      source,
      version,
      evidence: kept,
    },
  })
  assert.deepEqual(await marks(), before)
  assert.ok(reasons.zh)
})

test('no call gives an answer back: nothing that anybody may ask holds a token or what was chosen', async () => {
  const { roundId, ballots, send } = await open(crowd.slice(0, 6))
  for (const ballot of ballots) await send(ballot)
  for (const login of ['trainer', 'administrator', 'xuchang-officer']) {
    const person = await town.as(login)
    for (const call of [calls.roundPage, calls.roundFigures]) {
      const text = JSON.stringify((await person.send(call, { params: { roundId } })).body)
      assert.ok(!ballots.some(({ token }) => text.includes(token)), login)
      assert.ok(!text.includes('"confidence"'), login)
    }
  }
})

test('the figures of the sample’s closed round are told, its open one waits', async () => {
  const { rounds } = await trainer.ask(calls.listRounds, { query: { classId } })
  const closed = rounds.find(({ stage, cards }) => stage === 'after_closed' && cards === 8)
  const waiting = rounds.find(({ stage, illustrative }) => stage === 'before_open' && illustrative)
  assert.ok(closed && waiting)
  const figures = await trainer.ask(calls.roundFigures, { params: { roundId: closed.id } })
  assert.ok(figures.cards.every(({ before, after, gain }) => before && after && gain !== null))
  const page = await (await town.as('linying-trainee')).ask(calls.roundPage, {
    params: { roundId: waiting.id },
  })
  assert.deepEqual(
    [page.isTrainee, page.taken, page.publicKey !== null, page.ballots],
    [true, false, true, null],
  )
})

test('a new round is offered the cards that its class has not examined, by their words', async () => {
  const params = { classId }
  const all = await trainer.ask(calls.searchCards, { query: {} })
  const offered = await trainer.ask(calls.roundChoices, { params, query: {} })
  assert.ok(offered.examined > 0)
  const { rounds } = await trainer.ask(calls.listRounds, { query: { classId } })
  const held = new Set<string>()
  for (const { id } of rounds)
    for (const card of (await trainer.ask(calls.roundPage, { params: { roundId: id } })).cards)
      held.add(card.id)
  assert.equal(held.size, offered.examined)
  assert.deepEqual(
    offered.found.map(({ id }) => id),
    all.found.map(({ id }) => id).filter((id) => !held.has(id)),
  )
  const [first] = offered.found
  if (first) {
    const { found } = await trainer.ask(calls.roundChoices, { params, query: { text: first.statement.zh } })
    assert.ok(found.some(({ id }) => id === first.id))
  }
  const trainee = await town.as('linying-trainee')
  assert.equal((await trainee.send(calls.roundChoices, { params, query: {} })).status, 403)
})
