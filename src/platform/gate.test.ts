// Who is let in, and in which order.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import type { Problem } from '../base/problems.ts'
import { openGate } from './gate.ts'

/** Work that goes on until it is told to end; who has entered so far, in order. */
function works(atOnce: number) {
  const gate = openGate(atOnce)
  const entered: string[] = []
  const ends = new Map<string, () => void>()
  const ask = (name: string) => {
    const work = () =>
      new Promise<void>((end) => {
        entered.push(name)
        ends.set(name, end)
      })
    return gate(name.slice(0, 1), work)
  }
  const end = async (name: string) => {
    ends.get(name)?.()
    await turn()
  }
  return { ask, end, entered }
}

test('who waits with one piece of work is let in before the second of whoever has many', async () => {
  const { ask, end, entered } = works(2)
  for (const name of ['a1', 'a2', 'a3', 'd1', 'd2', 'd3', 'b1', 'c1']) void ask(name)
  await turn()
  assert.deepEqual(entered, ['a1', 'd1'])
  for (const name of ['a1', 'd1', 'b1', 'c1', 'a2', 'd2', 'a3']) await end(name)
  assert.deepEqual(entered, ['a1', 'd1', 'b1', 'c1', 'a2', 'd2', 'a3', 'd3'])
  // Later ones come before what is left of them, and who had many begins anew once all of it is done.
  const again = works(1)
  for (const name of ['a1', 'a2', 'a3']) void again.ask(name)
  await turn()
  await again.end('a1')
  void again.ask('b1')
  await again.end('a2')
  void again.ask('c1')
  for (const name of ['b1', 'c1', 'a3']) await again.end(name)
  assert.deepEqual(again.entered, ['a1', 'a2', 'b1', 'c1', 'a3'])
  for (const name of ['a4', 'b2']) void again.ask(name)
  await turn()
  await again.end('a4')
  assert.deepEqual(again.entered.slice(-2), ['a4', 'b2'])
})

test('the second of an account has its turn while others come again and again with one', async () => {
  for (const atOnce of [1, 2]) {
    const { ask, end, entered } = works(atOnce)
    const others = ['b', 'c', 'd', 'e']
    for (const name of ['a1', 'a2', ...others.map((other) => `${other}0`)]) void ask(name)
    await turn()
    for (let n = 0; n < 40 && !entered.includes('a2'); n++) {
      const name = entered[n]
      await end(name)
      if (name !== 'a1') void ask(`${name.slice(0, 1)}${n + 1}`)
    }
    assert.ok(entered.indexOf('a2') <= 1 + others.length + atOnce, entered.join(' '))
  }
})

test('who hung up while waiting is no later for it the next time', async () => {
  const gate = openGate(1)
  const entered: string[] = []
  const { promise: held, resolve: release } = Promise.withResolvers<void>()
  const first = gate('x', () => held)
  const gone = new AbortController()
  const left = Array.from({ length: 20 }, () => gate('a', async () => void entered.push('gone'), gone.signal))
  gone.abort()
  for (const one of await Promise.allSettled(left)) assert.equal(one.status, 'rejected')
  const next = [
    gate('a', async () => void entered.push('a')),
    gate('b', async () => void entered.push('b1')),
    gate('b', async () => void entered.push('b2')),
  ]
  release()
  await Promise.all([first, ...next])
  assert.deepEqual(entered, ['a', 'b1', 'b2'])
})

test('half of the places are left to others, even while nobody else asks', async () => {
  for (const [atOnce, most] of [
    [1, 1],
    [2, 1],
    [5, 2],
    [6, 3],
  ]) {
    const { ask, entered } = works(atOnce)
    for (let n = 0; n < 10; n++) void ask(`a${n}`)
    await turn()
    assert.equal(entered.length, most, `${atOnce} at once`)
    void ask('b1')
    await turn()
    assert.equal(entered.includes('b1'), atOnce > 1)
  }
})

test('what fails gives its place back, and who has too much waiting is told to come later', async () => {
  const gate = openGate(1)
  await assert.rejects(
    gate('a', () => Promise.reject(new Error('broken'))),
    /broken/,
  )
  assert.equal(await gate('b', async () => 'done'), 'done')
  const { ask } = works(1)
  for (let n = 0; n <= 50; n++) void ask(`a${n}`)
  await assert.rejects(ask('a51'), (error: Problem) => error.kind === 'slow-down')
})
