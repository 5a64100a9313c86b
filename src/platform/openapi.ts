// OpenAPI 3.1 made from the contracts: TypeBox schemas are JSON Schema 2020-12 already. Names of calls and shapes are
// those that contracts give them; what a call can be refused with follows from what it declares (src/base/call.ts).
import { STATUS_CODES } from 'node:http'
import { type Call, refusalsOf } from '../base/call.ts'
import { kinds, type ProblemKind } from '../base/problems.ts'
import { exampleOf } from './openapi/examples.ts'
import { wordsFor } from './openapi/parameters.ts'
import { type Describe, openSchemas, pascal } from './openapi/schemas.ts'
import type { Contracts } from './room.ts'
import type { Shape } from './shapes.ts'

/** A room as programs see it. */
export type DescribedRoom = { name: string; about?: string; contracts?: Contracts }
type Told = { operationId: string; tag: string }

const description = `A program signs in with a token that a person makes on the page of their own account, sent as a bearer.
What a call takes is closed: a field that is not described here is refused by name. What it answers may grow.
Refusals are problems (RFC 9457) in the language that \`Accept-Language\` asks for. The readable page is \`/api/docs\`.`

/** The description of all calls, as the server answers it at /api/openapi.json. */
export function openapi(rooms: readonly DescribedRoom[], calls: readonly Call[], version: string): object {
  const told = namesOf(rooms)
  const { describe, named } = openSchemas([...rooms])
  const paths: Record<string, Record<string, object>> = {}
  for (const call of calls) {
    const names = told.get(keyOf(call))
    if (!names) throw new Error(`${keyOf(call)} stands in no contract that its room names`)
    const path = call.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [call.method.toLowerCase()]: operation(call, names, describe) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Hezuo',
      version,
      description,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'The server that answers this.' }],
    tags: rooms.filter(({ contracts }) => contracts).map(({ name, about }) => ({ name, description: about })),
    paths,
    components: {
      schemas: { Problem: problemShape, ...named },
      responses: Object.fromEntries(statuses.map((status) => [responseName(status), refusal(status)])),
      parameters: { IdempotencyKey: requestKey, IfNoneMatch: knownTag },
      headers: { ETag: tag },
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'hezuo_session',
          description: 'Of somebody signed in.',
        },
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'A token made on the screen of one’s own account.',
        },
      },
    },
  }
}

const keyOf = ({ method, path }: Call): string => `${method} ${path}`

/** The name of each call: its noun and what its contract calls it, e.g. `nominationsAccept`. */
function namesOf(rooms: readonly DescribedRoom[]): Map<string, Told> {
  const told = new Map<string, Told>()
  for (const room of rooms)
    for (const [noun, contract] of Object.entries(room.contracts ?? {}))
      for (const [name, call] of Object.entries(contract))
        if (isCall(call)) told.set(keyOf(call), { operationId: noun + pascal(name), tag: room.name })
  return told
}

const isCall = (exported: unknown): exported is Call =>
  typeof exported === 'object' && exported !== null && 'method' in exported && 'path' in exported

function operation(call: Call, { operationId, tag }: Told, describe: Describe): object {
  const isRead = call.method === 'GET' && !call.file
  return {
    operationId,
    summary: call.summary,
    tags: [tag],
    security: securityOf[call.open],
    parameters: [
      ...parameters(call, 'path', describe),
      ...parameters(call, 'query', describe),
      ...(call.once === 'key' ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
      ...(isRead ? [{ $ref: '#/components/parameters/IfNoneMatch' }] : []),
    ],
    ...bodyOf(call, describe),
    responses: {
      '200': {
        description: call.file ? 'The file.' : 'Done, or what was asked for.',
        ...(isRead ? { headers: { ETag: { $ref: '#/components/headers/ETag' } } } : {}),
        content: call.file
          ? { [typeOf(call.path)]: {} }
          : { 'application/json': shown(call.reply, describe) },
      },
      ...(isRead ? { '304': { description: 'Nothing has changed since the answer with that `ETag`.' } } : {}),
      ...Object.fromEntries(
        refusalsOf(call).map((kind) => {
          const { status } = kinds[kind]
          return [status, { $ref: `#/components/responses/${responseName(status)}` }]
        }),
      ),
    },
  }
}

function bodyOf(call: Call, describe: Describe): object {
  const body = call.body as Shape | undefined
  if (call.raw) return { requestBody: { required: true, content: { 'application/octet-stream': {} } } }
  if (!body) return {}
  const required = body.type !== 'object' || Boolean(body.required?.length)
  return { requestBody: { required, content: { 'application/json': shown(body, describe) } } }
}

const shown = (shape: Shape, describe: Describe): object => ({
  schema: describe(shape),
  example: exampleOf(shape),
})

const fileTypes: Record<string, string> = {
  csv: 'text/csv',
  zip: 'application/zip',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}
const typeOf = (path: string): string => fileTypes[path.slice(path.lastIndexOf('.') + 1)] ?? '*/*'

const securityOf: Record<Call['open'], object[]> = {
  anyone: [],
  'signed-in': [{ session: [] }, { token: [] }],
  'in-person': [{ session: [] }],
}

function parameters(call: Call, where: 'path' | 'query', describe: Describe): object[] {
  const declared: Shape | undefined = where === 'path' ? call.params : call.query
  const required = declared?.required ?? []
  return Object.entries(declared?.properties ?? {}).map(([name, shape]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    description: wordsFor(name),
    schema: describe(shape),
  }))
}

const requestKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Made by the sender. Sent again under the same key, the request is done once and answered as the first time.',
  schema: { type: 'string', format: 'uuid' },
}
const tag = {
  description: 'Stays the same while the answer does. Sent back as `If-None-Match`, it is answered 304.',
  schema: { type: 'string' },
}
const knownTag = {
  name: 'If-None-Match',
  in: 'header',
  required: false,
  description: 'The `ETag` of an answer that the sender still has.',
  schema: { type: 'string' },
}

const statuses = [...new Set(Object.values(kinds).map(({ status }) => status))]
const responseName = (status: number): string => (STATUS_CODES[status] ?? '').replaceAll(' ', '')

const headersOf: Record<number, object> = {
  401: {
    'WWW-Authenticate': {
      description: 'How to sign in, where a token was sent.',
      schema: { type: 'string' },
    },
  },
  429: {
    'Retry-After': { description: 'After how many seconds to try again.', schema: { type: 'integer' } },
  },
  503: {
    'Retry-After': { description: 'After how many seconds to try again.', schema: { type: 'integer' } },
  },
}

function refusal(status: number): object {
  const own = (Object.keys(kinds) as ProblemKind[]).filter((kind) => kinds[kind].status === status)
  return {
    description: own.map((kind) => `\`${kind}\`: ${kinds[kind].title}`).join(' '),
    ...(headersOf[status] ? { headers: headersOf[status] } : {}),
    content: {
      'application/problem+json': {
        schema: { $ref: '#/components/schemas/Problem' },
        example: { type: `/problems/${own[0]}`, title: kinds[own[0]].title, status },
      },
    },
  }
}

const problemShape = {
  type: 'object',
  description:
    'A refusal (RFC 9457). `type` stays the same for programs; title and detail are for the reader.',
  required: ['type', 'title', 'status'],
  properties: {
    type: { type: 'string', enum: Object.keys(kinds).map((kind) => `/problems/${kind}`) },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    stage: { type: 'string', description: 'With `wrong-stage`: the named state that closes the door.' },
    current: { description: 'With `stale` and `different-content`: what stands on the server now.' },
    requestId: { type: 'string', description: 'By which the office finds the request in its log.' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'code', 'detail'],
        properties: {
          pointer: { type: 'string', description: 'A JSON pointer into what was sent.' },
          code: { type: 'string' },
          detail: { type: 'string' },
        },
      },
    },
  },
}
