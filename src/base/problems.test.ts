import assert from 'node:assert/strict'
import { test } from 'node:test'
import { named, notFound, type Problem, stale } from './problems.ts'

const thrown = async (promise: Promise<unknown>): Promise<Problem> =>
  promise.then(
    () => assert.fail('nothing was refused'),
    (error: Problem) => error,
  )

test('an id that leads to nothing is named by its field, and stays not-found', async () => {
  const problem = await thrown(named('/placeId', Promise.reject(notFound())))
  assert.equal(problem.kind, 'not-found')
  assert.deepEqual(
    problem.details.errors?.map(({ pointer, code }) => [pointer, code]),
    [['/placeId', 'not-found']],
  )
})

test('whatever else goes wrong passes as it is', async () => {
  const other = stale({ seats: 3 })
  assert.equal(await thrown(named('/placeId', Promise.reject(other))), other)
  assert.equal(await named('/placeId', Promise.resolve(7)), 7)
})
