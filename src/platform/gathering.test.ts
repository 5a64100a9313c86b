import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gathering } from './gathering.ts'

/** Work that ends when it is told to, and what it was given each time. */
function slow() {
  const given: string[][] = []
  const ends: ((failed?: boolean) => void)[] = []
  const work = async (all: readonly string[]) => {
    given.push([...all])
    const failed = await new Promise<boolean | undefined>((end) => ends.push(end))
    if (failed) throw new Error('no database')
    return all.map((one) => () => {
      if (one.startsWith('bad')) throw new Error(`refused: ${one}`)
      return `done: ${one}`
    })
  }
  const gathered = gathering<string, string>((one, other) => one.slice(-1) === other.slice(-1))
  const door = (db: object, key: string, input: string) => gathered(db, key, input, work)
  const end = async (failed?: boolean) => {
    ends.shift()?.(failed)
    await new Promise(setImmediate)
  }
  return { given, end, door }
}
const db = {}
const outcome = async (asked: Promise<string>) => asked.catch((error: Error) => error.message)

test('whoever comes alone is served alone, and those that come meanwhile together next', async () => {
  const { given, end, door } = slow()
  const all = ['a', 'b', 'bad c', 'd'].map((one) => outcome(door(db, 'k', one)))
  await end()
  assert.deepEqual(given, [['a'], ['b', 'bad c', 'd']])
  await end()
  assert.deepEqual(await Promise.all(all), ['done: a', 'done: b', 'refused: bad c', 'done: d'])
  const later = door(db, 'k', 'e')
  await end()
  assert.deepEqual([await later, given[2]], ['done: e', ['e']])
})

test('another key and another handle wait for nobody, nor does what clashes with who is inside or waits', async () => {
  const { given, end, door } = slow()
  const all = [
    door(db, 'k', 'a'),
    door(db, 'k', 'b'),
    door(db, 'other', 'c'),
    door({}, 'k', 'd'),
    door(db, 'k', '2 a'),
    door(db, 'k', '2 b'),
  ]
  await new Promise(setImmediate)
  assert.deepEqual(given, [['a'], ['c'], ['d'], ['2 a'], ['2 b']])
  for (let n = 0; n < 6; n += 1) await end()
  assert.deepEqual(given[5], ['b'])
  const [a, ...others] = await Promise.all(all)
  assert.deepEqual([a, others.at(-1)], ['done: a', 'done: 2 b'])
})

test('where the work fails all of it are told so, and the next are served', async () => {
  const { end, door } = slow()
  const all = ['a', 'b', 'c'].map((one) => outcome(door(db, 'k', one)))
  await end()
  await end(true)
  assert.deepEqual(await Promise.all(all), ['done: a', 'no database', 'no database'])
  const later = door(db, 'k', 'd')
  await end()
  assert.equal(await later, 'done: d')
})
