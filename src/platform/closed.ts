// A call takes what its contract declares and nothing else: every object of it is closed here, at any depth, for all
// calls alike, so that no contract has to remember it. Contracts share shapes; they stay as they were declared.
import type { FastifyRequest } from 'fastify'
import { Evaluate, type TObject, type TSchema, Type } from 'typebox'
import { Compile, type Validator } from 'typebox/compile'
import Format from 'typebox/format'
import { Settings } from 'typebox/system'
import Value from 'typebox/value'
import type { Call, CallInput } from '../base/call.ts'
import { isDay, isFar, isSaidDate } from '../base/dates.ts'
import { Problem } from '../base/problems.ts'
import { isVisibleLine, visible, visibleLine } from '../base/spelling.ts'
import { schemaFindings, textFindings } from './refusals.ts'
import { copy, type Shape, withFormat } from './shapes.ts'

// TypeBox names eight things that are wrong and then stops; whoever mends a form wants to hear of all.
Settings.Set({ maxErrors: 200 })
Format.Set(visibleLine, isVisibleLine)
// An instant is told by a device, whose clock may be wrong by any span: what takes it in bounds it by the time of
// receipt.
Format.Set('date', (text) => isDay(text) && !isFar(text))
Format.Set('said-date', (text) => isSaidDate(text) && !isFar(text))

const declaredAs = new WeakMap<object, Shape>()
/** The shape as its contract declares it, of one that was closed. */
export const asDeclared = (shape: Shape): Shape => declaredAs.get(shape) ?? shape

/** The same schema with every object in it closed; what a contract declares open on purpose stays so. */
export function close<S extends TSchema>(schema: S): S {
  const declared: Shape = schema
  const closed = copy(declared.allOf ? Evaluate(declared) : declared, {})
  declaredAs.set(closed, asDeclared(declared))
  if (closed.properties) closed.properties = closeEach(closed.properties)
  if (closed.patternProperties) closed.patternProperties = closeEach(closed.patternProperties)
  if (closed.type === 'object') closed.additionalProperties ??= false
  if (closed.items) closed.items = close(closed.items)
  if (closed.anyOf) closed.anyOf = closed.anyOf.map(close)
  return closed as S
}

const closeEach = (shapes: Record<string, Shape>): Record<string, Shape> =>
  Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, close(withFormat(name, shape))]))

/** The call as it is served and described: closed for what comes in. (A reply may be read by who knows less of it.) */
export function closedCall<C extends Call>(call: C): C {
  const { params, query, body, raw } = call
  return {
    ...call,
    params: params && close(params),
    query: query && close(query),
    body: body && !raw ? close(body) : body,
  }
}

/** How a number, or a yes and a no, is written in an address. */
const written: Record<string, RegExp> = {
  integer: /^-?\d+$/,
  number: /^-?\d+(?:\.\d+)?$/,
  boolean: /^(?:true|false)$/,
}

/** All of an address is text. What is not written as its kind stays text, and is refused: `true` is no number. */
function fromText(declared: TSchema, given: object): unknown {
  const { properties = {} }: Shape = declared
  const other = Object.entries(given).filter(
    ([name, text]) => !(written[properties[name]?.type ?? '']?.test(String(text)) ?? true),
  )
  return { ...(Value.Convert(declared, given) as object), ...Object.fromEntries(other) }
}

const nothing: TObject = close(Type.Object({}))

/** Compiles the call's schemas once; what does not fit is refused with every field named. */
export function compileInput<C extends Call>(call: C): (request: FastifyRequest) => CallInput<C> {
  const params = call.params && Compile(call.params)
  const query = Compile(call.query ?? nothing)
  const body = Compile(call.body ?? nothing)
  return (request) => {
    const input: { params?: unknown; query?: unknown; body?: unknown } = {}
    if (params && call.params) {
      input.params = fromText(call.params, request.params as object)
      // An id that is none names nothing: the same answer as for a record that is not there.
      if (!params.Check(input.params)) throw new Problem('not-found')
    }
    const given = { ...(request.query as object) }
    const asked = call.query ? fromText(call.query, given) : given
    take(query, asked, 'malformed')
    if (call.query) input.query = asked
    // A call that takes nothing, or nothing that must be said, may be sent an empty object, or nothing.
    const sent = call.raw ? request.body : (request.body ?? {})
    if (!call.raw) take(body, sent, 'invalid')
    if (call.body || call.raw) input.body = sent
    return input as CallInput<C>
  }
}

/** Holds what was sent to its shape and to what can be kept, and takes out of its texts what nobody sees. */
function take(shape: Validator, value: unknown, kind: 'malformed' | 'invalid'): void {
  const hold = () => {
    if (!shape.Check(value)) throw new Problem(kind, { errors: schemaFindings(shape.Errors(value)) })
  }
  hold()
  const errors = textFindings(value)
  if (errors.length > 0) throw new Problem(kind, { errors })
  if (takeOutUnseen(value)) hold()
}

/** Passwords are what their owners typed; what somebody saw before changing it is compared with what stands. */
const asTyped = new Set(['password', 'current', 'was'])

/** Takes out of all texts what nobody sees; says whether there was any. */
function takeOutUnseen(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return false
  const within = value as Record<string, unknown>
  let hasChanged = false
  for (const [name, inner] of Object.entries(within)) {
    if (asTyped.has(name)) continue
    if (typeof inner !== 'string') {
      hasChanged = takeOutUnseen(inner) || hasChanged
      continue
    }
    const seen = visible(inner)
    if (seen === inner) continue
    within[name] = seen
    hasChanged = true
  }
  return hasChanged
}
