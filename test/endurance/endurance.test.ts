// The short form of `npm run endurance`: one kill of each kind and a few more.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endure, targets } from './endure.ts'

test('what was acknowledged survives kills of the server, its database and both, and nothing needs a hand', async () => {
  const order = [...targets, ...targets]
  const figures = await endure({ kills: order.length, order, random: Math.random })
  for (const target of targets) assert.equal(figures.kills[target], 2, target)
  for (const name of ['report', 'attendance', 'nomination', 'plan figure', 'comment', 'evidence'])
    assert.ok(figures.acknowledged[name] > 0, `no ${name} was acknowledged`)
  const { lost, doubled, repairs, wrongTotals, wrongAnswers } = figures
  assert.deepEqual(
    { lost, doubled, repairs, wrongTotals, wrongAnswers },
    { lost: 0, doubled: 0, repairs: 0, wrongTotals: 0, wrongAnswers: [] },
  )
})
