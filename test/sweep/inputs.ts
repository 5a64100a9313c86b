// Fills a call with ids of given records and with whatever else its schema asks for, so that it is well-formed and
// only the question "whose is it?" is left to decide.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Value from 'typebox/value'
import type { Call } from '../../src/base/call.ts'
import { newId } from '../../src/base/ids.ts'

const root = join(import.meta.dirname, '..', '..')

type Schema = {
  type?: string
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  anyOf?: Schema[]
  enum?: unknown[]
  const?: unknown
  pattern?: string
  format?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  minItems?: number
}

/** The tables of all rooms, by what they hold: `visit` → `carry_out.visit`. */
const tablesByName = Map.groupBy(
  globSync('src/**/tables.ts', { cwd: root }).flatMap((path) => {
    const text = readFileSync(join(root, path), 'utf8')
    return [...text.matchAll(/^ +'([a-z_]+\.[a-z_]+)':/gm)].map(([, table]) => table)
  }),
  (table) => table.slice(table.indexOf('.') + 1),
)

/** An id that is not called as its table: what it may mean. */
const otherwise: Record<string, string[]> = {
  caseId: ['cases.practice_case'],
  commentId: ['plan.line_comment'],
  sessionId: ['convene.session'],
  sheetId: ['plan.condition_sheet'],
  signInId: ['access.session'],
  stepId: ['cases.case_step'],
  supersedesId: ['carry_out.report'],
  cardId: ['examine.misconception'],
  candidateId: ['registry.person', 'registry.place'],
  numeratorId: ['plan.indicator'],
  denominatorId: ['plan.indicator'],
  partId: ['plan.indicator_part'],
  reporterId: ['registry.place'],
  eventId: ['registry.place_event'],
  deliveryId: ['exchange.webhook_delivery'],
}

const tablesOf = (name: string): string[] | undefined =>
  otherwise[name] ??
  tablesByName.get(name.replace(/Id$/, '').replace(/[A-Z]/g, (sign) => `_${sign.toLowerCase()}`))

/** Names that only say a thing's part in this call. */
const sameAs: Record<string, string> = { under: 'placeId' }

/** References of any kind: what each kind's id is in. */
export const kindTables: Record<string, string> = {
  clause: 'study.clause',
  case_step: 'cases.case_step',
  misconception: 'examine.misconception',
  plan_line: 'plan.plan_line',
  report: 'carry_out.report',
  commitment: 'carry_out.commitment',
}

const asName = (text: string) => text[0].toLowerCase() + text.slice(1)

/** The tables that an id of this name may stand for. A name that is new fails until the sweep is taught it. */
export function tablesFor(name: string, call: Call): string[] {
  const plain = sameAs[name] ?? name.replace(/Ids$/, 'Id')
  // toPlaceId, successorPersonId, ownerPostId: the part before only says which one.
  const parts = plain.split(/(?=[A-Z])/)
  for (let from = 0; from < parts.length - 1; from++) {
    const tables = tablesOf(asName(parts.slice(from).join('')))
    if (tables) return tables
  }
  throw new Error(`teach the sweep what ${name} is (${call.method} ${call.path})`)
}

const isIdName = (name: string) => /Ids?$/.test(name) || name in sameAs
const samples = [
  '1954-04-01',
  '1954-04',
  'test-code',
  'a'.repeat(43),
  'a'.repeat(342),
  'a'.repeat(64),
  '12:00',
  'hezuo-2026-11-24T10-00-00Z.tar.gz',
  'somebody@example.org',
  '2026-11-23T10:00:00Z',
  'zh',
]
/** What the rooms list, and a contract only bounds by a pattern: one of each. */
const listed: Record<string, string> = {
  'GET /api/exports/tables/:table table': 'people',
  'POST /api/imports/upload kind': 'people',
  'GET /api/import-templates/:kind kind': 'people',
  'POST /api/webhooks kinds': 'person',
  'POST /api/webhooks url': 'https://example.org/hezuo',
}
const uuid = /0-9a-f\]\{8\}-/

export type Pick = (tables: string[]) => string

/** A value that fits the schema; ids come from `pick`. */
function fitting(schema: Schema, name: string, call: Call, pick: Pick, kind: string | undefined): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return kind && schema.enum.includes(kind) ? kind : schema.enum[0]
  if (schema.anyOf) {
    const some = schema.anyOf.find((one) => one.type !== 'null') ?? schema.anyOf[0]
    return fitting(some, name, call, pick, kind)
  }
  switch (schema.type) {
    case 'object':
      return objectOf(schema, call, pick, kind)
    case 'array':
      return Array.from({ length: Math.max(schema.minItems ?? 1, 1) }, () =>
        fitting(schema.items ?? {}, name, call, pick, kind),
      )
    case 'boolean':
      return true
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, Math.min(1, schema.maximum ?? 1))
    case 'null':
      return null
    case 'string':
      return textOf(schema, name, call, pick)
    default:
      return {}
  }
}

function textOf(schema: Schema, name: string, call: Call, pick: Pick): string {
  if (schema.pattern && uuid.test(schema.pattern))
    return isIdName(name) ? pick(tablesFor(name, call)) : newId()
  const known = listed[`${call.method} ${call.path} ${name}`]
  if (known) return known
  const { pattern, minLength = 0, maxLength = 1000 } = schema
  const texts = [...samples, 'x'.repeat(Math.max(minLength, 1)), '试'.repeat(Math.max(minLength, 1))]
  const found = (pattern ? texts : ['sweep'.padEnd(minLength, '.'), ...texts]).find(
    (text) =>
      (!pattern || new RegExp(pattern).test(text)) && text.length >= minLength && text.length <= maxLength,
  )
  if (found === undefined)
    throw new Error(`teach the sweep a text for ${pattern} (${name} of ${call.method} ${call.path})`)
  return found
}

function objectOf(schema: Schema, call: Call, pick: Pick, kind: string | undefined): Record<string, unknown> {
  const made: Record<string, unknown> = {}
  const shapes = schema.properties ?? {}
  // { kind, id } and { kind, refId } name a record of any of the kinds that the thread knows.
  const isRef = ('kind' in shapes || 'refKind' in shapes) && kind !== undefined
  for (const [name, shape] of Object.entries(shapes)) {
    // A list is read from its beginning.
    if (name === 'after') continue
    made[name] =
      isRef && (name === 'id' || name === 'refId')
        ? pick([kindTables[kind]])
        : fitting(shape, name, call, pick, kind)
  }
  return made
}

export type Input = { params?: Record<string, string>; query?: Record<string, unknown>; body?: unknown }

/** The id names that a call's path, query and body carry, each with whether it stands in the path. */
export function idsOf(call: Call): { name: string; isInPath: boolean }[] {
  const found: { name: string; isInPath: boolean }[] = []
  const walk = (schema: Schema | undefined, isInPath: boolean, name = ''): void => {
    if (!schema) return
    if (schema.pattern && uuid.test(schema.pattern) && isIdName(name)) found.push({ name, isInPath })
    for (const [inner, shape] of Object.entries(schema.properties ?? {})) walk(shape, isInPath, inner)
    if (schema.items) walk(schema.items, isInPath, name)
    for (const one of schema.anyOf ?? []) walk(one, isInPath, name)
  }
  walk(call.params as Schema | undefined, true)
  walk(call.query as Schema | undefined, false)
  if (!call.raw) walk(call.body as Schema | undefined, false)
  return found
}

/**
 * The ids that a call's body carries, each with a JSON pointer to the first of its kind; not those made on the device.
 */
export function bodyIdsOf(call: Call): { name: string; pointer: string }[] {
  const found = new Map<string, string>()
  const walk = (schema: Schema | undefined, pointer: string, name: string): void => {
    if (!schema) return
    if (schema.pattern && uuid.test(schema.pattern) && isIdName(name)) found.set(pointer, name)
    const isRef = 'kind' in (schema.properties ?? {})
    for (const [inner, shape] of Object.entries(schema.properties ?? {}))
      if (inner !== 'was') walk(shape, `${pointer}/${inner}`, inner === 'id' && isRef ? 'refId' : inner)
    if (schema.items) walk(schema.items, `${pointer}/0`, name)
    for (const one of schema.anyOf ?? []) walk(one, pointer, name)
  }
  if (!call.raw) walk(call.body as Schema | undefined, '', '')
  return [...found].map(([pointer, name]) => ({ name, pointer }))
}

/** How often a call has to be sent so that every meaning of its ids, and every kind of reference, was tried. */
export function variantsOf(call: Call): { at: number; kind: string | undefined }[] {
  const most = Math.max(
    1,
    ...idsOf(call).map(({ name }) => (name === 'refId' ? 1 : tablesFor(name, call).length)),
  )
  const text = JSON.stringify([call.params, call.query, call.body])
  const kinds = Object.keys(kindTables).filter((kind) => text.includes(`"${kind}"`))
  const variants = Array.from({ length: most }, (_, at) => ({ at, kind: undefined as string | undefined }))
  return kinds.length > 1 ? kinds.map((kind) => ({ at: 0, kind })) : variants
}

/** A well-formed input of the call; fails where the sweep cannot make one, so that nothing is swept in vain. */
export function inputFor(call: Call, pick: Pick, kind: string | undefined): Input {
  const make = (schema: unknown) => fitting(schema as Schema, '', call, pick, kind)
  const input: Input = {}
  if (call.params) input.params = make(call.params) as Record<string, string>
  if (call.query) input.query = make(call.query) as Record<string, unknown>
  if (call.raw) input.body = Buffer.from('sweep')
  else if (call.body) input.body = make(call.body)
  for (const part of ['params', 'query', ...(call.raw ? [] : ['body'])] as const) {
    const schema = call[part as keyof Call]
    const isFit = !schema || Value.Check(schema as never, input[part as keyof Input])
    if (!isFit) throw new Error(`teach the sweep to fill ${part} of ${call.method} ${call.path}`)
  }
  return input
}
