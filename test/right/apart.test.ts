// One person's answer by subtraction, where the curious one's own accounts are fewer than a fifth: four own ones and
// the victim stand in the one group and not in the other. What is told then, and what a backup holds.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Ballot } from '../../src/base/ballot.ts'
import { gather, passClosing, type Trainee, takeBallot } from '../crowd.ts'
import { openTown, type Person, type Town } from '../town.ts'
import { ask, inHall, send } from './office.ts'
import { partsOf } from './tar.ts'

let town: Town
let trainer: Person
let crowd: Trainee[]
let classId: string
beforeEach(async () => {
  town = await openTown()
  ;({ trainer, classId, crowd } = await inHall(town, 25))
})
afterEach(() => town.close())

const names = (text: string) => ({ zh: text, en: text })
let made = 0

// 0 to 3 are the curious one's own, 4 is the victim; of the others nine hold the statement.
const choiceOf = (n: number): 0 | 1 => (n < 4 ? 1 : n < 14 ? 0 : 1)

/** Takes ballots of these people, in their order. */
async function ballotsOf(path: string, people: readonly Trainee[]): Promise<Ballot[]> {
  const { publicKey } = await ask(people[0].person, `GET /api/${path}`)
  const ballots: Ballot[] = []
  for (const { person } of people)
    ballots.push(
      await takeBallot(publicKey, (blinded) =>
        ask(person, `POST /api/${path}/ballot`, { body: { blinded } }),
      ),
    )
  return ballots
}

/** An examination of one card, at its first phase, with the ballots of everybody. */
async function examination() {
  const parts = ['statement', 'reasons', 'correction', 'instead', 'question', 'source'] as const
  const said = Object.fromEntries(parts.map((part) => [part, names(`${part} ${++made}`)]))
  const { id: cardId } = await ask(trainer, 'POST /api/misconceptions', {
    body: { code: `apart-${made}`, evidence: [], ...said },
  })
  const { id } = await ask(trainer, `POST /api/classes/${classId}/rounds`, {
    body: { title: names('Round'), cardIds: [cardId] },
  })
  const move = async (to: string) => {
    if (!to.endsWith('_open')) await passClosing(town.database)
    await ask(trainer, `POST /api/rounds/${id}/stage`, { body: { to } })
  }
  await move('before_open')
  const ballots = await ballotsOf(`rounds/${id}`, crowd)
  const hand = (phase: string, n: number) => {
    const answers = { [cardId]: { answer: choiceOf(n) ? 'disagree' : 'agree', confidence: 3 } }
    const body = { ballot: ballots[n], phase, answers }
    return send(town.stranger(), `POST /api/rounds/${id}/answers`, { body })
  }
  /** Everybody from the n-th on answers. */
  const handFrom = async (phase: string, from: number) => {
    for (let n = from; n < crowd.length; n++) assert.equal((await hand(phase, n)).status, 200)
  }
  const figures = () => ask(trainer, `GET /api/rounds/${id}/figures`)
  await handFrom('before', 0)
  await move('before_closed')
  return { id, ballots, move, hand, handFrom, figures }
}

type Phase = { phase: string; withheld: string | null; answered: number | null; leftOut: number }
const told = ({ phases }: { phases: Phase[] }) =>
  phases.map(({ withheld, answered, leftOut }) => (withheld ? withheld : [answered, leftOut]))

/** The tokens in the piles of a backup that is made now. */
async function tokensInBackup(ballots: readonly Ballot[]): Promise<number[][]> {
  const administrator = await town.as('administrator')
  await wait(1100)
  await ask(administrator, 'POST /api/instance/backups')
  const last = async () => (await ask(administrator, 'GET /api/instance/backups')).last?.name
  while (!(await last())) await wait(50)
  const pile = partsOf(join(town.dataFolder, 'backups', await last())).filter(({ name }) =>
    /examine\.pile/.test(name),
  )
  const lines = pile.flatMap(({ content }) => String(content).split('\n'))
  return lines
    .map((line) => ballots.flatMap(({ token }, n) => (line.includes(token) ? [n] : [])))
    .filter((found) => found.length > 0)
}

test('12: four own ones and the victim stay away “after”: five others at least are left out with them by lot', async () => {
  const round = await examination()
  await round.move('after_open')
  await round.handFrom('after', 5)
  await round.move('after_closed')
  assert.deepEqual(told(await round.figures()), [
    [25, 0],
    [15, 5],
  ])
  // A backup does not tell whose the papers of those are who are missing: they are gone, and others with them.
  const piles = await tokensInBackup(round.ballots)
  assert.deepEqual(
    piles.map((found) => found.length),
    [15, 15],
  )
  assert.deepEqual(piles[0], piles[1])
  assert.ok(piles[0].every((n) => n >= 5))
  // "Later" is held against those who were compared, and says so to the others.
  await round.move('later_open')
  assert.equal((await ask(trainer, `GET /api/rounds/${round.id}`)).roster.size, 15)
  for (let n = 0; n < crowd.length; n++) {
    const { status, body } = await round.hand('later', n)
    assert.equal(status, piles[0].includes(n) ? 200 : 409)
    if (status === 409) assert.match(body.detail, /left out by lot/)
  }
  await round.move('finished')
  assert.deepEqual(told(await round.figures()), [
    [25, 0],
    [15, 5],
    [15, 0],
  ])
})

test('12: where the lot leaves fewer than the floor nothing is compared, and no pile tells who was missing', async () => {
  const round = await examination()
  await round.move('after_open')
  await round.handFrom('after', 8)
  await round.move('after_closed')
  assert.deepEqual(told(await round.figures()), [[25, 0], 'below the floor'])
  assert.deepEqual(
    (await tokensInBackup(round.ballots)).map((found) => found.length),
    [25],
  )
  // Everybody who answered before may still answer "later".
  await round.move('later_open')
  await round.handFrom('later', 0)
  await round.move('finished')
  assert.deepEqual(told(await round.figures()), [[25, 0], 'below the floor', [25, 0]])
})

test('12: of two checks open at once that ask the same, four own ones and the victim hand in but one', async () => {
  const { found } = await ask(trainer, 'GET /api/clauses', { query: {} })
  const open = async (text: string) => {
    const question = { text: names(text), choices: [names(`Right: ${text}`), names('Wrong')], right: 0 }
    const questions = [{ ...question, why: names('So.'), clauseIds: [found[0].id] }]
    const { id } = await ask(trainer, `POST /api/classes/${classId}/checks`, {
      body: { title: names(`Check ${++made}`), named: false, questions },
    })
    await ask(trainer, `POST /api/checks/${id}/open`, { body: {} })
    return id
  }
  const handIn = async (id: string, from: number) => {
    const { questions } = await ask(crowd[0].person, `GET /api/checks/${id}`)
    const ballots = await ballotsOf(`checks/${id}`, crowd.slice(from))
    for (const [n, ballot] of ballots.entries())
      await ask(town.stranger(), `POST /api/checks/${id}/answers`, {
        body: { ballot, answers: { [questions[0].id]: choiceOf(from + n) } },
      })
  }
  // Nine must stand between groups of which the larger has 25.
  for (const [missing, isTold] of [
    [5, false],
    [8, false],
    [9, true],
  ] as const) {
    const text = `May members leave at the end of season ${missing}?`
    const [one, other] = [await open(text), await open(text)]
    await handIn(one, 0)
    await handIn(other, missing)
    await passClosing(town.database)
    for (const id of [one, other]) await ask(trainer, `POST /api/checks/${id}/close`)
    const results = await Promise.all([one, other].map((id) => ask(trainer, `GET /api/checks/${id}/results`)))
    assert.deepEqual(
      results.map(({ questions, repeated }) => [questions.length, repeated.length]),
      [[1, 0], isTold ? [1, 0] : [0, 1]],
      `${missing} missing`,
    )
  }
})

test('15: what is left over of the parts of a named check is not four own ones and the victim', async () => {
  const all = [...(await gather(town, 1)), ...crowd]
  const { kysely } = town.database
  const { rows: seats } = await sql<{ placeId: string; postId: string }>`
    select distinct on (place_id) place_id as "placeId", post_id as "postId" from convene.seat
    where class_id = ${classId} order by place_id limit 3`.execute(kysely)
  assert.equal(seats.length, 3)
  /** The places of the 26, by size; all hold one post. */
  const partsOf26 = async (sizes: number[]) => {
    for (const [at, { placeId }] of seats.entries()) {
      const from = sizes.slice(0, at).reduce((sum, one) => sum + one, 0)
      const people = all.slice(from, from + (sizes[at] ?? 0)).map(({ personId }) => personId)
      await sql`update convene.nomination set place_id = ${placeId}, post_id = ${seats[0].postId}
        where class_id = ${classId} and person_id = any(${people}::uuid[])`.execute(kysely)
    }
    const { found } = await ask(trainer, 'GET /api/clauses', { query: {} })
    const question = {
      text: names(`Who keeps ledger ${++made}?`),
      choices: [names(`Clerk ${made}`), names('No')],
    }
    const questions = [{ ...question, right: 0, why: names('So.'), clauseIds: [found[0].id] }]
    const { id } = await ask(trainer, `POST /api/classes/${classId}/checks`, {
      body: { title: names(`Check ${made}`), named: true, questions },
    })
    await ask(trainer, `POST /api/checks/${id}/open`, { body: {} })
    for (const [n, { person }] of all.entries()) {
      const page = await ask(person, `GET /api/checks/${id}`)
      const answers = { [page.questions[0].id]: choiceOf(n) }
      await ask(person, `POST /api/checks/${id}/named-answers`, { body: { answers } })
    }
    await ask(trainer, `POST /api/checks/${id}/close`)
    const { answered, parts } = await ask(await town.as('henan-viewer'), `GET /api/checks/${id}/results`)
    assert.equal(answered, 26)
    return parts
      .filter((part: { by: string }) => part.by === 'place')
      .map((part: { answered: number }) => part.answered)
  }
  assert.deepEqual(await partsOf26([11, 10, 5]), [11])
  assert.deepEqual(await partsOf26([21, 5]), [], 'nor one place that is they')
  assert.deepEqual(await partsOf26([16, 10]), [16, 10])
})
