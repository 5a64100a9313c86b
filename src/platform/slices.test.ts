// What is asked a portion at a time stands as if it had been asked at once.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askInPortions } from './slices.ts'

test('what is found stands in the order of the portions, though a later one is answered first', async () => {
  let answerFirst = () => {}
  const first = new Promise<void>((resolve) => {
    answerFirst = resolve
  })
  const found = await askInPortions(
    [1, 2, 3, 4],
    async (some) => {
      if (some[0] === 1) await first
      else answerFirst()
      return some.flatMap((one) => [{ id: `${one}` }, { id: 'of all' }])
    },
    2,
  )
  assert.deepEqual(
    found.map(({ id }) => id),
    ['1', 'of all', '2', '3', '4'],
  )
})
