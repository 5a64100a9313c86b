// Refusals: a small closed list of kinds (RFC 9457). What is not in this list is a bug and answers 'unexpected'.
import { canonical } from './canonical.ts'
import { isEmptyText, msg, type Names, type Params } from './words.ts'

export const kinds = {
  malformed: { status: 400, title: msg('This could not be read.') },
  'sign-in': { status: 401, title: msg('Please sign in.') },
  'not-permitted': { status: 403, title: msg('Your role does not allow this.') },
  'not-found': { status: 404, title: msg('There is no such thing, or it is not yours to see.') },
  stale: { status: 409, title: msg('Somebody changed this in the meantime.') },
  'wrong-stage': { status: 409, title: msg('This is not possible at this stage.') },
  'different-content': { status: 409, title: msg('The same thing was already received with other content.') },
  'too-large': { status: 413, title: msg('There is more in this than can be taken.') },
  invalid: { status: 422, title: msg('Please check what is marked.') },
  'slow-down': { status: 429, title: msg('Too many attempts. Please wait a little.') },
  unexpected: { status: 500, title: msg('Something went wrong on the server. Nothing was saved.') },
  unavailable: { status: 503, title: msg('The server cannot be reached just now.') },
} as const

export type ProblemKind = keyof typeof kinds

/**
 * One thing that is wrong with what was sent. `pointer` is a JSON pointer into the body ('/lines/0/target') or
 * '' for the whole; `code` is stable for programs; `text` is English with {params}, translated at the edge.
 */
export type Finding = { pointer: string; code: string; text: string; params?: Params }

export const finding = (pointer: string, code: string, text: string, params?: Params): Finding => ({
  pointer,
  code,
  text,
  params,
})

/** Of a text that is written in neither language. */
export const unwrittenFindings = (pointer: string, text: Names): Finding[] =>
  isEmptyText(text)
    ? [finding(`${pointer}/en`, 'required', msg('Please write this in Chinese, in English or in both.'))]
    : []

type Details = {
  text?: string
  params?: Params
  errors?: Finding[]
  current?: unknown
  stage?: string
  missing?: string
  /** With 'slow-down' and 'unavailable': after how many seconds to try again. */
  seconds?: number
  /** What went wrong underneath, for the log alone. */
  cause?: unknown
}

/** Thrown by actions and queries; the edge turns it into the reader's words. Rolls the transaction back. */
export class Problem extends Error {
  kind: ProblemKind
  details: Details
  constructor(kind: ProblemKind, details: Details = {}) {
    super(details.text ?? kinds[kind].title, { cause: details.cause })
    this.kind = kind
    this.details = details
  }
}

/**
 * `id` is the id that led to nothing, or to what is not the actor's to see: the same answer for both. Where it came
 * in a body, the kernel makes of this an 'invalid' that names the field.
 */
export const notFound = (id?: string): Problem => new Problem('not-found', { missing: id })

/** `stage` is the named state that closes the door, e.g. 'plan approved'. */
export const wrongStage = (stage: string, text: string, params?: Params): Problem =>
  new Problem('wrong-stage', { stage, text, params })

/** `current` is what stands on the server now, so that both can be shown to a person. */
export const stale = (current: unknown): Problem => new Problem('stale', { current })

/**
 * Refuses whoever changes another thing than the one they saw: `was` is what they saw of it, where they say so, and
 * `now` what stands, held until it is changed.
 */
export function mustBeAsSeen(was: object | undefined, now: Record<string, unknown>): void {
  if (!was) return
  const current = Object.fromEntries(Object.keys(was).map((field) => [field, now[field]]))
  if (canonical(was) !== canonical(current)) throw stale(current)
}

/** Throws 'invalid' if anything was found; a rule returns findings, the action refuses with all of them at once. */
export function refuseIf(findings: Finding[]): void {
  if (findings.length > 0) throw new Problem('invalid', { errors: findings })
}
