// What of a contract reaches the browser: how a call is sent, and none of the shapes that the server holds it against.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withoutShapes } from './calls-plugin.ts'
import { parse } from './sources.ts'

const kept = (code: string): string => {
  const done = withoutShapes('contract.ts', code)
  parse('contract.ts', done)
  return done.replaceAll('/* @__PURE__ */ ', '').replace(/\s+/g, ' ').trim()
}

test('a call keeps its method, its address and how it is done', () => {
  assert.equal(
    kept(
      "export const a = call({ method: 'POST', path: '/api/a/:aId', summary: 'Does it.', params: Type.Object({ aId: Id }), once: 'id', body: Type.Object({ n: nullable(Id) }), reply: Done, touches: ['a'] })",
    ),
    "export const a = call({ method: 'POST', path: '/api/a/:aId', once: 'id', touches: ['a'] })",
  )
})

test('where shapes stand last, between or alone, what stays is still code', () => {
  assert.equal(
    kept("const a = call({ method: 'GET', path, reply: Done })"),
    "const a = call({ method: 'GET', path, })",
  )
  assert.equal(kept('const a = call({ query, reply })'), 'const a = call({ })')
  assert.equal(kept('const a = call({ reply: Done, ...rest })'), 'const a = call({ ...rest })')
  assert.equal(
    kept('const make = (verb: V, summary: string) => call({ path: pathOf(verb), summary, reply: Done, })'),
    'const make = (verb: V, summary: string) => call({ path: pathOf(verb), })',
  )
})

test('what only looks like a shape stays: a list of words, a rule, a field of something else', () => {
  for (const code of [
    "export const states = ['open', 'closed'] as const",
    "export const label = { reply: msg('Answer'), body: msg('Text') }",
    'export const other = remember({ body: 1 })',
  ])
    assert.equal(kept(code), code)
})

test('declaring does nothing, so that what nobody names is left out, and with a shape what it is built of', () => {
  assert.equal(
    withoutShapes(
      'contract.ts',
      'export const Sent = Type.Object({ id: nullable(Id), ...Body, n: Type.Number() })',
    ),
    'export const Sent = Type',
  )
  assert.equal(
    withoutShapes('contract.ts', 'const list = (entry: T) => nullable(Type.Array(entry, { maxItems: 3 }))'),
    'const list = (entry: T) => /* @__PURE__ */ nullable(Type)',
  )
})
