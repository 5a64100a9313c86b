// Whatever does something asks who may, or says why it asks nobody.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ESTree, Visitor } from 'vite'
import { nameOf } from '../../src/app/build/sources.ts'
import { asks, deedsOf, inPart, isActions, lent, nameIn } from './asking.ts'
import { type Fn, functions, reason } from './calls.ts'
import { at, type File, hold, holdRule, product } from './house.ts'
import { boundIn, renamed } from './names.ts'

/** What an action is given first, unless it is a plain value: whoever asks, or the database. */
function isGivenTheAsker({ file, node }: Fn): boolean {
  const [first] = 'params' in node ? node.params : []
  const type = first && 'typeAnnotation' in first ? first.typeAnnotation : null
  return (
    !!first &&
    !(type && /^:\s*(?:string|number|boolean|PathHeld)$/.test(file.text.slice(type.start, type.end)))
  )
}

const deeds = new Set(product.flatMap(deedsOf))

const unasked = (file: File): string[] =>
  deedsOf(file)
    .filter((fn) => isGivenTheAsker(fn) && !asks(fn, fn.file.room) && !reason.test(fn.comment))
    .map(nameIn)

test('every exported function that does something asks who may, or says why it asks nobody', () => {
  assert.ok(deeds.size > 230, `only ${deeds.size} were seen`)
  const elsewhere = [...deeds].filter(({ file }) => !isActions(file))
  assert.ok(elsewhere.length > 30, `only ${elsewhere.length} were seen outside of actions`)
  hold(product.flatMap(unasked), inPart)
})

test('what one room lends to others for asking asks by itself, and is needed for it', () => {
  const needed = (name: string) => {
    const isOther = (one: Fn) => lent.includes(nameIn(one)) && nameIn(one) !== name
    return [...deeds].some((fn) => asks(fn, fn.file.room) && !asks(fn, fn.file.room, isOther))
  }
  const asking = functions.filter((fn) => asks(fn, fn.file.room)).map(nameIn)
  hold(
    lent.filter((name) => asking.includes(name) && needed(name)),
    lent,
  )
})

test('an action that says that it asks nobody does not ask', () => {
  const told = functions.filter((fn) => reason.test(fn.comment))
  assert.ok(told.length > 20, `only ${told.length} reasons were seen`)
  hold(told.filter((fn) => asks(fn, fn.file.room)).map(({ file, name }) => `${file.inside} ${name}`))
})

/** What actions give out besides functions that are written out, where nobody could see what they ask. */
const unwritten = (file: File): string[] =>
  !/(^|\/)actions\.ts$/.test(file.within)
    ? []
    : file.program.body.flatMap((node) => {
        const declared = node.type === 'ExportNamedDeclaration' ? node.declaration : null
        if (declared?.type === 'ClassDeclaration') return [`${file.inside} gives out a class`]
        if (declared?.type !== 'VariableDeclaration') return []
        return declared.declarations
          .filter(({ init }) => !/^(?:ArrowFunction|Function)Expression$/.test(init?.type ?? ''))
          .map(({ id }) => `${file.inside} ${nameOf(id)} is not written out as a function`)
      })

test('actions give out functions that are written out, and nothing else', () => {
  hold(product.flatMap(unwritten))
})

const isOfServer = ({ inside }: File) => !inside.includes('/web/') && inside !== 'access/rules.ts'
/** Whoever asks, and whoever serves, does so by the one name for it. */
function misnamed(file: File): string[] {
  const asking = /^(?:must|mustSomewhere|may|mayGrant)$/
  const rules = file.room === 'access' ? /\/rules\.ts$/ : /\/access\/rules\.ts$/
  const found = boundIn(file).filter(({ name, from }) => asking.test(name) && !rules.test(from ?? ''))
  const served: string[] = []
  const see = ({ params }: { params: readonly ESTree.ParamPattern[] }) => {
    for (const one of params)
      if (one.type === 'Identifier' && one.typeAnnotation) {
        const type = file.text.slice(one.typeAnnotation.start, one.typeAnnotation.end)
        const name = /^: Serve$/.test(type) ? /^_?serve$/ : /^: OpenServe$/.test(type) ? /^_?open$/ : null
        if (name && !name.test(one.name)) served.push(`${at(file, one.start)} ${one.name} serves`)
      }
  }
  new Visitor({ FunctionDeclaration: see, FunctionExpression: see, ArrowFunctionExpression: see }).visit(
    file.program,
  )
  return [
    ...found.map(({ name, start }) => `${at(file, start)} ${name} is the name of a guard`),
    ...served,
    ...renamed(file, /^(?:must|mustSomewhere|may|mayGrant|serve)$/),
  ]
}

test('guards, and what serves calls, go by no other name, and nothing else goes by theirs', () => {
  hold(product.filter(isOfServer).flatMap(misnamed))
})

test('it is seen what asks and what does not', () => {
  const rules = "import { may, must } from '../../access/rules.ts';"
  const all = (file: File) => [...unasked(file), ...unwritten(file), ...misnamed(file)]
  holdRule(all, 'plan/lines/actions.ts', {
    tricks: [
      'export async function wipe(ctx: Context) { remove(ctx) }',
      'type Alias = Context; export async function wipe(ctx: Alias) { remove(ctx) }',
      'export const wipe: Wipe = (ctx) => remove(ctx)',
      `${rules} export function wipe(ctx: Context) { if (ctx.now < 0) must(ctx.actor, 'a', []) }`,
      `${rules} export function wipe(ctx: Context) { ctx.now < 0 && must(ctx.actor, 'a', []) }`,
      "export function wipe(ctx: Context) { const must = () => {}; must(ctx.actor, 'a', []) }",
      "import { must } from './rules.ts'; export function wipe(ctx: Context) { must(ctx.actor, 'a', []) }",
      'export const wipe = wrapped(async (ctx: Context) => remove(ctx))',
      'export const lines = { async wipe(ctx: Context) { remove(ctx) } }',
      'export class Lines { wipe(ctx: Context) { remove(ctx) } }',
      '/** Wipes. Asks nobody: it. */ export function wipe(ctx: Context) { remove(ctx) }',
      'function routes(serve: Serve) { const s = serve; s(calls.wipe, (ctx) => remove(ctx)) }',
      'function routes(s: Serve) { s(calls.wipe, (ctx) => remove(ctx)) }',
    ],
    sound: [
      `${rules} export function wipe(ctx: Context) { must(ctx.actor, 'a', []); remove(ctx) }`,
      `${rules} export function wipe(ctx: Context) { if (!may(ctx.actor, 'b', [])) must(ctx.actor, 'a', []) }`,
      `${rules} export function wipe(ctx: Context) { if (late) must(ctx.actor, 'a', []); else must(ctx.actor, 'b', []) }`,
      '/** Wipes. Asks nobody: it is the own account. */ export function wipe(ctx: Context) { remove(ctx) }',
      'export const isLate = (day: string) => day > "2026"',
    ],
  })
  const calls = "import * as calls from './contract.ts'"
  const plans = "import * as calls from '../plans/contract.ts'"
  const lines = "import { removeLine } from './actions.ts'"
  const gone = "await ctx.db.deleteFrom('plan.plan_line').execute()"
  // Under any name of a file, and whatever keeps the writing for it.
  holdRule(unasked, 'plan/lines/closing.ts', {
    tricks: [
      "export const wipe = (ctx: Context) => ctx.db.deleteFrom('plan.plan_line').execute()",
      // Asked in one way alone, and then changed in any.
      `${lines}; export async function wipe(ctx: Context) { if (late) await removeLine(ctx, id, 1); ${gone} }`,
      `${lines}; export async function wipe(ctx: Context) { late && (await removeLine(ctx, id, 1)); ${gone} }`,
      `${lines}; export async function wipe(ctx: Context) { late ? await removeLine(ctx, id, 1) : 0; ${gone} }`,
      `${lines}; export async function wipe(ctx: Context) { for (const id of ids) await removeLine(ctx, id, 1); ${gone} }`,
      `${lines}; export async function wipe(ctx: Context) { await Promise.all(ids.map((id) => removeLine(ctx, id, 1))); ${gone} }`,
      `${rules} export async function wipe(ctx: Context) { for (const one of lines) must(ctx.actor, 'a', one); ${gone} }`,
      `${rules} export async function wipe(ctx: Context) { lines.forEach((one) => must(ctx.actor, 'a', one)); ${gone} }`,
      `${rules} export async function wipe(ctx: Context) { while (lines.pop()) must(ctx.actor, 'a', []); ${gone} }`,
      // Changed, or gone out of, before the question.
      `${rules} export async function wipe(ctx: Context) { if (late) { ${gone}; return } must(ctx.actor, 'a', []) }`,
      `${rules} export async function wipe(ctx: Context) { if (late) return remove(ctx); must(ctx.actor, 'a', []); ${gone} }`,
      `${rules} export async function wipe(ctx: Context) { ${gone}; must(ctx.actor, 'a', []) }`,
      // Asked where a refusal is passed over, where nobody calls it, or in some cases.
      `${rules} export async function wipe(ctx: Context) { try { must(ctx.actor, 'a', []) } catch {} ${gone} }`,
      `${rules} export async function wipe(ctx: Context) { try { must(ctx.actor, 'a', []) } finally { ${gone} } }`,
      `${rules} export async function wipe(ctx: Context) { const ask = () => must(ctx.actor, 'a', []); ${gone} }`,
      `${rules} export async function wipe(ctx: Context) { never(() => must(ctx.actor, 'a', [])); ${gone} }`,
      `${rules} export async function wipe(ctx: Context) { function ask() { must(ctx.actor, 'a', []) } ${gone} }`,
      `${rules} export async function wipe(ctx: Context) { const asks = { ask: () => must(ctx.actor, 'a', []) }; ${gone} }`,
      `${rules} export async function wipe(ctx: Context) { switch (kind) { case 1: must(ctx.actor, 'a', []) } ${gone} }`,
      `${rules} export async function wipe(ctx: Context) { switch (kind) { case 1: must(ctx.actor, 'a', []); break; default: } ${gone} }`,
      `${rules} export async function wipe(ctx: Context) { switch (kind) { case 1: ${gone}; default: must(ctx.actor, 'a', []) } }`,
      `${rules} export async function wipe(ctx: Context) { do { if (late) break; must(ctx.actor, 'a', []) } while (late); ${gone} }`,
      'export async function wipe({ db }: Context) { await sql`delete from plan.plan_line`.execute(db) }',
      "export function wipe(ctx: Context) { gone(ctx) } const gone = (ctx) => ctx.db.deleteFrom('plan.plan_line')",
      "import { makeAccount } from '../../access/accounts/actions.ts'; export const wipe = (ctx: Context) => makeAccount(ctx)",
      "export const wiped = (ctx: Context): Part => ctx.db['deleteFrom']('plan.plan_line')",
      `${calls}; export async function wipe(ctx: Context) { remove(ctx) } serve(calls.removeLine, (ctx) => wipe(ctx))`,
      `${calls}; export async function wipe(ctx: Context) { remove(ctx) } serve(calls.removeLine, wipe)`,
    ],
    sound: [
      "const gone = (ctx: Context) => ctx.db.deleteFrom('plan.plan_line')",
      'export const read = (ctx: Context) => sql`select 1 from plan.plan_line for update`.execute(ctx.db)',
      `${rules} export function wipe(ctx: Context) { must(ctx.actor, 'a', []); ctx.db.deleteFrom('plan.plan_line') }`,
      `${lines}; export async function wipe(ctx: Context) { for (const id of ids) await removeLine(ctx, id, 1) }`,
      `${rules} export async function wipe(ctx: Context) { for (const one of lines) { must(ctx.actor, 'a', one); ${gone} } }`,
      `${rules} export async function wipe(ctx: Context) { for (;;) { must(ctx.actor, 'a', []); break } ${gone} }`,
      `${rules} export async function wipe(ctx: Context) { try { must(ctx.actor, 'a', []) } catch { throw late } ${gone} }`,
      `${rules} export async function wipe(ctx: Context) { const ask = () => must(ctx.actor, 'a', []); ask(); ${gone} }`,
      `${rules} export async function wipe(ctx: Context) { switch (kind) { case 1: case 2: must(ctx.actor, 'a', []); break; default: throw late } ${gone} }`,
      `${rules} export async function wipe(ctx: Context) { const wiped = () => ctx.db.deleteFrom('plan.plan_line'); must(ctx.actor, 'a', []); wiped() }`,
      `${plans}; export async function read(ctx: Context) { return 1 } serve(calls.planPage, (ctx) => read(ctx))`,
    ],
  })
})
