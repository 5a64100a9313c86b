// The calls about the units of figures.
import { Type } from 'typebox'
import { call } from '../../base/call.ts'
import { DayText, Done, Id, NamesShape, nullable } from '../../base/schemas.ts'

/** What records name a unit by. */
export const UnitCode = Type.String({ minLength: 1, maxLength: 20 })

const UnitBody = {
  names: NamesShape,
  /** figures are read and typed in so many of it, under a name of their own */
  scale: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
  scaledNames: nullable(NamesShape),
}
/** its figures are shares of something, and no two of them are added; where a program does not say it, its names do */
const isShare = Type.Boolean()
const UnitEntry = { ...UnitBody, isShare: Type.Optional(isShare) }
export const UnitShape = Type.Object({
  id: Id,
  code: UnitCode,
  ...UnitBody,
  isShare,
  retiredOn: nullable(DayText),
})

export const listUnits = call({
  method: 'GET',
  path: '/api/units',
  summary: 'The units of figures that all programmes share.',
  reply: Type.Object({
    units: Type.Array(Type.Object({ ...UnitShape.properties, isUsed: Type.Boolean() })),
    mayChange: Type.Boolean(),
  }),
})

export const addUnit = call({
  method: 'POST',
  path: '/api/units',
  summary: 'Adds a unit of figures.',
  body: Type.Object({ code: UnitCode, ...UnitEntry }),
  reply: Done,
})

export const changeUnit = call({
  method: 'PUT',
  path: '/api/units/:unitId',
  summary: 'Renames a unit or takes it off the list. Of one in use the scale stays.',
  params: Type.Object({ unitId: Id }),
  body: Type.Object({ ...UnitEntry, retired: Type.Boolean() }),
  reply: Done,
})
