// The calls of the thread: everything linked to one thing, and where most threads begin.
import { Type } from 'typebox'
import { call } from '../base/call.ts'
import { refKinds } from '../base/refs.ts'
import { AnyText, Id, oneOf } from '../base/schemas.ts'

const RefShape = Type.Object({ kind: oneOf(refKinds), id: Id })
const DescribedShape = Type.Object({
  ...RefShape.properties,
  title: AnyText,
  of: AnyText,
  href: Type.String(),
})
const NodeShape = Type.Object({
  ...DescribedShape.properties,
  direction: oneOf(['here', 'up', 'down'] as const),
  level: Type.Integer(),
})

export const threadPage = call({
  method: 'GET',
  path: '/api/thread/:refKind/:refId',
  summary:
    'What one thing comes from and what follows of it, up to three steps each way, as far as the reader may see.',
  params: Type.Object({ refKind: oneOf(refKinds), refId: Id }),
  reply: Type.Object({
    /** The thing itself first, then by distance. */
    nodes: Type.Array(NodeShape),
    links: Type.Array(Type.Object({ from: RefShape, to: RefShape })),
    /** What is linked but not listed, because it would be too much to draw. */
    more: Type.Array(
      Type.Object({
        direction: oneOf(['up', 'down'] as const),
        kind: oneOf(refKinds),
        count: Type.Integer(),
      }),
    ),
    isWhole: Type.Boolean(),
  }),
})

const Counted = Type.Object({
  ...DescribedShape.properties,
  lines: Type.Integer(),
  places: Type.Integer(),
  reports: Type.Integer(),
})

export const threadStart = call({
  method: 'GET',
  path: '/api/thread',
  summary: 'The lessons that led to most plan lines and results, the lines with most links, and a search.',
  query: Type.Object({ text: Type.Optional(Type.String({ maxLength: 100 })) }),
  reply: Type.Object({
    /** Clauses, case steps and misconceptions by the plan lines that cite them. */
    lessons: Type.Array(Counted),
    /** Plan lines by what they cite (`lines` counts the citations) and what was reported against them. */
    lines: Type.Array(Counted),
    /** What the search found; empty without a text. */
    found: Type.Array(DescribedShape),
  }),
})
