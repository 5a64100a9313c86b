// What a contract does not declare is refused by name, at any depth and in every kind of shape.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type TSchema, Type } from 'typebox'
import { call } from '../base/call.ts'
import { Problem } from '../base/problems.ts'
import { nullable, oneOf } from '../base/schemas.ts'
import { close, closedCall, compileInput } from './closed.ts'

const Names = Type.Object({ zh: Type.String(), en: Type.String() })
const writing = (body?: TSchema) =>
  call({ method: 'POST', path: '/api/things', summary: 'Takes it.', body, reply: Type.Null() })

type Asked = { params?: object; query?: object; body?: unknown }

/** What is taken of a request; where it is refused, the kind and each field with its code. */
function taken(one: Parameters<typeof closedCall>[0], request: Asked): unknown {
  try {
    return compileInput(closedCall(one))({ query: {}, params: {}, ...request } as never)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return [error.kind, ...(error.details.errors ?? []).map((e) => `${e.pointer} ${e.code}`)]
  }
}
const body = (shape: TSchema, value: unknown) => taken(writing(shape), { body: value })

test('an undeclared field is named where it stands', () => {
  const Shape = Type.Object({
    names: Names,
    lines: Type.Array(Type.Object({ n: Type.Integer(), of: nullable(Names) })),
    note: Type.Optional(Type.String()),
  })
  const fit = { names: { zh: '', en: '' }, lines: [{ n: 1, of: { zh: '', en: '' } }] }
  assert.deepEqual(body(Shape, fit), { body: fit })
  assert.deepEqual(body(Shape, { ...fit, place_id: 1 }), ['invalid', '/place_id undeclared'])
  assert.deepEqual(body(Shape, { ...fit, names: { ...fit.names, fr: '' } }), [
    'invalid',
    '/names/fr undeclared',
  ])
  const lines = [...fit.lines, { n: 2, of: { zh: '', en: '', fr: '' }, owner: null }]
  assert.deepEqual(body(Shape, { ...fit, lines }), [
    'invalid',
    '/lines/1/owner undeclared',
    '/lines/1/of/fr undeclared',
  ])
})

test('what else is wrong is told beside it, and a name of many signs as it is', () => {
  assert.deepEqual(body(Names, { zh: 1, 'a/b~c': null }), [
    'invalid',
    '/en required',
    '/a~1b~0c undeclared',
    '/zh type',
  ])
  const many = Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`column_${n}`, n]))
  const told = body(Names, { zh: '', en: '', ...many }) as string[]
  assert.deepEqual(
    told.slice(1).sort(),
    Object.keys(many)
      .map((name) => `/${name} undeclared`)
      .sort(),
  )
})

test('of several shapes the one that comes nearest speaks', () => {
  const Circle = Type.Object({ kind: Type.Literal('circle'), radius: Type.Number() })
  const Square = Type.Object({ kind: Type.Literal('square'), side: Type.Number() })
  const Drawn = Type.Object({ shape: nullable(Type.Union([Circle, Square])) })
  const drawn = (shape: unknown) => body(Drawn, { shape })
  assert.deepEqual(drawn(null), { body: { shape: null } })
  assert.deepEqual(drawn({ kind: 'square', side: 1 }), { body: { shape: { kind: 'square', side: 1 } } })
  assert.deepEqual(drawn({ kind: 'square', side: 1, radius: 2 }), ['invalid', '/shape/radius undeclared'])
  assert.deepEqual(drawn({ kind: 'circle', radius: 1, name: '' }), ['invalid', '/shape/name undeclared'])
  assert.deepEqual(drawn({ kind: 'circle' }), ['invalid', '/shape/radius required'])
  assert.deepEqual(body(Type.Object({ state: nullable(oneOf(['open'])) }), { state: 'shut' }), [
    'invalid',
    '/state enum',
  ])
})

test('shapes put together are closed as one; a map by key is open for keys alone', () => {
  const Both = Type.Intersect([Type.Object({ a: Type.String() }), Type.Object({ b: Names })])
  assert.deepEqual(body(Both, { a: '', b: { zh: '', en: '' } }), { body: { a: '', b: { zh: '', en: '' } } })
  assert.deepEqual(body(Both, { a: '', b: { zh: '', en: '', c: 1 }, d: 1 }), [
    'invalid',
    '/d undeclared',
    '/b/c undeclared',
  ])
  const Figures = Type.Record(Type.String(), Type.Object({ value: Type.Number() }))
  assert.deepEqual(body(Figures, { any: { value: 1 } }), { body: { any: { value: 1 } } })
  assert.deepEqual(body(Figures, { any: { value: 1, said: '' } }), ['invalid', '/any/said undeclared'])
})

test('the shapes of a contract stay as they were declared, and its optional fields optional', () => {
  const Shape = Type.Object({ a: Type.Optional(Names) })
  const before = JSON.stringify(Shape)
  const closed = close(Shape)
  assert.equal(JSON.stringify(Shape), before)
  assert.deepEqual(JSON.parse(JSON.stringify(closed)), {
    type: 'object',
    additionalProperties: false,
    properties: {
      a: {
        type: 'object',
        additionalProperties: false,
        required: ['zh', 'en'],
        properties: { zh: { type: 'string' }, en: { type: 'string' } },
      },
    },
  })
})

test('a query is closed too, and what takes neither query nor body is sent none', () => {
  const list = call({
    method: 'GET',
    path: '/api/things',
    summary: 'Lists.',
    query: Type.Object({ n: Type.Optional(Type.Integer()) }),
    reply: Type.Null(),
  })
  assert.deepEqual(taken(list, { query: { n: '3' } }), { query: { n: 3 } })
  assert.deepEqual(taken(list, { query: { n: '3', m: '4' } }), ['malformed', '/m undeclared'])
  const bare = writing()
  for (const none of [undefined, null, {}]) assert.deepEqual(taken(bare, { body: none }), {})
  assert.deepEqual(taken(bare, { body: { id: 1 } }), ['invalid', '/id undeclared'])
  assert.deepEqual(taken(bare, { query: { id: '1' } }), ['malformed', '/id undeclared'])
})

test('what nobody sees is not taken in, at any depth; a password stands as it was typed', () => {
  const Line = Type.Object({ text: Type.String({ minLength: 1 }), tags: Type.Array(Type.String()) })
  const Shape = Type.Object({ names: Names, lines: Type.Array(Line), password: Type.String() })
  const sent = (hidden: string) => ({
    names: { zh: `甲${hidden}`, en: `${hidden}A` },
    lines: [{ text: `乙${hidden}丙`, tags: [`丁${hidden}`] }],
    password: '\u200bsecret',
  })
  assert.deepEqual(body(Shape, sent('\u3164\ufe00\u00ad')), { body: sent('') })
  // What is nothing else is nothing.
  const empty = { ...sent(''), lines: [{ text: '\u200b\u2060', tags: [] }] }
  assert.deepEqual(body(Shape, empty), ['invalid', '/lines/0/text minLength'])
  const found = call({
    method: 'GET',
    path: '/api/things',
    summary: 'Searches.',
    query: Type.Object({ text: Type.String() }),
    reply: Type.Null(),
  })
  assert.deepEqual(taken(found, { query: { text: 'théo\u00adgène' } }), { query: { text: 'théogène' } })
})

test('what somebody saw before changing it is compared as it was kept', () => {
  const Shape = Type.Object({ names: Names, was: Names })
  const was = { zh: '甲\u200b', en: '' }
  assert.deepEqual(body(Shape, { names: { ...was }, was }), { body: { names: { zh: '甲', en: '' }, was } })
})
