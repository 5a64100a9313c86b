// OpenAPI 3.1 made from the contracts: TypeBox schemas are JSON Schema 2020-12 already, so nothing is translated.
import type { Call } from '../base/call.ts'
import { kinds } from '../base/problems.ts'

type Described = { type?: string; properties?: Record<string, unknown>; required?: string[] }

const problemShape = {
  type: 'object',
  required: ['type', 'title', 'status'],
  properties: {
    type: { enum: Object.keys(kinds).map((kind) => `/problems/${kind}`) },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: { pointer: { type: 'string' }, code: { type: 'string' }, detail: { type: 'string' } },
      },
    },
  },
}

/** The description of all calls, as the server answers it at /api/openapi.json. */
export function openapi(calls: Call[], version: string): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const call of calls) {
    const path = call.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [call.method.toLowerCase()]: operation(call) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Hezuo', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths,
    components: {
      schemas: { Problem: problemShape },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'hezuo_session' },
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'A token made on the screen of one’s own account.',
        },
      },
    },
  }
}

function operation(call: Call): object {
  const success = call.file
    ? { description: 'The file', content: { 'application/octet-stream': {} } }
    : { description: 'The answer', content: { 'application/json': { schema: call.reply } } }
  const problem = { description: 'A refusal', content: { 'application/problem+json': { schema: ref } } }
  const body = call.raw
    ? { required: true, content: { 'application/octet-stream': {} } }
    : call.body && {
        required:
          (call.body as Described).type !== 'object' || Boolean((call.body as Described).required?.length),
        content: { 'application/json': { schema: call.body } },
      }
  return {
    summary: call.summary,
    tags: [call.path.split('/')[2]],
    security: securityOf[call.open],
    parameters: [
      ...parameters(call.params, 'path'),
      ...parameters(call.query, 'query'),
      ...(call.once === 'key' ? [requestKey] : []),
    ],
    ...(body ? { requestBody: body } : {}),
    responses: { '200': success, default: problem },
  }
}

const securityOf: Record<Call['open'], object[]> = {
  anyone: [],
  'signed-in': [{ session: [] }, { token: [] }],
  'in-person': [{ session: [] }],
}

const requestKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Made by the sender. Sent again under the same key, the request is done once and answered as the first time.',
  schema: { type: 'string', format: 'uuid' },
}

const ref = { $ref: '#/components/schemas/Problem' }

function parameters(schema: unknown, where: 'path' | 'query'): object[] {
  const { properties = {}, required = [] } = (schema ?? {}) as Described
  return Object.entries(properties).map(([name, shape]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: shape,
  }))
}
