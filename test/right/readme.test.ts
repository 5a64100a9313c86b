// What README.md says of the sample, sentence by sentence: whoever follows it finds what it says.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { openTown, type Town } from '../town.ts'
import { ask, planOf } from './office.ts'

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8').replace(/\s+/g, ' ')
const says = (sentence: string) => assert.ok(readme.includes(sentence), `README.md says no more: ${sentence}`)
// biome-ignore lint/suspicious/noExplicitAny: what comes back is looked at, not relied on
type One = any

test('48: convene: the class, its places, posts and seats, and who waits for a decision', async () => {
  says('19 counties and cities by six posts, 125 seats.')
  says('accept the group head of Xihua')
  const officer = await town.as('xuchang-officer')
  const { classes } = await ask(officer, 'GET /api/classes')
  const [{ id }] = classes.filter((one: One) => one.state === 'running')
  const head = await ask(officer, `GET /api/classes/${id}`)
  assert.deepEqual([head.places.length, head.posts.length, head.figures.seats], [19, 6, 125])
  const { nominations } = await ask(officer, `GET /api/classes/${id}/nominations`)
  const open = nominations.filter((one: One) => one.state === 'nominated')
  const xihua = head.places.find((one: One) => one.code === 'xihua').id
  assert.ok(open.some((one: One) => one.placeId === xihua))
})

test('48: study: the policy on handicrafts is numbered, and most clauses have questions', async () => {
  says('numbered clauses, most of them with the questions that test them.')
  const trainee = await town.as('linying-trainee')
  const { policies } = await ask(trainee, 'GET /api/policies')
  const { id } = policies.find((one: One) => one.code === 'handicraft')
  const { clauses } = await ask(trainee, `GET /api/policies/${id}`)
  const asked = clauses.filter((one: One) => one.asked > 0 || one.questions.length > 0)
  assert.ok(clauses.every((one: One) => one.number))
  assert.ok(asked.length * 2 > clauses.length, `${asked.length} of ${clauses.length} clauses have questions`)
})

test('48: cases: how the tin group began has conditions, steps, and figures with evidence', async () => {
  says('conditions, steps, figures before and after with their evidence.')
  const trainee = await town.as('linying-trainee')
  const { cases } = await ask(trainee, 'GET /api/cases')
  const tin = cases.find((one: One) => /tin/i.test(one.title.en))
  const told = await ask(trainee, `GET /api/cases/${tin.id}`)
  assert.ok(told.record.conditions.tools.en)
  assert.ok(told.steps.length > 0)
  assert.ok(told.results.length > 0)
  for (const one of told.results) assert.ok(one.evidence && one.beforeSaid && one.afterSaid)
})

test('48: examine: the trainee of Linying finds an open examination of three cards', async () => {
  says('take a ballot and answer three cards.')
  const trainee = await town.as('linying-trainee')
  const { rounds } = await ask(trainee, 'GET /api/rounds')
  const open = rounds.find((one: One) => one.stage.endsWith('_open'))
  const { cards, isTrainee, taken } = await ask(trainee, `GET /api/rounds/${open.id}`)
  assert.deepEqual([cards.length, isTrainee, taken], [3, true, false])
})

test('48: plan: the plan of Fugou was returned with a reason; lines that follow from the class say from what', async () => {
  says('the lines that follow from the class say from which clause, case step or misconception.')
  const county = await town.as('fugou-officer')
  const plan = await planOf(county, 'fugou')
  assert.equal(plan.state, 'returned')
  assert.ok(plan.events.some((one: One) => one.kind === 'returned' && one.text.en))
  const kinds = new Set(plan.lines.flatMap((line: One) => line.citations.map((one: One) => one.kind)))
  assert.deepEqual([...kinds].sort(), ['case_step', 'clause', 'misconception'])
})

test('48: carry out: Baofeng has figures of June still to report', async () => {
  says('As county officer of Baofeng, report a figure for June')
  const { month, lines, mayReport } = await ask(await town.as('baofeng-officer'), 'GET /api/carry-out/month')
  assert.equal(month, '1954-06')
  assert.ok(lines.length > 0 && mayReport)
})

test('48: everything invented is marked: the class, its people, its cases and its checks', async () => {
  says('everything invented is marked illustrative')
  const trainee = await town.as('linying-trainee')
  const { cases } = await ask(trainee, 'GET /api/cases')
  for (const one of cases) assert.equal(one.illustrative, true)
  const { checks } = await ask(trainee, 'GET /api/checks')
  for (const one of checks) assert.equal(one.illustrative, true)
})

test('48: the sample lets its trainer open an examination and a check without names by hand, and a class answer them', async () => {
  const trainer = await town.as('trainer')
  const { classes } = await ask(trainer, 'GET /api/classes')
  const [{ id: classId }] = classes.filter((one: One) => one.state === 'running')
  const { found } = await ask(trainer, 'GET /api/clauses', { query: {} })
  const said = (text: string) => ({ zh: text, en: text })
  const question = {
    text: said('Who may leave?'),
    choices: [said('Everybody, at any time'), said('Nobody')],
    right: 0,
    why: said('Joining is free.'),
    clauseIds: [found[0].id],
  }
  const { id: checkId } = await ask(trainer, `POST /api/classes/${classId}/checks`, {
    body: { title: said('By hand'), named: false, questions: [question] },
  })
  await ask(trainer, `POST /api/checks/${checkId}/open`, { body: {} })
  const card = ['statement', 'reasons', 'correction', 'instead', 'question', 'source'] as const
  const { id: cardId } = await ask(trainer, 'POST /api/misconceptions', {
    body: { code: 'by-hand', evidence: [], ...Object.fromEntries(card.map((part) => [part, said(part)])) },
  })
  const { id: roundId } = await ask(trainer, `POST /api/classes/${classId}/rounds`, {
    body: { title: said('By hand'), cardIds: [cardId] },
  })
  await ask(trainer, `POST /api/rounds/${roundId}/stage`, { body: { to: 'before_open' } })
  const { cast } = await ask(town.stranger(), 'GET /api/cast')
  const trainees = cast.filter((one: One) => one.roles.some(({ role }: One) => role === 'trainee'))
  assert.ok(trainees.length >= 8, `${trainees.length} trainees of the cast`)
  for (const { login } of trainees)
    for (const path of [`checks/${checkId}`, `rounds/${roundId}`]) {
      const page = await ask(await town.as(login), `GET /api/${path}`)
      assert.equal(page.roster.size, trainees.length)
      const ballot = { body: { blinded: 'A'.repeat(342) } }
      await ask(await town.as(login), `POST /api/${path}/ballot`, ballot)
    }
})
