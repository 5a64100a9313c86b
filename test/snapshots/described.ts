// An OpenAPI description written so that people can compare two of them: a paragraph a call, then one a named shape,
// shapes as TypeScript has them. Examples, and what parameters mean, are held by src/app/server/openapi.test.ts.
type Shape = {
  type?: string | string[]
  properties?: Record<string, Shape>
  patternProperties?: Record<string, Shape>
  required?: string[]
  additionalProperties?: boolean | Shape
  items?: Shape | Shape[]
  anyOf?: Shape[]
  allOf?: Shape[]
  enum?: unknown[]
  const?: unknown
  $ref?: string
}
type Content = Record<string, { schema?: Shape }>
type Parameter = { name: string; in: string; required?: boolean; schema: Shape } | { $ref: string }
type Operation = {
  operationId: string
  tags: string[]
  summary: string
  security?: object[]
  parameters?: Parameter[]
  requestBody?: { content: Content }
  responses: Record<string, { content?: Content; $ref?: string }>
}
type Description = {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Shape> }
}

export function described({ paths, components }: Description): string {
  const calls = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      head: `${path} ${method.toUpperCase()}`,
      operation,
    })),
  )
  calls.sort((a, b) => (a.head < b.head ? -1 : 1))
  const shapes = Object.entries(components.schemas).sort(([a], [b]) => (a < b ? -1 : 1))
  const paragraphs = [
    ...calls.map(({ head, operation }) => paragraph(head, operation)),
    ...shapes.map(([name, shape]) => fits(`${name} = `, shape)),
  ]
  return `${paragraphs.join('\n\n')}\n`
}

function paragraph(
  head: string,
  { operationId, tags, summary, security = [], parameters = [], requestBody, responses }: Operation,
): string {
  const asked = parameters.map((one) =>
    '$ref' in one
      ? `  may send ${named(one.$ref)}`
      : fits(`  ${one.in} ${one.name}${one.required ? '' : '?'}: `, one.schema),
  )
  const body = requestBody ? contentOf('body', requestBody.content) : []
  const answers = Object.entries(responses).flatMap(([status, { content }]) =>
    content ? contentOf(status, content) : [],
  )
  const others = Object.keys(responses).filter((status) => !responses[status].content)
  const ways = security.map((way) => Object.keys(way).join('+')).join(' or ') || 'anyone'
  return [
    head,
    `  ${summary}`,
    `  ${operationId} of ${tags.join(', ')}, by ${ways}`,
    ...asked,
    ...body,
    ...answers,
    `  or ${others.join(' ')}`,
  ].join('\n')
}

const named = (ref: string): string => ref.slice(ref.lastIndexOf('/') + 1)

const contentOf = (name: string, content: Content): string[] =>
  Object.entries(content).map(([type, { schema }]) =>
    fits(`  ${name} ${type === 'application/json' ? '' : `${type} `}`, schema ?? {}),
  )

/** On one line where it fits, else a line a property. */
function fits(start: string, shape: Shape): string {
  const line = start + shown(shape)
  if (line.length <= 120) return line
  return start + shown(shape, ' '.repeat(start.length - start.trimStart().length))
}

/** That what is sent is closed is held by src/app/server/openapi.test.ts, and would only stand on every line here. */
const restOf = ({
  type: _t,
  properties: _p,
  required: _r,
  items: _i,
  anyOf: _a,
  allOf: _l,
  additionalProperties,
  ...others
}: Shape) => {
  const rest = additionalProperties === true ? { ...others, additionalProperties } : others
  return Object.keys(rest).length > 0 ? JSON.stringify(rest) : ''
}

/** `indent` is null for all on one line. */
function shown(shape: Shape, indent: string | null = null): string {
  if (shape.$ref) return named(shape.$ref)
  if (shape.anyOf) return shape.anyOf.map((one) => shown(one, indent)).join(' | ') + restOf(shape)
  if (shape.allOf) return shape.allOf.map((one) => shown(one, indent)).join(' & ') + restOf(shape)
  if (shape.enum) return shape.enum.map((one) => JSON.stringify(one)).join(' | ')
  if (typeof shape.additionalProperties === 'object')
    return `{ [name]: ${shown(shape.additionalProperties, indent)} }${restOf(shape)}`
  if (shape.properties) {
    const { properties, required = [] } = shape
    const names = Object.keys(properties)
    const one = (name: string, deeper: string | null) =>
      `${name}${required.includes(name) ? '' : '?'}: ${shown(properties[name], deeper)}`
    if (indent === null) return `{ ${names.map((name) => one(name, null)).join(', ')} }${restOf(shape)}`
    const deeper = `${indent}  `
    const lines = names.map((name) => {
      const line = deeper + one(name, null)
      return line.length <= 120 ? line : deeper + one(name, deeper)
    })
    return `{\n${lines.join('\n')}\n${indent}}${restOf(shape)}`
  }
  if (shape.items && !Array.isArray(shape.items)) return `(${shown(shape.items, indent)})[]${restOf(shape)}`
  return [shape.type ?? '', restOf(shape)].filter(Boolean).join(' ') || 'anything'
}
