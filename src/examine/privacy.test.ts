// "Private answers: a test with full database access cannot tell who answered what." Twenty people take their ballots
// and answer in a known order, one right after the other; then everything that the database holds is searched.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { classOf, gather, passClosing, type Trainee, takeBallot } from '../../test/crowd.ts'
import { type DumpedRow, dump } from '../../test/database-dump.ts'
import { openTown, type Person, type Town } from '../../test/town.ts'
import type { Ballot } from '../base/ballot.ts'
import { floorOf } from '../base/rosters.ts'
import { apart, fewest } from '../base/shares.ts'
import * as calls from './contract.ts'
import { forgetAnswers } from './rounds/closing.ts'
import type { Phase, RoundAnswers } from './rules.ts'

let town: Town
let crowd: Trainee[]
let trainer: Person
let classId: string

before(async () => {
  town = await openTown()
  crowd = await gather(town, 24)
  trainer = await town.as('trainer')
  classId = await classOf(town.database)
})
after(() => town.close())

let made = 0
const text = (words: string) => ({ zh: words, en: words })

/** A card of its own for each round: a card is examined once in a class. */
async function newRound(size = 1) {
  const cardIds: string[] = []
  for (let n = 0; n < size; n++) {
    const body = { code: `test-${++made}`, evidence: [] }
    const parts = {
      statement: text(`s${made}`),
      reasons: text('r'),
      correction: text(`c${made}`),
      instead: text('i'),
      question: text('q'),
      source: text('x'),
    }
    cardIds.push((await trainer.ask(calls.makeCard, { body: { ...body, ...parts } })).id)
  }
  const { id: roundId } = await trainer.ask(calls.makeRound, {
    params: { classId },
    body: { title: text('round'), cardIds },
  })
  /** A phase is closed when its time has passed. */
  const move = async (
    to: 'before_open' | 'before_closed' | 'after_open' | 'after_closed' | 'later_open' | 'finished',
  ) => {
    if (!to.endsWith('_open')) await passClosing(town.database)
    return trainer.ask(calls.moveRound, { params: { roundId }, body: { to } })
  }
  await move('before_open')
  const { publicKey } = await crowd[0].person.ask(calls.roundPage, { params: { roundId } })
  const take = ({ person }: Trainee) =>
    takeBallot(publicKey ?? '', (blinded) =>
      person.ask(calls.takeRoundBallot, { params: { roundId }, body: { blinded } }),
    )
  const send = (ballot: Ballot, phase: Phase, answers: RoundAnswers) =>
    town.stranger().send(calls.answerRound, { params: { roundId }, body: { ballot, phase, answers } })
  return { roundId, cardIds, move, take, send }
}

const agree: RoundAnswers[string] = { answer: 'agree', confidence: 4 }
const disagree: RoundAnswers[string] = { answer: 'disagree', confidence: 3 }

/** How many a guess gets right: the n-th of one order is the n-th of the other. */
const hits = (guess: readonly string[], truth: readonly string[]) =>
  guess.filter((one, at) => one === truth[at]).length

test('with the whole database in hand, nobody’s answer can be told', async () => {
  const round = await newRound(2)
  const people = crowd.slice(0, 20)
  const ballots: Ballot[] = []
  // Five ballots must be out first; from then on everybody answers right after taking one: the worst case.
  for (const person of people.slice(0, fewest)) ballots.push(await round.take(person))
  for (let at = 0; at < people.length; at++) {
    ballots[at] ??= await round.take(people[at])
    const answers = Object.fromEntries(round.cardIds.map((id, n) => [id, (at >> n) & 1 ? agree : disagree]))
    const sent = await round.send(ballots[at], 'before', answers)
    assert.equal(sent.status, 200)
  }
  const rows = await dump(town.database)
  const tokens = ballots.map(({ token }) => token)
  const persons = people.map(({ personId }) => personId)

  // 1. Tokens stand in one row of one table: there is one xmin and one ctid for all of them, and no time or number.
  const piles = rows.filter((row) => tokens.some((token) => row.text.includes(token)))
  assert.deepEqual(
    piles.map(({ table }) => table),
    ['examine.pile'],
  )
  assert.deepEqual(Object.keys(piles[0].row).sort(), ['answers', 'phase', 'round_id'])
  const stored = piles[0].row.answers as Record<string, RoundAnswers>
  assert.equal(Object.keys(stored).length, people.length)
  for (const paper of Object.values(stored)) {
    for (const [cardId, answer] of Object.entries(paper)) {
      assert.ok(round.cardIds.includes(cardId))
      assert.deepEqual(Object.keys(answer).sort(), ['answer', 'confidence'])
    }
  }

  // 2. No row anywhere holds a token, signature or answer together with a person, an account or a session.
  const owners = [...persons, ...people.map(({ accountId }) => accountId)]
  for (const { signature } of ballots) assert.ok(!rows.some((row) => row.text.includes(signature)))
  for (const row of piles) assert.ok(!owners.some((owner) => row.text.includes(owner)))

  // 3. Who took a ballot stands in one row too, and says nothing but that: no time, no token.
  const boxes = rows.filter((row) => row.table === 'examine.ballot_box' && row.text.includes(round.roundId))
  assert.equal(boxes.length, 1)
  assert.deepEqual(Object.keys(boxes[0].row).sort(), ['private_key', 'roster', 'round_id', 'taken'])
  const taken = boxes[0].row.taken as Record<string, string>
  assert.deepEqual(Object.keys(taken).sort(), [...persons].sort())

  // 4. The journal tells what the trainer did with the round, and nothing of anybody who answered.
  const told = rows.filter((row) => row.table === 'platform.journal' && row.text.includes(round.roundId))
  assert.deepEqual(told.map(({ row }) => row.verb).sort(), ['round.made', 'round.moved'])
  const ofCrowd = rows.filter(
    (row) => row.table === 'platform.journal' && owners.some((owner) => row.text.includes(owner)),
  )
  assert.ok(!ofCrowd.some((row) => /round|ballot|answer/.test(row.text)))

  // 5. Guessing by any order that the database holds does no better than drawing lots. Of twenty, chance gets one
  //    right; nine or more happen once in a million tries.
  const inOrder = Object.keys(stored)
  const orders: Record<string, string[]> = {
    'order of arrival': persons,
    'order in the list of ballots': Object.keys(taken),
    'order of digests': Object.entries(taken)
      .sort(([, a], [, b]) => (a < b ? -1 : 1))
      .map(([person]) => person),
    'sessions by time seen': bySession(rows, people),
    'accounts by transaction': byTransaction(rows, people),
  }
  const owner = new Map(tokens.map((token, at) => [token, persons[at]]))
  const truth = inOrder.map((token) => owner.get(token) ?? '')
  for (const [name, guess] of Object.entries(orders)) {
    assert.equal(guess.length, people.length, name)
    assert.ok(hits(guess, truth) < 9, `${name} told ${hits(guess, truth)} of ${people.length}`)
    assert.ok(hits(guess.toReversed(), truth) < 9, `${name}, backwards`)
  }

  // 6. The key of the round opens nothing: each stored digest fits each token equally (see platform/ballot.test.ts).
  const byDigest = new Map(Object.entries(taken).map(([person, digest]) => [digest, person]))
  for (const token of inOrder) assert.equal(byDigest.get(token), undefined)
})

function bySession(rows: DumpedRow[], people: Trainee[]): string[] {
  const person = new Map(people.map(({ accountId, personId }) => [accountId, personId]))
  return rows
    .filter((row) => row.table === 'access.session' && person.has(String(row.row.account_id)))
    .sort((a, b) => (String(a.row.seen_at) < String(b.row.seen_at) ? -1 : 1))
    .map((row) => person.get(String(row.row.account_id)) ?? '')
}

function byTransaction(rows: DumpedRow[], people: Trainee[]): string[] {
  const person = new Map(people.map(({ accountId, personId }) => [accountId, personId]))
  return rows
    .filter((row) => row.table === 'access.session' && person.has(String(row.row.account_id)))
    .sort((a, b) => Number(a.xmin) - Number(b.xmin))
    .map((row) => person.get(String(row.row.account_id)) ?? '')
}

test('the order of arrival leaves no trace: any order makes the same pile', async () => {
  const round = await newRound()
  const people = crowd.slice(0, 6)
  const ballots: Ballot[] = []
  for (const person of people) ballots.push(await round.take(person))
  const sent = ballots.map((ballot, at) => ({
    ballot,
    answers: { [round.cardIds[0]]: at % 2 ? agree : disagree },
  }))
  for (const { ballot, answers } of sent) await round.send(ballot, 'before', answers)
  const [pile] = (await dump(town.database)).filter(
    (row) => row.table === 'examine.pile' && row.text.includes(round.roundId),
  )
  // Sorted by length and bytes: a form that depends on what is in it alone.
  const keys = Object.keys(pile.row.answers as object)
  assert.deepEqual(keys, [...keys].sort())
})

test('when nothing more is made of them, answers, ballots and key are erased', async () => {
  const round = await newRound()
  const ballots: Ballot[] = []
  for (const person of crowd.slice(0, 20)) ballots.push(await round.take(person))
  const answers = { [round.cardIds[0]]: agree }
  const sendAll = async (phase: Phase) => {
    for (const ballot of ballots) assert.equal((await round.send(ballot, phase, answers)).status, 200)
  }
  const rowsOf = async (table: string) =>
    (await dump(town.database)).filter((row) => row.table === table && row.text.includes(round.roundId))
  await sendAll('before')
  await round.move('before_closed')
  assert.deepEqual(await rowsOf('examine.ballot_box'), [], 'roster, key and ballots go when nobody gets one')
  await round.move('after_open')
  await sendAll('after')
  await round.move('after_closed')
  // They wait for "later", under their tokens and nothing else.
  assert.deepEqual(
    (await rowsOf('examine.pile')).map(({ row }) => [row.phase, ...Object.keys(row).sort()]).sort(),
    [
      ['after', 'answers', 'phase', 'round_id'],
      ['before', 'answers', 'phase', 'round_id'],
    ],
  )
  await round.move('later_open')
  await sendAll('later')
  await round.move('finished')
  const holds = async (token: string) => (await dump(town.database)).some((row) => row.text.includes(token))
  for (const { token } of ballots) assert.equal(await holds(token), false)
  const { cards } = await trainer.ask(calls.roundFigures, { params: { roundId: round.roundId } })
  // All answer alike each time: what is told of both is the last fifth, and no change between the two.
  assert.deepEqual([cards[0].gain, cards[0].laterGain], [null, null])
})

test('answers that nobody asked to be held against later ones are erased when their time is over', async () => {
  const round = await newRound()
  const ballots: Ballot[] = []
  for (const person of crowd.slice(0, 14)) ballots.push(await round.take(person))
  for (const ballot of ballots) await round.send(ballot, 'before', { [round.cardIds[0]]: agree })
  await round.move('before_closed')
  const page = () => trainer.ask(calls.roundPage, { params: { roundId: round.roundId } })
  const until = new Date((await page()).keptUntil ?? 0)
  const days = (until.getTime() - Date.now()) / 86_400_000
  assert.ok(days > 119 && days < 121, String(days))
  const { kysely } = town.database
  const forget = (now: Date) => kysely.transaction().execute((db) => forgetAnswers(db, now))
  await forget(new Date(until.getTime() - 1))
  assert.equal((await page()).round.stage, 'before_closed')
  assert.equal(await forget(until), 1)
  assert.equal((await page()).round.stage, 'finished')
  const left = (await dump(town.database)).filter((row) =>
    ballots.some(({ token }) => row.text.includes(token)),
  )
  assert.deepEqual(left, [])
})

test('at no moment do the figures that are offered tell anything of fewer than the floor', async () => {
  const viewers = [trainer, await town.as('xuchang-officer'), await town.as('henan-viewer'), crowd[0].person]
  const floor = floorOf(crowd.length)
  const scenario = fc.record({
    all: fc.integer({ min: 9, max: 24 }),
    back: fc.integer({ min: 0, max: 24 }),
    held: fc.array(fc.boolean(), { minLength: 48, maxLength: 48 }),
  })
  await fc.assert(
    fc.asyncProperty(scenario, async ({ all, back, held }) => {
      const round = await newRound()
      const [cardId] = round.cardIds
      const figures = async () => {
        const asked = await Promise.all(
          viewers.map((one) => one.ask(calls.roundFigures, { params: { roundId: round.roundId } })),
        )
        // Whoever asks is told the same.
        for (const one of asked) assert.deepEqual(one.cards, asked[0].cards)
        return asked[0].cards[0]
      }
      const told: Awaited<ReturnType<typeof figures>>[] = [await figures()]
      const ballots: Ballot[] = []
      for (const person of crowd.slice(0, all)) ballots.push(await round.take(person))
      for (let at = 0; at < all; at++) {
        await round.send(ballots[at], 'before', { [cardId]: held[at] ? agree : disagree })
        told.push(await figures())
      }
      for (const moment of told)
        assert.equal(moment.before, null, 'a figure was told while the phase was open')
      await round.move('before_closed')
      const first = await figures()
      assert.equal(first.before === null, all < floor)
      if (all < floor) {
        await assert.rejects(round.move('after_open'), /below the floor/)
        return
      }
      await round.move('after_open')
      const again = Math.min(all, back)
      for (let at = 0; at < again; at++) {
        await round.send(ballots[at], 'after', { [cardId]: held[at + 24] ? agree : disagree })
        const now = await figures()
        assert.deepEqual([now.before, now.after, now.earlier], [first.before, null, null])
      }
      await round.move('after_closed')
      const last = await figures()
      assert.deepEqual(last.before, first.before, 'a figure changed after it was made')
      // The people about whom something stands: any two groups differ by nobody or by enough, a fifth of them by lot.
      const lots = Math.max(Math.ceil(all / 5), apart(all) - (all - again))
      const counted = all === again ? again : Math.max(0, again - lots)
      assert.equal(last.after === null, counted < floor)
      assert.equal(last.earlier === null, counted < floor, 'like is held against like')
      const { phases } = await trainer.ask(calls.roundFigures, { params: { roundId: round.roundId } })
      assert.deepEqual(
        phases.map(({ answered, leftOut }) => [answered, leftOut]),
        [[all, 0], counted < floor ? [null, 0] : [counted, again - counted]],
      )
      await round.move('finished')
      assert.deepEqual(await figures(), last)
    }),
    { numRuns: 8 },
  )
})
