// A reply holds what its contract declares and nothing more: whatever else a query brought along does not go out.
import { isDeepStrictEqual } from 'node:util'
import { Compile } from 'typebox/compile'
import type { Call } from '../base/call.ts'
import { close } from './closed.ts'
import { schemaFindings } from './refusals.ts'
import type { Shape } from './shapes.ts'

/** How a call's answers are written. `exact`: one that holds less or more than its contract is an error instead. */
export function compileReply(call: Call, exact: boolean): (answer: unknown) => string {
  const declared = declaredOf(call)
  const write = (answer: unknown) => JSON.stringify(declared(answer ?? null))
  if (!exact) return write
  const reply = Compile(close(call.reply))
  return (answer) => {
    const whole = JSON.parse(JSON.stringify(answer ?? null))
    const faults = schemaFindings(reply.Errors(whole)).map(({ pointer, code }) => `${pointer} ${code}`)
    const text = write(answer)
    if (faults.length === 0 && !isDeepStrictEqual(JSON.parse(text), whole)) faults.push('/ cut short')
    if (faults.length === 0) return text
    throw new Error(`reply of ${call.method} ${call.path} does not keep its contract: ${faults.join('; ')}`)
  }
}

/**
 * Gives the declared part of an answer. Made once as source, since going over the schema at each reply costs as much
 * again as writing it: so it is a tenth of that, also for a class of 500 people.
 */
function declaredOf(call: Call): (answer: unknown) => unknown {
  try {
    return new Function('plain', 'each', `return (a) => ${partOf(call.reply, 'a', 0)}`)(plain, each)
  } catch (error) {
    throw new Error(`the reply of ${call.method} ${call.path}`, { cause: error })
  }
}

/** The source of what is declared of the value that stands at `at`. */
function partOf(shape: Shape, at: string, depth: number): string {
  const v = `v${depth}`
  if (shape.anyOf) {
    const shapes = shape.anyOf.filter(({ type }) => type !== 'null')
    if (shapes.length === 1) return partOf(shapes[0], at, depth)
    const inner = shapes.filter(({ type, items }) => type === 'object' || items)
    if (inner.length > 1) throw new Error('what is answered has one shape with fields, beside plain values')
    const whole = inner[0] ? partOf(inner[0], at, depth) : 'undefined'
    return `(typeof ${at} === 'object' && ${at} !== null ? ${whole} : ${at})`
  }
  if (shape.items) return `(${at} && ${at}.map((${v}) => ${partOf(shape.items, v, depth + 1)}))`
  if (shape.type !== 'object')
    return 'type' in shape || 'enum' in shape || 'const' in shape ? `plain(${at})` : at
  if (shape.additionalProperties === true) return at
  const [values] = Object.values(shape.patternProperties ?? {})
  if (values) return `(${at} && each(${at}, (${v}) => ${partOf(values, v, depth + 1)}))`
  const fields = Object.entries(shape.properties ?? {}).map(([name, inner]) => {
    const key = JSON.stringify(name)
    return `${key}: ${partOf(inner, `${at}[${key}]`, depth)}`
  })
  return `(${at} && { ${fields.join(', ')} })`
}

/** A text, number or the like; an object that stands in its place is not declared. */
const plain = (value: unknown): unknown =>
  typeof value !== 'object' || value === null || value instanceof Date ? value : undefined

const each = (value: object, part: (value: unknown) => unknown): unknown =>
  Object.fromEntries(Object.entries(value).map(([key, one]) => [key, part(one)]))
