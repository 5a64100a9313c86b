// The edge where a thrown problem becomes an RFC 9457 answer in the reader's words; anything else is a bug: 500 and
// a log line with the request's id.
import type { Socket } from 'node:net'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Finding, finding, kinds, Problem, type ProblemKind } from '../base/problems.ts'
import { visibleLine } from '../base/spelling.ts'
import { msg } from '../base/words.ts'
import type { Say } from './catalogues.ts'
import { diskFull, isDiskFull } from './disk.ts'
import { addressOf } from './network.ts'

/** Constraint name → where and why, put together in src/app/rooms.ts */
export type Constraints = Record<string, Finding>

type SchemaError = {
  keyword: string
  schemaPath: string
  instancePath: string
  params?: Record<string, unknown>
}

const texts: Record<string, string> = {
  required: msg('This is missing.'),
  type: msg('This is of the wrong kind.'),
  pattern: msg('This is not written in the expected form.'),
  format: msg('This is not written in the expected form.'),
  minLength: msg('Please write something here.'),
  maxLength: msg('This is too long.'),
  minimum: msg('This is too small.'),
  maximum: msg('This is too large.'),
  const: msg('This is not one of the choices.'),
  anyOf: msg('This is not one of the choices.'),
  minItems: msg('Please give at least one.'),
  maxItems: msg('These are too many.'),
}

/** What a schema found, as findings by JSON pointer; at most 50, which is more than a person reads. */
export function schemaFindings(errors: readonly SchemaError[]): Finding[] {
  const found = new Map<string, Finding>()
  for (const error of ofNearestShapes(errors)) {
    for (const pointer of pointersOf(error)) {
      if (found.size >= 50 || found.has(pointer)) continue
      found.set(pointer, findingOf(pointer, error))
    }
  }
  return [...found.values()]
}

function pointersOf({ keyword, instancePath, params }: SchemaError): string[] {
  // Told once more, field by field, as 'boolean': the schema of what is not declared is `false`.
  if (keyword === 'additionalProperties') return []
  const missing = keyword === 'required' ? (params?.requiredProperties as string[] | undefined) : undefined
  return missing?.length ? missing.map((name) => `${instancePath}/${name}`) : [instancePath]
}

const dated = new Set<unknown>(['date', 'said-date'])

function findingOf(pointer: string, { keyword, params: told }: SchemaError): Finding {
  if (keyword === 'format' && told?.format === visibleLine)
    return finding(pointer, 'unseen', msg('Please write this on one line, in signs that can be seen.'))
  if (keyword === 'format' && told?.format !== undefined && dated.has(told.format))
    return finding(
      pointer,
      'date',
      msg('There is no such date between 1700 and 2200. Is it of another calendar?'),
    )
  if (keyword === 'enum') {
    const choices = (told?.allowedValues ?? []) as unknown[]
    return finding(pointer, keyword, msg('This is not one of the choices: {choices}.'), {
      choices: choices.join(', '),
    })
  }
  if (keyword !== 'boolean') return finding(pointer, keyword, texts[keyword] ?? texts.type)
  const name = pointer
    .slice(pointer.lastIndexOf('/') + 1)
    .replaceAll('~1', '/')
    .replaceAll('~0', '~')
  const params = { name: name.length > 100 ? `${name.slice(0, 100)}…` : name }
  return finding(pointer, 'undeclared', msg('There is no field “{name}” here.'), params)
}

/** Where a value may be of several shapes, or null: only what keeps it from the one that it comes nearest to. */
function ofNearestShapes(errors: readonly SchemaError[]): readonly SchemaError[] {
  let told = errors
  for (const union of errors.filter(({ keyword }) => keyword === 'anyOf')) {
    const start = `${union.schemaPath}/anyOf/`
    const isOfUnion = ({ schemaPath, instancePath: at }: SchemaError) =>
      schemaPath.startsWith(start) && `${at}/`.startsWith(`${union.instancePath}/`)
    const shapes = Map.groupBy(told.filter(isOfUnion), (error) =>
      error.schemaPath.slice(start.length).replace(/\/.*/, ''),
    )
    const isOfAnotherKind = ({ keyword, instancePath }: SchemaError) =>
      keyword === 'const' || (keyword === 'type' && instancePath === union.instancePath)
    const [nearest] = [...shapes.values()]
      .filter((shape) => !shape.some(isOfAnotherKind))
      .sort((a, b) => a.length - b.length)
    if (nearest) told = told.filter((one) => one !== union && (!isOfUnion(one) || nearest.includes(one)))
  }
  return told
}

/** Text that no database keeps: U+0000, or half of a character that takes two (cut off in the middle). */
export function textFindings(value: unknown, pointer = ''): Finding[] {
  if (typeof value === 'string') {
    if (value.isWellFormed() && !value.includes('\u0000')) return []
    return [finding(pointer, 'character', msg('This holds a character that cannot be kept.'))]
  }
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([name, inner]) => textFindings(inner, `${pointer}/${name}`))
}

/** What led to nothing and stands in the body, not in the address, is a field to mend: 'invalid', with its pointer. */
export function nameField(error: unknown, input: unknown): unknown {
  const { params, body } = input as { params?: unknown; body?: unknown }
  const missing = error instanceof Problem && error.kind === 'not-found' ? error.details.missing : undefined
  if (!missing || pointersTo(missing, params).length > 0) return error
  const errors = pointersTo(missing, body).map((pointer) =>
    finding(pointer, 'unknown', msg('This leads to nothing that you may choose. Please choose again.')),
  )
  return errors.length > 0 ? new Problem('invalid', { errors }) : error
}

function pointersTo(text: string, value: unknown, pointer = ''): string[] {
  if (value === text) return [pointer]
  if (value === null || typeof value !== 'object' || Buffer.isBuffer(value)) return []
  return Object.entries(value).flatMap(([name, inner]) => pointersTo(text, inner, `${pointer}/${name}`))
}

/** `declared`: the kinds that the call may be refused with, where it is held to them. */
type Edge = {
  request: FastifyRequest
  response: FastifyReply
  say: Say
  constraints: Constraints
  declared?: readonly ProblemKind[]
}

/** Sends the refusal; never throws. */
export function answerProblem(
  error: unknown,
  { request, response, say, constraints, declared }: Edge,
): FastifyReply {
  const told = problemOf(error, constraints)
  const problem = declared?.includes(told.kind) === false ? new Problem('unexpected') : told
  if (problem.kind === 'unexpected') request.log.error({ err: error }, 'unexpected')
  if (isWatched(problem)) request.log.warn(sayRefused(request, problem), 'refused')
  const { status, title } = kinds[problem.kind]
  const { text, params, errors, current, stage } = problem.details
  if (problem.kind === 'sign-in' && request.headers.authorization)
    response.header('www-authenticate', 'Bearer')
  if (problem.kind === 'slow-down') response.header('retry-after', String(problem.details.seconds ?? 30))
  if (problem.kind === 'unavailable') response.header('retry-after', String(problem.details.seconds ?? 5))
  // Were the line cut at once, who is still sending would never see the answer; the server cuts it a little later.
  if (problem.kind === 'too-large') response.removeHeader('connection')
  return response
    .code(status)
    .type('application/problem+json; charset=utf-8')
    .send(
      JSON.stringify({
        type: `/problems/${problem.kind}`,
        title: say(title),
        status,
        detail: text ? say(text, params) : undefined,
        stage,
        current,
        requestId: request.id,
        errors: errors?.map((e) => ({ pointer: e.pointer, code: e.code, detail: say(e.text, e.params) })),
      }),
    )
}

/** What is not even a request, so that nobody's language is known: told on the line, which ends there. */
export function answerUnread({ code }: { code?: string }, socket: Socket): void {
  if (code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const kind = code === 'HPE_HEADER_OVERFLOW' ? 'too-large' : 'malformed'
  const { status, title } = kinds[kind]
  const body = JSON.stringify({ type: `/problems/${kind}`, title, status })
  socket.end(
    `HTTP/1.1 ${status} ${title}\r\ncontent-type: application/problem+json; charset=utf-8\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  )
}

/**
 * What somebody may be trying who should not: a wrong password or link, more than the role allows, too much at once.
 */
const isWatched = ({ kind, details }: Problem): boolean =>
  kind === 'not-permitted' || kind === 'slow-down' || !!details.errors?.some(({ code }) => code === 'wrong')

/** The call as it is declared, never as it was typed: addresses may hold a secret, and so may what was written. */
const sayRefused = (request: FastifyRequest, { kind }: Problem) => ({
  refused: kind,
  call: `${request.method} ${request.routeOptions.url ?? ''}`,
  address: addressOf(request),
})

function problemOf(error: unknown, constraints: Constraints): Problem {
  if (error instanceof Problem) return error
  const { code, constraint, statusCode, message } = error as {
    code?: string
    message?: string
    constraint?: string
    statusCode?: number
  }
  if (constraint && constraints[constraint])
    return new Problem('invalid', { errors: [constraints[constraint]] })
  // Ids are made by senders: one that is taken already was kept before, or belongs to something else.
  if (code === '23505' && constraint?.endsWith('_pkey')) return new Problem('different-content')
  // What this leads to was taken away at the same moment, or was just used by somebody else.
  if (code === '23503') return new Problem('stale', { cause: error })
  if (isDiskFull(code)) return diskFull()
  if (isPassing(code, message)) return new Problem('unavailable')
  // Text with a character that no database keeps (U+0000).
  if (code === '22021' || code === '22P05') return new Problem('malformed')
  if (statusCode === 413) return new Problem('too-large')
  // An address with a part longer than any id: it leads to nothing.
  if (statusCode === 414) return new Problem('not-found')
  if (statusCode === 400 || statusCode === 415) return new Problem('malformed')
  return new Problem('unexpected')
}

/**
 * The same request may succeed later: two writers got in each other's way, a statement took too long, all connections
 * are in use, or the database is going away or coming up.
 */
function isPassing(code = '', message = ''): boolean {
  return (
    /^(40P01|40001|57|08|53|25P03|55P03|ECONNREFUSED$|ECONNRESET$|EPIPE$|ETIMEDOUT$)/.test(code) ||
    /^(timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error)/.test(
      message,
    )
  )
}
