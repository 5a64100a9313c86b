// A call of the HTTP interface as both sides know it: the server serves it, the browser sends it, OpenAPI describes it.
import type { Static, TObject, TSchema } from 'typebox'
import { kinds, type ProblemKind } from './problems.ts'

export type Open = 'anyone' | 'signed-in' | 'in-person'
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'
/**
 * How what changes something is done once, however often it is sent. 'key', the rule: the kernel remembers the answer
 * under the key of the request. 'id': what is sent carries ids made at the sender, which the action remembers itself,
 * and may without a name. 'none': the same again changes nothing, or it gives ways in or tells a secret, which is never
 * remembered.
 */
export type Once = 'key' | 'id' | 'none'

export type Call<
  P extends TObject | undefined = TObject | undefined,
  Q extends TObject | undefined = TObject | undefined,
  B extends TSchema | undefined = TSchema | undefined,
  R extends TSchema = TSchema,
> = {
  method: Method
  path: string
  /** One sentence for the OpenAPI description, in English. */
  summary: string
  /**
   * 'anyone': answers without a session. 'signed-in' is the rule; what may then be seen or done is the action's.
   * 'in-person': never by a token, only in a session: what gives or takes ways in.
   */
  open: Open
  params: P
  query: Q
  body: B
  reply: R
  /** 'raw': the body is a file, sent as it is; `body` then describes nothing. */
  raw?: boolean
  /** A file comes back instead of JSON. */
  file?: boolean
  /** Of a read 'none': nothing is done. */
  once: Once
  /** The first words of the addresses of all reads that answer otherwise afterwards; anything where it is not said. */
  touches?: readonly string[]
}

type Part<K extends string, S> = S extends TSchema ? { [key in K]: Static<S> } : unknown
export type CallInput<C> =
  C extends Call<infer P, infer Q, infer B, TSchema>
    ? Part<'params', P> & Part<'query', Q> & Part<'body', B>
    : never
export type CallReply<C> = C extends { reply: infer R extends TSchema } ? Static<R> : never

/**
 * What is given, as long as nothing in it, at any depth, goes beyond the shape; TypeScript alone looks at literals
 * only.
 */
export type Exactly<Shape, Given> = unknown extends Shape
  ? Given
  : Given extends readonly (infer G)[]
    ? NonNullable<Shape> extends readonly (infer S)[]
      ? readonly Exactly<S, G>[]
      : never
    : Given extends object
      ? string extends keyof Given
        ? Given
        : {
            [K in keyof Given]: K extends keyof NonNullable<Shape>
              ? Exactly<NonNullable<Shape>[K], Given[K]>
              : never
          }
      : Given

type Options<P, Q, B, R> = {
  path: string
  summary: string
  params?: P
  query?: Q
  body?: B
  reply: R
  touches?: readonly string[]
} & (Reading | Writing | WritingOtherwise)
type Reading = { method: 'GET'; open?: Open; file?: boolean }
/** Remembered under its key; files are not, nor what is done without an account or in person. */
type Writing = { method: Exclude<Method, 'GET'>; open?: 'signed-in'; once?: 'key' }
type WritingOtherwise = { method: Exclude<Method, 'GET'>; open?: Open; raw?: boolean; once: 'id' | 'none' }

/** Whether a read may answer otherwise once a call was done. The journal tells of every deed. */
export const isTouched = (by: Call, readPath: string): boolean => {
  const [, , first] = readPath.split('/')
  return !by.touches || first === 'journal' || by.touches.includes(first)
}

const changes = ({ method }: Call): boolean => method !== 'GET'
/** Whether a call can be refused so. */
const refused: Record<ProblemKind, (call: Call) => boolean> = {
  malformed: () => true,
  // Whoever is asked for: a token that has ended is refused even where none is needed.
  'sign-in': () => true,
  'not-permitted': (call) => call.open !== 'anyone' || changes(call),
  // Even where nothing is named: a way in that is not offered here is not found.
  'not-found': () => true,
  stale: changes,
  // What is read in person first asks who is there; a file waits until what is in it may be told.
  'wrong-stage': (call) => changes(call) || call.open === 'in-person' || Boolean(call.file),
  'different-content': changes,
  'too-large': (call) => changes(call) || Boolean(call.file),
  invalid: (call) => changes(call) || Boolean(call.query),
  'slow-down': () => true,
  unexpected: () => true,
  unavailable: () => true,
}

/** The kinds of refusal that a call can be answered with. In tests and development the kernel holds replies to it. */
export const refusalsOf = (call: Call): ProblemKind[] =>
  (Object.keys(kinds) as ProblemKind[]).filter((kind) => refused[kind](call))

/** Declares a call. Params are named for what they identify (`planId`); the permission sweep relies on it. */
export function call<
  R extends TSchema,
  P extends TObject | undefined = undefined,
  Q extends TObject | undefined = undefined,
  B extends TSchema | undefined = undefined,
>(options: Options<P, Q, B, R>): Call<P, Q, B, R> {
  const once = options.method === 'GET' ? 'none' : 'key'
  return { open: 'signed-in', once, ...options } as Call<P, Q, B, R>
}
