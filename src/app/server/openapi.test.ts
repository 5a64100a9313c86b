// The description of the interface is whole: every call is in it, every parameter is described, and it stands as JSON.
import assert from 'node:assert/strict'
import { tmpdir } from 'node:os'
import { after, before, test } from 'node:test'
import { emptyDatabase, type TestDatabase } from '../../../test/database.ts'
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

type Parameter = { name: string; in: 'path' | 'query'; required: boolean; schema?: object }
type Content = Record<string, { schema?: object }>
type Operation = {
  summary: string
  tags: string[]
  security: object[]
  parameters: Parameter[]
  requestBody?: { content: Content }
  responses: Record<string, { description: string; content: Content }>
}
type Description = {
  openapi: string
  info: { title: string; version: string }
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, object>; securitySchemes: Record<string, object> }
}

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

test('every parameter, body and answer has a schema', async () => {
  const { paths, components } = await describe()
  for (const [path, operations] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      const at = `${method} ${path}`
      assert.match(operation.summary, /^\S.*\.$/, `${at} has no sentence`)
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((found) => found[1])
      const own = operation.parameters.filter((parameter) => parameter.in === 'path')
      assert.deepEqual(own.map(({ name }) => name).sort(), inPath.sort(), at)
      assert.ok(
        own.every(({ required }) => required),
        at,
      )
      assert.ok(operation.responses['200'] && operation.responses.default, at)
      const contents = [
        operation.requestBody?.content ?? {},
        ...Object.values(operation.responses).map(({ content }) => content),
      ].flatMap((content) => Object.entries(content))
      const bodies = contents
        .filter(([type]) => type !== 'application/octet-stream')
        .map(([type, { schema }]) => [`${at} ${type}`, schema] as const)
      const all = [
        ...bodies,
        ...operation.parameters.map(({ name, schema }) => [`${at} ${name}`, schema] as const),
      ]
      for (const [where, schema] of all)
        for (const [place, found] of schemasIn(schema, where)) {
          if (place !== where || Object.keys(found).length > 0)
            assert.ok(
              says.some((key) => key in found) || 'description' in found,
              `${place} says nothing: ${JSON.stringify(found)}`,
            )
          const { $ref } = found
          if (typeof $ref === 'string')
            assert.ok($ref.replace('#/components/schemas/', '') in components.schemas, `${place} → ${$ref}`)
        }
    }
  }
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
