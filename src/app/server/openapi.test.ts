// The description of the interface is whole: every call is in it, every parameter is described, and it stands as JSON.
import assert from 'node:assert/strict'
import { tmpdir } from 'node:os'
import { after, before, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { Check, Errors } from 'typebox/value'
import { emptyDatabase, type TestDatabase } from '../../../test/database.ts'
import { refusalsOf } from '../../base/call.ts'
import { kinds } from '../../base/problems.ts'
import { close, compileInput } from '../../platform/closed.ts'
import { compileReply } from '../../platform/reply.ts'
import { buildServer, type Server } from './server.ts'

let database: TestDatabase
let server: Server
before(async () => {
  database = await emptyDatabase()
  server = await buildServer({
    database,
    baseUrl: 'http://localhost',
    dataFolder: tmpdir(),
    checkReplies: true,
  })
})
after(async () => {
  await server.close()
  await database.drop()
})

// The kernel compiles a call when it is first asked for; a contract that cannot be compiled is found here instead.
test('every call can be checked and answered', () => {
  for (const call of server.calls) {
    compileInput(call)
    if (!call.file) compileReply(call, true)
  }
})

type Parameter = {
  name: string
  in: 'path' | 'query' | 'header'
  description: string
  required: boolean
  schema?: object
}
type Ref = { $ref: string }
type Content = Record<string, { schema?: object; example?: unknown }>
type Answer = { description: string; headers?: object; content?: Content }
type Operation = {
  operationId: string
  summary: string
  tags: string[]
  security: object[]
  parameters: (Parameter | Ref)[]
  requestBody?: { content: Content }
  responses: Record<string, Answer | Ref>
}
type Description = {
  openapi: string
  info: { title: string; version: string }
  tags: { name: string; description: string }[]
  paths: Record<string, Record<string, Operation>>
  components: {
    schemas: Record<string, object>
    parameters: Record<string, Parameter>
    responses: Record<string, Answer>
    securitySchemes: Record<string, object>
  }
}

/** What a reference leads to, or the thing itself. */
const followed = <T extends object>(one: T | Ref, among: Record<string, T>): T =>
  '$ref' in one ? among[one.$ref.split('/').at(-1) ?? ''] : one

const served = () =>
  server.calls.map((call) => ({
    call,
    at: `${call.method} ${call.path}`,
    path: call.path.replace(/:(\w+)/g, '{$1}'),
    method: call.method.toLowerCase(),
  }))

const describe = async (): Promise<Description> => {
  const response = await server.inject('/api/openapi.json')
  assert.equal(response.statusCode, 200)
  return response.json()
}

/** What a JSON Schema 2020-12 of ours is made of; a schema that says none of it would allow anything. */
const says = ['type', 'enum', 'const', 'anyOf', 'allOf', 'oneOf', 'not', '$ref']

/** Every schema in a schema, with the way to it. */
function* schemasIn(schema: unknown, at: string): Generator<[string, Record<string, unknown>]> {
  assert.ok(schema && typeof schema === 'object' && !Array.isArray(schema), `${at} is no schema`)
  const own = schema as Record<string, unknown>
  yield [at, own]
  for (const [name, inner] of Object.entries((own.properties ?? {}) as object))
    yield* schemasIn(inner, `${at}/${name}`)
  for (const key of ['items', 'additionalProperties'])
    if (own[key] && typeof own[key] === 'object' && !Array.isArray(own[key]))
      yield* schemasIn(own[key], `${at}/${key}`)
  for (const key of ['anyOf', 'allOf', 'oneOf'])
    for (const [n, inner] of ((own[key] ?? []) as unknown[]).entries())
      yield* schemasIn(inner, `${at}/${key}/${n}`)
}

test('every call that the server answers is described, once', async () => {
  const { openapi, info, paths } = await describe()
  assert.match(openapi, /^3\.1\./)
  assert.ok(info.title && info.version)
  const described = Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  )
  const served = server.calls.map((call) => `${call.method} ${call.path.replace(/:(\w+)/g, '{$1}')}`)
  assert.ok(served.length > 100, `only ${served.length} calls were seen`)
  assert.equal(new Set(served).size, served.length, 'a call is served twice')
  assert.deepEqual(described.sort(), served.sort())
})

test('every call has a name of its own and stands under a room that is told of', async () => {
  const { paths, tags } = await describe()
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods))
  const names = operations.map(({ operationId }) => operationId)
  for (const name of names) assert.match(name, /^[a-z]+[A-Z][A-Za-z]+$/)
  assert.equal(new Set(names).size, names.length, 'two calls have one name')
  for (const { description } of tags) assert.match(description, /^\S.*\.$/)
  const told = tags.map(({ name }) => name)
  assert.ok(told.length > 10)
  assert.deepEqual([...new Set(operations.flatMap((one) => one.tags))].sort(), told.sort())
})

test('every parameter, body and answer has a schema, and every parameter its meaning', async () => {
  const { paths, components } = await describe()
  for (const { at, path, method } of served()) {
    const operation = paths[path][method]
    assert.match(operation.summary, /^\S.*\.$/, `${at} has no sentence`)
    const parameters = operation.parameters.map((one) => followed(one, components.parameters))
    for (const { name, description } of parameters) assert.match(description, /^\S.*\.$/, `${at} ${name}`)
    const own = parameters.filter((parameter) => parameter.in === 'path')
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((found) => found[1])
    assert.deepEqual(own.map(({ name }) => name).sort(), inPath.sort(), at)
    assert.ok(
      own.every(({ required }) => required),
      at,
    )
    const answers = Object.values(operation.responses).map((one) => followed(one, components.responses))
    const contents = [operation.requestBody, ...answers].flatMap((one) => Object.entries(one?.content ?? {}))
    const all = [
      ...contents
        .filter(([type]) => type.endsWith('json'))
        .map(([type, { schema }]) => [`${at} ${type}`, schema] as const),
      ...parameters.map(({ name, schema }) => [`${at} ${name}`, schema] as const),
    ]
    for (const [where, schema] of all) saysEverywhere(schema, where, components.schemas)
  }
  for (const [name, schema] of Object.entries(components.schemas))
    saysEverywhere(schema, name, components.schemas)
})

function saysEverywhere(schema: unknown, where: string, named: Record<string, object>): void {
  for (const [place, found] of schemasIn(schema, where)) {
    assert.ok(
      says.some((key) => key in found) || 'description' in found || Object.keys(found).length === 0,
      `${place} says nothing: ${JSON.stringify(found)}`,
    )
    const { $ref } = found
    if (typeof $ref === 'string')
      assert.ok($ref.replace('#/components/schemas/', '') in named, `${place} → ${$ref}`)
  }
}

test('what is taken and answered is shown by an example that is taken and answered so', async () => {
  const { paths } = await describe()
  let seen = 0
  const holds = (at: string, content: Content | undefined, shape: object | undefined) => {
    const shown = content?.['application/json']
    if (!shown || !shape) return
    seen += 1
    const closed = close(shape)
    assert.ok(Check(closed, shown.example), `${at}: ${JSON.stringify(Errors(closed, shown.example)[0])}`)
  }
  for (const { call, at, path, method } of served()) {
    const { requestBody, responses } = paths[path][method]
    if (!call.raw) holds(`${at} body`, requestBody?.content, call.body)
    const done = responses['200']
    if (!call.file) holds(`${at} answer`, 'content' in done ? done.content : undefined, call.reply)
  }
  assert.ok(seen > 350, `only ${seen} examples were seen`)
})

test('every refusal that a call can answer with is told, and no other', async () => {
  const { paths } = await describe()
  for (const { call, at, path, method } of served()) {
    const told = Object.keys(paths[path][method].responses).filter((status) => status >= '400')
    const statuses = new Set(refusalsOf(call).map((kind) => String(kinds[kind].status)))
    assert.deepEqual(told, [...statuses].sort(), at)
  }
  const { responses } = (await describe()).components
  for (const name of ['TooManyRequests', 'ServiceUnavailable'])
    assert.ok('Retry-After' in (responses[name].headers ?? {}), name)
})

test('what a call takes is closed: no object in it has fields that are not described', async () => {
  let seen = 0
  for (const { method, path, query, body, raw } of server.calls)
    for (const shape of [query, raw ? undefined : body])
      for (const [at, found] of shape ? schemasIn(shape, `${method} ${path}`) : []) {
        assert.ok(
          says.some((key) => key in found),
          `${at} may be anything`,
        )
        if (found.type !== 'object') continue
        seen += 1
        assert.equal(found.additionalProperties, false, at)
      }
  assert.ok(seen > 300, `only ${seen} objects were seen`)
})

test('a call that is open to anyone says so, all others ask for the session', async () => {
  const { paths, components } = await describe()
  assert.ok('session' in components.securitySchemes)
  for (const call of server.calls) {
    const { security } = paths[call.path.replace(/:(\w+)/g, '{$1}')][call.method.toLowerCase()]
    const ways = { anyone: [], 'signed-in': [{ session: [] }, { token: [] }], 'in-person': [{ session: [] }] }
    assert.deepEqual(security, ways[call.open], `${call.method} ${call.path}`)
  }
})

test('health answers without a session, with the version that is described', async () => {
  const response = await server.inject('/api/health')
  assert.equal(response.statusCode, 200)
  const { status, version, database: postgres } = response.json()
  assert.equal(status, 'ok')
  assert.equal(version, (await describe()).info.version)
  assert.match(postgres, /^\d+/)
})

test('people read the same description as a page, in both languages', async () => {
  for (const [language, title] of [
    ['en', 'The interface for programs'],
    ['zh', '供程序使用的接口'],
  ]) {
    const page = await server.inject({ url: '/api/docs', headers: { 'accept-language': language } })
    assert.equal(page.statusCode, 200)
    assert.match(page.body, new RegExp(`<html lang="${language}" dir="ltr">`))
    assert.ok(page.body.includes(`<h1>${title}</h1>`))
    for (const { method, path } of server.calls)
      assert.ok(page.body.includes(`${method}</span> <code dir="ltr">${path}</code>`), `${method} ${path}`)
  }
  const style = await server.inject('/api/docs.css')
  assert.match(String(style.headers['content-type']), /^text\/css/)
})

test('what has not changed since is answered in a line', async () => {
  const first = await server.inject('/api/health')
  const etag = String(first.headers.etag)
  assert.match(etag, /^W\/".+"$/)
  const again = await server.inject({ url: '/api/health', headers: { 'if-none-match': etag } })
  assert.equal(again.statusCode, 304)
  assert.equal(again.body, '')
  const other = await server.inject({ url: '/api/health', headers: { 'if-none-match': 'W/"other"' } })
  assert.equal(other.statusCode, 200)
})

test('the description comes packed or plain, the same, and in a line to whoever has it', async () => {
  const url = '/api/openapi.json'
  const plain = await server.inject(url)
  const packed = await server.inject({ url, headers: { 'accept-encoding': 'gzip, br' } })
  assert.equal(packed.headers['content-encoding'], 'gzip')
  assert.equal(gunzipSync(packed.rawPayload).toString(), plain.body)
  const refused = await server.inject({ url, headers: { 'accept-encoding': 'gzip;q=0' } })
  assert.equal(refused.body, plain.body)
  for (const { headers } of [plain, packed]) {
    assert.match(String(headers.vary), /accept-encoding/i)
    const again = await server.inject({ url, headers: { 'if-none-match': String(headers.etag) } })
    assert.deepEqual([again.statusCode, again.body], [304, ''])
  }
})
