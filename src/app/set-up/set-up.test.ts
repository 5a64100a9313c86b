// The way on which a programme is set up: what each step lacks, who will be able to do what, and the call for it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emptyDatabase } from '../../../test/database.ts'
import { officeOf, openTown } from '../../../test/town.ts'
import type { Tier } from '../../registry/levels/rules.ts'
import { addPack } from '../pack/contract.ts'
import { setUpPath } from './contract.ts'
import { whoMay } from './rules.ts'

const lackingOf = (path: { steps: { step: string; lacks: string[] }[] }) =>
  Object.fromEntries(path.steps.flatMap(({ step, lacks }) => (lacks.length > 0 ? [[step, lacks]] : [])))

test('an empty office lacks every step that can be done; a pack does several at once', async () => {
  const { administrator, placeId, close } = await officeOf(await emptyDatabase())
  const empty = await administrator.ask(setUpPath, {})
  assert.deepEqual(lackingOf(empty), {
    levels: ['own-levels'],
    places: ['planning-places'],
    words: ['programme'],
    posts: ['forms', 'counted-forms', 'trades', 'posts'],
    indicators: ['indicators'],
    periods: ['open-period'],
    people: ['organisations', 'appointments', 'other-accounts'],
  })
  assert.deepEqual([empty.class.posts, empty.plan.indicators, empty.plan.period], [[], [], null])
  await administrator.ask(addPack, { body: { code: 'craft-cooperatives', text: null, placeId } })
  const path = await administrator.ask(setUpPath, {})
  assert.deepEqual(lackingOf(path), {
    places: ['planning-places'],
    periods: ['open-period'],
    people: ['organisations', 'appointments', 'other-accounts'],
  })
  assert.deepEqual(
    path.levels.map(({ code, tier }) => `${code} ${tier}`),
    ['country above', 'region above', 'province planning', 'commune below'],
  )
  assert.deepEqual([path.class.sessions, path.class.days, path.class.stages.length], [6, 3, 4])
  assert.equal(path.plan.indicators.length, path.counts.indicators)
  assert.deepEqual(
    path.plan.indicators.flatMap(({ frequency, dueIn }) =>
      frequency === 'month' ? [] : [[frequency, dueIn]],
    ),
    [['quarter', []]],
  )
  assert.ok(path.plan.trades.length > 2 && path.plan.forms.length > 1)
  await close()
})

test('the sample lacks nothing, and its first period and class are told as they stand', async () => {
  const town = await openTown()
  const path = await (await town.as('administrator')).ask(setUpPath, {})
  assert.deepEqual(lackingOf(path), {})
  assert.deepEqual(
    path.levels.map(({ tier, first }) => [tier, first.length > 0]),
    path.levels.map(({ tier, places }) => [tier, places > 0]),
  )
  assert.equal(path.levels.find(({ tier }) => tier === 'planning')?.first.length, 5)
  assert.equal(path.plan.sections.length, 2)
  assert.ok(path.plan.period && path.plan.period.months.length + path.plan.period.parts.length > 1)
  // Whoever reviews, plans, studies or teaches in the programme does not set it up.
  for (const login of ['xuchang-officer', 'linying-officer', 'linying-trainee', 'trainer'])
    assert.equal((await (await town.as(login)).send(setUpPath, {})).status, 403, login)
  await town.close()
})

test('a role reaches what is done at its own level or at one below, whatever the levels', () => {
  const reach = (tiers: Tier[], deed: string) =>
    whoMay(tiers.map((tier, at) => ({ code: String(at), tier }))).find((one) => one.deed === deed)?.levels
  for (const [tiers, deed, levels] of [
    [['above', 'above', 'planning', 'below'], 'list.change', ['0']],
    [['above', 'above', 'planning', 'below'], 'plan.write', ['0', '1', '2']],
    [['above', 'above', 'planning', 'below'], 'class.change', ['0', '1', '2']],
    [['above', 'above', 'planning', 'below'], 'roll_up.read', ['0', '1', '2', '3']],
    [['planning'], 'plan.review', ['0']],
    [['planning', 'below', 'below'], 'nomination.make', ['0']],
  ] as const)
    assert.deepEqual(reach([...tiers], deed), levels, `${tiers} ${deed}`)
  const planning = whoMay([{ code: 'a', tier: 'planning' }])
  assert.deepEqual(planning.find(({ deed }) => deed === 'plan.write')?.roles, ['planner'])
})
