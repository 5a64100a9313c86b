// A refusal as the browser holds it (RFC 9457), and which of its errors belongs to which field. Pure.

export type RefusalKind =
  | 'malformed'
  | 'sign-in'
  | 'not-permitted'
  | 'not-found'
  | 'stale'
  | 'wrong-stage'
  | 'different-content'
  | 'too-large'
  | 'invalid'
  | 'slow-down'
  | 'unexpected'
  | 'unavailable'

/** One thing that is wrong: where in the body (JSON pointer), a stable code, the reason in the reader's words. */
export type FieldError = { pointer: string; code: string; detail: string }

export type RefusalBody = {
  kind: RefusalKind
  status: number
  title: string
  detail?: string
  errors?: FieldError[]
  /** With kind 'stale': what stands on the server now. */
  current?: unknown
  /** With kind 'wrong-stage': the named state that closes the door. */
  stage?: string
}

/** Thrown by `send`; all texts are already in the reader's language. */
export class Refusal extends Error {
  kind: RefusalKind
  status: number
  title: string
  detail: string
  errors: FieldError[]
  current: unknown
  stage: string | undefined
  constructor(body: RefusalBody) {
    super(body.detail || body.title)
    this.name = 'Refusal'
    this.kind = body.kind
    this.status = body.status
    this.title = body.title
    this.detail = body.detail ?? ''
    this.errors = body.errors ?? []
    this.current = body.current
    this.stage = body.stage
  }
}

/** Thrown in place of a refusal by a screen that lets a person choose instead: its form says nothing beside that. */
export class LeftToChoose extends Error {}

/**
 * What becomes of a thing kept on the device when the server did not take it. 'later': it goes again by itself. 'sign
 * in': it waits for its maker. 'refused': a person must look at it. Only what is refused is ever offered to be given
 * up.
 */
export function verdictOf({ kind }: Refusal): 'later' | 'sign in' | 'refused' {
  if (kind === 'sign-in') return 'sign in'
  return kind === 'unavailable' || kind === 'slow-down' || kind === 'unexpected' ? 'later' : 'refused'
}

/** Reads a reply that is not 2xx; undefined where it is no problem document. */
export function readRefusal(status: number, body: unknown): Refusal | undefined {
  if (typeof body !== 'object' || body === null) return undefined
  const b = body as Partial<RefusalBody> & { type?: string }
  const kind = b.kind ?? b.type?.split('/').pop()
  if (!kind || !b.title) return undefined
  return new Refusal({ ...b, kind: kind as RefusalKind, status: b.status ?? status, title: b.title })
}

export type Sorted = { byField: Map<string, string[]>; others: FieldError[] }

/** Gives each error to the field of the same pointer, else to the nearest field above it, else to nobody. */
export function sortErrors(errors: FieldError[], pointers: string[]): Sorted {
  const fields = new Set(pointers)
  const byField = new Map<string, string[]>()
  const others: FieldError[] = []
  for (const error of errors) {
    let at = error.pointer
    while (at && !fields.has(at)) at = at.slice(0, at.lastIndexOf('/'))
    if (at) byField.set(at, [...(byField.get(at) ?? []), error.detail])
    else others.push(error)
  }
  return { byField, others }
}
