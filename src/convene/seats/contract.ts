// The calls about the seats of a class.
import { Type } from 'typebox'
import { call } from '../../base/call.ts'
import { After, Id, NamesShape, Next, nullable, PageOf, Small } from '../../base/schemas.ts'
import { inClass } from '../classes/contract.ts'

const CellShape = Type.Object({ placeId: Id, postId: Id, seats: Type.Integer({ minimum: 0, maximum: 9999 }) })
const SeatCell = Type.Object({
  ...CellShape.properties,
  /** null where the reader may not read the place's nominations */
  accepted: nullable(Type.Integer()),
  live: nullable(Type.Integer()),
})
const SeatChange = Type.Object({
  id: Id,
  at: Type.String(),
  by: NamesShape,
  placeId: Id,
  postId: Id,
  from: Type.Integer(),
  to: Type.Integer(),
  reason: Type.String(),
})

export const seatTable = call({
  method: 'GET',
  path: '/api/classes/:classId/seats',
  summary: 'The seats of a class by place and post, and how often they were changed since the notice.',
  params: inClass,
  reply: Type.Object({
    version: Type.Integer(),
    capacity: Type.Integer(),
    cells: Type.Array(SeatCell),
    changes: Type.Integer(),
  }),
})

export const seatChanges = call({
  method: 'GET',
  path: '/api/classes/:classId/seat-changes',
  summary: 'Which seats went from where to where after the notice, the latest first, a page at a time.',
  params: inClass,
  query: Type.Object({ after: After }),
  reply: Type.Object({ changes: PageOf(SeatChange), next: Next }),
})

export const changeSeats = call({
  method: 'PUT',
  path: '/api/classes/:classId/seats',
  summary:
    'Changes cells of the seat table, all or none. Stale where one of them was changed since the version.',
  params: inClass,
  body: Type.Object({
    version: Small,
    cells: Type.Array(CellShape, { minItems: 1, maxItems: 3000 }),
    reason: Type.String({ maxLength: 500 }),
  }),
  reply: Type.Object({ version: Type.Integer() }),
})
