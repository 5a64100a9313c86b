// What the name of a text promises of it: instants end in `At`, days in `On`. So no contract has to say it; it is held
// of what comes in, of replies in tests and development, and told in the description of the interface.
import type { TSchema } from 'typebox'

/** A schema as it is gone over: TypeBox's own types only know what each maker gives. */
export type Shape = TSchema & {
  type?: string
  properties?: Record<string, Shape>
  required?: string[]
  patternProperties?: Record<string, Shape>
  additionalProperties?: unknown
  items?: Shape
  minItems?: number
  anyOf?: Shape[]
  allOf?: Shape[]
  enum?: unknown[]
  const?: unknown
  pattern?: string
  format?: string
}

const promised: [name: RegExp, format: string][] = [
  [/(^at|At)$/, 'date-time'],
  [/(^on|On)$/, 'date'],
  [/^email$/, 'email'],
]

/** A field's shape with the format that its name promises, where its contract says nothing of the text. */
export function withFormat(name: string, shape: Shape): Shape {
  const format = promised.find(([pattern]) => pattern.test(name))?.[1]
  return format ? formatted(shape, format) : shape
}

function formatted(shape: Shape, format: string): Shape {
  if (shape.anyOf) return copy(shape, { anyOf: shape.anyOf.map((one) => formatted(one, format)) })
  if (shape.type !== 'string' || shape.pattern || shape.format) return shape
  return copy(shape, { format })
}

/** With the marks that TypeBox keeps on a schema without showing them. */
export const copy = (shape: Shape, changed: Partial<Shape>): Shape =>
  Object.assign(Object.defineProperties({}, Object.getOwnPropertyDescriptors(shape)), changed)
