// What a call does not declare is refused by name: the name of every column that the database has is sent as one more
// field to every call, in every object that its body holds and in its query. So no column is written, and nothing is
// found, by somebody who guesses what it is called.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { Type } from 'typebox'
import type { Call } from '../../src/base/call.ts'
import { newId } from '../../src/base/ids.ts'
import { openTown, type Person, type Town } from '../town.ts'
import { type Input, inputFor, variantsOf } from './inputs.ts'
import { Records } from './records.ts'

let town: Town
let person: Person
/** As they stand in the database, and as the programs call them. */
let columns: string[]
let fields: string[]
before(async () => {
  town = await openTown()
  person = await town.as('xuchang-officer')
  const { rows } = await sql<{
    name: string
  }>`select distinct column_name as name from information_schema.columns
    where table_schema not in ('pg_catalog', 'information_schema', 'public') order by 1`.execute(
    town.database.kysely,
  )
  columns = rows.map((row) => row.name)
  fields = columns
    .filter((one) => one.includes('_'))
    .map((one) => one.replace(/_(\w)/g, (_, c) => c.toUpperCase()))
  assert.ok(columns.length > 200, `only ${columns.length} columns were seen`)
})
after(() => town.close())

type Shape = {
  properties?: Record<string, Shape>
  patternProperties?: Record<string, Shape>
  items?: Shape
  anyOf?: Shape[]
}
type Place = { pointer: string; declared: string[] }

/** Every object that a body holds, the first of each list. */
function placesIn(shape: Shape, pointer = ''): Place[] {
  const { properties, patternProperties, items, anyOf = [] } = shape
  return [
    ...(properties ? [{ pointer, declared: Object.keys(properties) }] : []),
    ...Object.entries(properties ?? {}).flatMap(([name, one]) => placesIn(one, `${pointer}/${name}`)),
    ...Object.values(patternProperties ?? {}).flatMap((one) => placesIn(one, `${pointer}/any`)),
    ...(items ? placesIn(items, `${pointer}/0`) : []),
    ...anyOf.flatMap((one) => placesIn(one, pointer)),
  ]
}

/** The body with more fields in the object that the pointer leads to. */
function withMore(body: unknown, pointer: string, more: object): unknown {
  const copy = structuredClone(body ?? {})
  const steps = pointer.split('/').slice(1)
  let at = copy as Record<string, unknown>
  for (const step of steps) {
    // A map by key has nothing in it yet.
    at[step] ??= {}
    at = at[step] as Record<string, unknown>
  }
  Object.assign(at, more)
  return copy
}

/** So many at a time: a refusal names fifty fields at most. */
const inGroups = (names: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(names.length / 40) }, (_, n) => names.slice(n * 40, n * 40 + 40))

async function namesRefused(call: Call, input: Input, kind: string): Promise<Set<string>> {
  const { status, problem } = await person.send(call as never, input as never)
  const errors = problem?.type === `/problems/${kind}` ? (problem.errors ?? []) : []
  const told = errors.filter(
    (one) => one.code === 'undeclared' && one.detail.includes(one.pointer.split('/').at(-1) ?? ''),
  )
  return status === (kind === 'invalid' ? 422 : 400) ? new Set(told.map((one) => one.pointer)) : new Set()
}

const anything = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, newId()]))
const nameOf = ({ method, path }: Call) => `${method} ${path}`
const withInput = (call: Call) => ({ call, input: inputFor(call, () => newId(), variantsOf(call)[0].kind) })

test('1: no body takes in a field that is not declared, wherever in it', async () => {
  const writing = town.server.calls.filter(({ method, raw }) => method !== 'GET' && !raw).map(withInput)
  assert.ok(writing.length > 120, `only ${writing.length} calls were seen`)
  const taken: string[] = []
  let places = 0
  for (const { call, input } of writing)
    for (const { pointer, declared } of placesIn((call.body ?? { properties: {} }) as Shape)) {
      places += 1
      const names = pointer ? columns : [...columns, ...fields]
      for (const group of inGroups(names.filter((one) => !declared.includes(one)))) {
        const body = withMore(input.body, pointer, anything(group))
        const refused = await namesRefused(call, { ...input, body }, 'invalid')
        const missed = group.filter((one) => !refused.has(`${pointer}/${one}`))
        if (missed.length > 0) taken.push(`${nameOf(call)} ${pointer}: ${missed}`)
      }
    }
  assert.ok(places > 300, `only ${places} objects were seen`)
  assert.deepEqual(taken, [])
})

test('1: no query takes in a field that is not declared', async () => {
  const taken: string[] = []
  for (const { call, input } of town.server.calls.map(withInput)) {
    const declared = Object.keys((call.query as Shape | undefined)?.properties ?? {})
    for (const group of inGroups(columns.filter((one) => !declared.includes(one)))) {
      const refused = await namesRefused(
        call,
        { ...input, query: { ...input.query, ...anything(group) } },
        'malformed',
      )
      const missed = group.filter((one) => !refused.has(`/${one}`))
      if (missed.length > 0) taken.push(`${nameOf(call)}: ${missed}`)
    }
  }
  assert.deepEqual(taken, [])
})

test('no body takes in a day that is centuries away, as years of other calendars are', async () => {
  type Dated = Shape & { format?: string; pattern?: string }
  const dated = (shape: Dated): Dated | undefined =>
    shape.format === 'date' || shape.format === 'said-date'
      ? shape
      : (shape.anyOf as Dated[] | undefined)?.map(dated).find((one) => one)
  const objects = (shape: Dated, pointer = ''): { pointer: string; properties: Record<string, Dated> }[] => [
    ...(shape.properties ? [{ pointer, properties: shape.properties as Record<string, Dated> }] : []),
    ...Object.entries(shape.properties ?? {}).flatMap(([name, one]) => objects(one, `${pointer}/${name}`)),
    ...(shape.items ? objects(shape.items, `${pointer}/0`) : []),
    ...(shape.anyOf ?? []).flatMap((one) => objects(one, pointer)),
  ]
  const taken: string[] = []
  let seen = 0
  for (const { call, input } of town.server.calls.filter(({ body, raw }) => body && !raw).map(withInput))
    for (const { pointer, properties } of objects(call.body as Dated))
      for (const [name, shape] of Object.entries(properties)) {
        const day = dated(shape)
        if (!day) continue
        seen += 1
        const far = ['9999-12-31', '2567-03-05', '0043-03-05', '1373-07-01', '2201-01-01', '1699-12-31'].map(
          (text) => (day.pattern?.includes('(0[1-9]|1[0-2])$') ? text.slice(0, 7) : text),
        )
        for (const text of far) {
          const body = withMore(input.body, pointer, { [name]: text })
          const { status, problem } = await person.send(call as never, { ...input, body } as never)
          const told = problem?.errors?.some(
            (one) => one.pointer === `${pointer}/${name}` && one.code === 'date',
          )
          if (status !== 422 || !told) taken.push(`${nameOf(call)} ${pointer}/${name}: ${text} (${status})`)
        }
      }
  assert.ok(seen > 30, `only ${seen} days were seen`)
  assert.deepEqual(taken, [])
})

/** Where a shape takes in whatever is sent: it says nothing of it, or lets more in than it declares. */
function openIn(shape: Shape & Record<string, unknown>, pointer = ''): string[] {
  const { properties, patternProperties, items, anyOf, additionalProperties, ...own } = shape
  const isSaid = properties || patternProperties || items || anyOf || own.type || own.const || own.enum
  const inside = (one: Shape, step: string) => openIn(one as Shape & Record<string, unknown>, pointer + step)
  const takesMore = additionalProperties === true || typeof additionalProperties === 'object'
  const isBare = own.type === 'object' && !properties && !patternProperties
  return [
    ...(!isSaid || isBare || takesMore || (own.type === 'array' && !items) ? [pointer] : []),
    ...Object.entries(properties ?? {}).flatMap(([name, one]) => inside(one, `/${name}`)),
    ...Object.values(patternProperties ?? {}).flatMap((one) => inside(one, '/any')),
    ...(items ? inside(items, '/0') : []),
    ...(anyOf ?? []).flatMap((one) => inside(one, '')),
  ]
}

/** What comes in as it is: the bytes of a file. */
const raw = ['POST /api/imports/upload body', 'POST /api/reports/:reportId/evidence body']

test('every part of what a call takes in says what it is, at any depth', () => {
  const word = Type.String()
  const tricks = [
    Type.Any(),
    Type.Unknown(),
    Type.Object({ a: Type.Array(Type.Object({ b: Type.Any() })) }),
    Type.Object({ a: Type.Union([word, Type.Unknown()]) }),
    Type.Record(word, Type.Unknown()),
    Type.Object({ a: Type.Record(word, Type.Object({ b: Type.Any() })) }),
    Type.Object({ a: word }, { additionalProperties: true }),
    Type.Object({ a: word }, { additionalProperties: Type.Any() }),
    Type.Array(Type.Unknown()),
    Type.Unsafe({ type: 'object' }),
  ]
  for (const one of tricks) assert.notDeepEqual(openIn(one as never), [], JSON.stringify(one))
  assert.deepEqual(openIn(Type.Object({ a: Type.Record(word, Type.Array(word)) }) as never), [])
  const open = town.server.calls.flatMap((call) =>
    (['body', 'query', 'params'] as const).flatMap((part) =>
      call[part] ? openIn(call[part] as never).map((pointer) => `${nameOf(call)} ${part}${pointer}`) : [],
    ),
  )
  assert.deepEqual(open.toSorted(), raw.toSorted())
})

type Bounded = Shape & { type?: string; maximum?: number }
/** Every whole number of a shape. */
const wholes = (shape: Bounded | undefined, at: string): { at: string; maximum?: number }[] => {
  if (!shape) return []
  const named = Object.entries(shape.properties ?? {}).flatMap(([name, one]) => wholes(one, `${at}/${name}`))
  const keyed = Object.values(shape.patternProperties ?? {}).flatMap((one) => wholes(one, `${at}/any`))
  const others = [...(shape.anyOf ?? []).flatMap((one) => wholes(one, at)), ...wholes(shape.items, `${at}/0`)]
  return [
    ...(shape.type === 'integer' ? [{ at, maximum: shape.maximum }] : []),
    ...named,
    ...keyed,
    ...others,
  ]
}

test('a whole number that is sent has bounds, so that none is too long for its column', () => {
  const unbounded: string[] = []
  let seen = 0
  for (const { method, path, params, body, query } of town.server.calls)
    for (const [part, shape, most] of [
      ['body', body, Number.MAX_SAFE_INTEGER],
      ['query', query, 2_147_483_647],
      ['params', params, 2_147_483_647],
    ] as const)
      for (const { at, maximum } of wholes(shape as Bounded, part)) {
        seen += 1
        if (!Number.isSafeInteger(maximum) || Number(maximum) > most)
          unbounded.push(`${method} ${path} ${at}`)
      }
  assert.ok(seen > 20, `only ${seen} whole numbers were seen`)
  assert.deepEqual(unbounded, [])
})

test('a number of an address that no column holds leads to nothing, and is no fault of the server', async () => {
  const records = await Records.read(town.database.kysely)
  const pick = (tables: string[]) =>
    String(tables.flatMap((table) => records.of(table)).find(({ row }) => row.id)?.row.id ?? newId())
  const answers: string[] = []
  let seen = 0
  for (const call of town.server.calls) {
    const input = inputFor(call, pick, variantsOf(call)[0].kind)
    for (const part of ['params', 'query'] as const)
      for (const { at } of wholes(call[part] as Bounded, '')) {
        seen += 1
        for (const number of [
          '2147483648',
          '9007199254740993',
          '99999999999999999999',
          '-2147483649',
          '1e400',
        ]) {
          const given = { ...input, [part]: { ...input[part], [at.slice(1)]: number } }
          const { status } = await person.send(call as never, given as never)
          if (status !== 400 && status !== 404)
            answers.push(`${nameOf(call)} ${part}${at} ${number}: ${status}`)
        }
      }
  }
  assert.ok(seen > 5, `only ${seen} numbers were seen`)
  assert.deepEqual(answers, [])
})

test('a page that begins after a number that no column holds is empty or refused', async () => {
  const records = await Records.read(town.database.kysely)
  const pick = (tables: string[]) =>
    String(tables.flatMap((table) => records.of(table)).find(({ row }) => row.id)?.row.id ?? newId())
  const answers: string[] = []
  let paged = 0
  for (const call of town.server.calls.filter(({ method }) => method === 'GET')) {
    if (!Object.keys((call.query as Shape | undefined)?.properties ?? {}).includes('after')) continue
    paged += 1
    const input = inputFor(call, pick, variantsOf(call)[0].kind)
    const id = newId()
    const parts = { n: '999999999999999', day: '1954-03-01', id }
    // Whatever a list's key is made of: one of these fits it.
    for (const key of ['n', 'n~id', 'n~day~id', 'n~id~id', 'n~n~n~id', 'n~n', 'n~n~id']) {
      const after = key.replace(/n|day|id/g, (part) => parts[part as keyof typeof parts])
      const { status } = await person.send(
        call as never,
        { ...input, query: { ...input.query, after } } as never,
      )
      if (status >= 500) answers.push(`${nameOf(call)} ${key}: ${status}`)
    }
  }
  assert.ok(paged > 20, `only ${paged} lists were seen`)
  assert.deepEqual(answers, [])
})
