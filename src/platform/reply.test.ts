// What a reply holds beyond its contract does not go out; in tests and development it is an error that says where.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Type } from 'typebox'
import { call } from '../base/call.ts'
import { nullable, oneOf } from '../base/schemas.ts'
import { compileReply } from './reply.ts'

const Names = Type.Object({ zh: Type.String(), en: Type.String() })
const read = call({
  method: 'GET',
  path: '/api/things',
  summary: 'Tells.',
  reply: Type.Object({
    id: Type.String(),
    at: Type.String(),
    state: nullable(oneOf(['open', 'closed'])),
    names: nullable(Names),
    rows: Type.Array(Type.Object({ of: Names, parts: Type.Array(Type.Integer()) })),
    figures: Type.Record(Type.String(), Type.Object({ value: Type.Number() })),
    note: Type.Optional(Type.String()),
    more: Type.Object({ challenge: Type.String() }, { additionalProperties: true }),
  }),
})
const names = { zh: '锡', en: 'tin' }
const whole = {
  id: 'a',
  at: '2026-11-28T00:00:00.000Z',
  state: null,
  names: null,
  rows: [{ of: names, parts: [1, 2] }],
  figures: { 'units:group': { value: 1 } },
  more: { challenge: 'x', timeout: 60 },
}
/** The same with something more in every place where there may be something. */
const wider = {
  ...whole,
  secret: 'x',
  rows: [{ of: { ...names, fr: 'étain' }, parts: [1, 2], owner: { id: 1 } }],
  figures: { 'units:group': { value: 1, by: 'somebody' } },
}
const written = (answer: unknown, exact = false) => JSON.parse(compileReply(read, exact)(answer))

test('what is declared goes out whole, what is not stays here', () => {
  assert.deepEqual(written(whole), whole)
  assert.deepEqual(written(whole, true), whole)
  assert.deepEqual(written(wider), whole)
  assert.deepEqual(written({ ...whole, names, state: 'open', note: 'n' }), {
    ...whole,
    names,
    state: 'open',
    note: 'n',
  })
})

test('an instant is written as such; an object in the place of a text is left out', () => {
  assert.deepEqual(written({ ...whole, at: new Date(whole.at) }), whole)
  const { id: _, ...rest } = whole
  assert.deepEqual(written({ ...whole, id: { hash: 'x' } }), rest)
})

test('where replies are held against their contract, each fault is named', () => {
  assert.throws(() => written(wider, true), {
    message:
      'reply of GET /api/things does not keep its contract: /secret undeclared; /rows/0/owner undeclared; /rows/0/of/fr undeclared; /figures/units:group/by undeclared',
  })
  assert.throws(() => written({ ...whole, names: { zh: 1 } }, true), /\/names\/en required; \/names\/zh type/)
  const nothing = call({ method: 'POST', path: '/api/x', summary: 'X.', reply: Type.Null() })
  assert.equal(compileReply(nothing, true)(undefined), 'null')
})

test('a reply whose value has several shapes is refused when it is declared', () => {
  const either = Type.Union([Type.Object({ a: Type.String() }), Type.Object({ b: Type.String() })])
  const unclear = call({ method: 'GET', path: '/api/either', summary: 'X.', reply: either })
  assert.throws(() => compileReply(unclear, false), { message: 'the reply of GET /api/either' })
})
