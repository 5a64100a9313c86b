// Whatever answers a call that changes something asks who may, or says why it asks nobody.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nameOf } from '../../src/app/build/sources.ts'
import { asks, asksIn, inPart, isReading, nameIn } from './asking.ts'
import { type Fn, functionsOf, meant, reason } from './calls.ts'
import { at, type File, hold, holdRule, product } from './house.ts'
import { servedBy } from './serving.ts'
import type { Step } from './way.ts'
import { changes, changesIn, writtenBy } from './writes.ts'

/** A call whose method nobody can see counts as one that changes something. */
const unguarded = (file: File): string[] =>
  servedBy(file)
    .filter(({ method, answer }) => {
      if (method === 'GET') return false
      const stepOf = (fn: Fn): Step =>
        reason.test(fn.comment) || inPart.includes(nameIn(fn)) || asks(fn, null)
          ? 'asks'
          : changes(fn)
            ? 'changes'
            : null
      const named = meant(file, nameOf(answer))
      return !asksIn(file, answer, { stepOf }) && !(named && stepOf(named) === 'asks')
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

/** Which function answers is named where it is served; what is changed stands in actions. */
const inline = (file: File): string[] =>
  /(^|[/-])routes\.ts$/.test(file.within) && writtenBy(file).length > 0
    ? [`${file.inside} changes something by itself`]
    : []

test('what serves changes nothing by itself', () => {
  const routes = product.filter(({ within }) => /(^|[/-])routes\.ts$/.test(within))
  assert.ok(routes.length > 12, `only ${routes.length} files that serve were seen`)
  hold(product.flatMap(inline))
  const plan = "import * as calls from './lines/contract.ts';"
  holdRule(inline, 'plan/routes.ts', {
    tricks: [
      `${plan} serve(calls.removeLine, async (ctx) => ctx.db.deleteFrom('plan.plan_line').execute())`,
      `${plan} serve(calls.removeLine, async (ctx) => { must(ctx.actor, 'plan.write', []); await gone(ctx) })
       const gone = (ctx) => sql\`delete from plan.plan_line\`.execute(ctx.db)`,
      `${plan} serve(calls.planPage, async (ctx) => { if (late) await wipe(ctx); ctx.db.updateTable('plan.plan_line') })`,
    ],
    sound: [`${plan} serve(calls.removeLine, (ctx, { params }) => removeLine(ctx, params.id))`],
  })
})

/** What answers a call that only reads, and what is named a query, with all that stands behind it. */
function changingReads(file: File): string[] {
  const served = servedBy(file).filter(({ method, answer }) => {
    const named = meant(file, nameOf(answer))
    return method === 'GET' && (changesIn(file, answer) || (named && changes(named)))
  })
  const queries = functionsOf(file).filter((fn) => isReading(file.within) && changes(fn))
  return [...served.map(({ call }) => `${file.inside} ${call}`), ...queries.map(nameIn)]
}

/** What writes besides, and why. */
const noting = [
  // When a session or a token was seen last.
  'access/sessions/queries.ts readSession',
  'access/tokens/queries.ts readToken',
  // The journal tells who was given the whole of it.
  'app/backup/routes.ts calls.backupFile',
  'app/person-data/person-data.ts calls.personData',
]

test('what only reads changes nothing', () => {
  hold(product.flatMap(changingReads), noting)
  const plan = "import * as calls from './plans/contract.ts';"
  holdRule(changingReads, 'plan/routes.ts', {
    tricks: [
      `${plan} serve(calls.planPage, (ctx) => sql\`select convene.drop_sums(\${ids})\`.execute(ctx.db))`,
      `${plan} serve(calls.planPage, (ctx) => ctx.db.deleteFrom('plan.plan_line').execute())`,
      `${plan} serve(calls.planPage, read); const read = (ctx) => ctx.db.deleteFrom('plan.plan_line').execute()`,
      `${plan} import { removeLine } from './lines/actions.ts'; serve(calls.planPage, (ctx) => removeLine(ctx))`,
    ],
    sound: [`${plan} serve(calls.planPage, (ctx) => sql\`select registry.name_key('a')\`.execute(ctx.db))`],
  })
  holdRule(changingReads, 'convene/classes/queries.ts', {
    tricks: ['const read = (ctx) => sql`select 1 where convene.drop_sums(array[1]) is null`.execute(ctx.db)'],
    sound: ['const read = (ctx) => sql`select 1 from convene.session`.execute(ctx.db)'],
  })
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
      `${plan} serve(calls.removeLine, (ctx) => { if (late) wipe(ctx); remove(ctx); ctx.db.deleteFrom('plan.plan_line') }); async function wipe(ctx) { ${must} }`,
      `${plan} const routes = (open: OpenServe) => open(calls.removeLine, (ctx) => remove(ctx))`,
    ],
    sound: [
      `${plan} serve(calls.removeLine, (ctx) => { ${must}; remove(ctx) })`,
      `${plan} serve(calls.removeLine, (ctx) => wipe(ctx)); async function wipe(ctx) { ${must} }`,
      `${cases} serve(calls.casePage, (ctx) => read(ctx))`,
    ],
  })
})
