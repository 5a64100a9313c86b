// The shapes of all calls, each that has a name said once. A shape is known by what its contract declares, however
// often it was closed or made optional since; its name is the one that it has there.
import { IsSchema, type TSchema } from 'typebox'
import * as base from '../../base/schemas.ts'
import { visibleLine } from '../../base/spelling.ts'
import { asDeclared } from '../closed.ts'
import type { Contracts } from '../room.ts'
import { type Shape, withFormat } from '../shapes.ts'

/** Formats that only Hezuo knows, in words instead. */
const inWords: Record<string, string> = {
  [visibleLine]: 'One line, of signs that can be seen.',
  'said-date': 'As far as it was said: a year, a month, a third of a month or a day between 1700 and 2200.',
}

const idPattern = (base.Id as Shape).pattern

export type Describe = (schema: TSchema) => object
export type Schemas = { describe: Describe; named: Record<string, object> }

/** `named` fills as shapes are described. */
export function openSchemas(rooms: { name: string; contracts?: Contracts }[]): Schemas {
  const known = namesOf(rooms)
  const named: Record<string, object> = {}
  const describe: Describe = (schema) => {
    const shape: Shape = schema
    const name = known(shape)
    const own = inFull(shape)
    if (!name) return own
    const declared = asDeclared(shape)
    // What comes in is closed; what goes out may be read by who knows less of it.
    const isClosed = declared !== shape && JSON.stringify(own) !== JSON.stringify(inFull(declared))
    const told = isClosed ? `${name}Input` : name
    named[told] ??= own
    return { $ref: `#/components/schemas/${told}` }
  }
  const each = (shapes: Record<string, Shape>) =>
    Object.fromEntries(Object.entries(shapes).map(([name, one]) => [name, describe(withFormat(name, one))]))
  const done = new Map<Shape, object>()
  const inFull = (shape: Shape): object => {
    const known = done.get(shape) ?? written(shape)
    done.set(shape, known)
    return known
  }
  const written = (shape: Shape): object => {
    const { properties, patternProperties, items, anyOf, format, ...rest } = shape
    // A record: of any name where it says none.
    const [values] = Object.values(patternProperties ?? {})
    return {
      ...(shape.enum?.every((one) => typeof one === 'string') ? { type: 'string' } : {}),
      ...rest,
      ...(format === undefined ? {} : inWords[format] ? { description: inWords[format] } : { format }),
      ...(shape.pattern === idPattern ? { format: 'uuid' } : {}),
      ...(properties ? { properties: each(properties) } : {}),
      ...(values ? { additionalProperties: describe(values) } : {}),
      ...(items ? { items: describe(items) } : {}),
      ...(anyOf ? { anyOf: anyOf.map(describe) } : {}),
    }
  }
  return { describe, named }
}

/** Gives the name of a shape: of a room's with the room before it. */
function namesOf(rooms: { name: string; contracts?: Contracts }[]): (shape: Shape) => string | undefined {
  const names = new Map<Shape, string>()
  const byText = new Map<string, Set<string>>()
  const keep = (room: string, exported: Record<string, unknown>) => {
    for (const [title, shape] of Object.entries(exported)) {
      if (!IsSchema(shape) || '~optional' in shape || names.has(shape)) continue
      const own = title.replace(/Shape$/, '')
      const name = own.startsWith(room) ? own : room + own
      names.set(shape, name)
      const text = JSON.stringify(shape)
      byText.set(text, (byText.get(text) ?? new Set()).add(name))
    }
  }
  keep('', base)
  for (const { name, contracts = {} } of rooms)
    for (const contract of Object.values(contracts)) keep(pascal(name), contract)
  return (shape) => {
    const declared = asDeclared(shape)
    const name = names.get(declared)
    // Made optional it is another object: known by its text, where one name alone has it.
    if (name || !('~optional' in declared)) return name
    const alike = [...(byText.get(JSON.stringify(declared)) ?? [])]
    return alike.length === 1 ? alike[0] : undefined
  }
}

/** 'carry-out' → 'CarryOut' */
export const pascal = (name: string): string =>
  name.replace(/(^|-)([a-z])/g, (_all, _dash, first: string) => first.toUpperCase())
