// Whatever answers a call that changes something asks who may, or says why it asks nobody.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asks, asksIn } from './asking.ts'
import { namedIn, reason } from './calls.ts'
import { at, type File, hold, holdRule, product } from './house.ts'
import { servedBy } from './serving.ts'

/** A call whose method nobody can see counts as one that changes something. */
const unguarded = (file: File): string[] =>
  servedBy(file)
    .filter(({ method, answer }) => {
      if (method === 'GET') return false
      const called = [...namedIn(file, answer)]
      return !asksIn(file, answer) && !called.some((fn) => reason.test(fn.comment) || asks(fn, null))
    })
    .map(({ start, call }) => `${at(file, start)} ${call}`)

test('whatever answers a call that changes something asks who may, or says why it asks nobody', () => {
  const served = product.flatMap(servedBy)
  assert.ok(served.length > 225, `only ${served.length} calls were seen`)
  const changing = served.filter(({ method }) => method !== 'GET')
  assert.ok(changing.length > 115, `only ${changing.length} changing calls were seen`)
  hold(
    product.flatMap((file) =>
      servedBy(file)
        .filter(({ method }) => method === null)
        .map(({ start, call }) => `${at(file, start)} ${call} is no call that is written out`),
    ),
  )
  hold(product.flatMap(unguarded))
})

test('it is seen what is served, and that nobody asks', () => {
  const plan = "import * as calls from './lines/contract.ts';"
  const cases = "import * as calls from '../cases/contract.ts';"
  const must = "must(ctx.actor, 'plan.write', [])"
  holdRule(unguarded, 'plan/routes.ts', {
    tricks: [
      `${plan} serve(calls.removeLine, (ctx) => remove(ctx))`,
      `${plan} serve(calls.removeLine as never, (ctx) => remove(ctx))`,
      `${plan} serve(calls['removeLine'], (ctx) => remove(ctx))`,
      `${plan} serve(calls.removeLine, (ctx) => { if (ctx.now < 0) ${must} })`,
      `${plan} serve(calls.removeLine, (ctx) => wipe(ctx)); async function wipe(ctx) { remove(ctx) }`,
      `${cases} serve(calls.submitCase, (ctx) => remove(ctx))`,
      'serve(calls[one], (ctx) => remove(ctx))',
      `${plan} const routes = (open: OpenServe) => open(calls.removeLine, (ctx) => remove(ctx))`,
    ],
    sound: [
      `${plan} serve(calls.removeLine, (ctx) => { ${must}; remove(ctx) })`,
      `${plan} serve(calls.removeLine, (ctx) => wipe(ctx)); async function wipe(ctx) { ${must} }`,
      `${cases} serve(calls.casePage, (ctx) => read(ctx))`,
    ],
  })
})
