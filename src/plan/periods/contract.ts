// The calls about plan periods.
import { Type } from 'typebox'
import { call } from '../../base/call.ts'
import { DayText, Done, Id, NamesShape, nullable, oneOf } from '../../base/schemas.ts'
import { Code } from '../indicators/contract.ts'
import { PeriodShape } from '../shapes.ts'

export const periods = call({
  method: 'GET',
  path: '/api/periods',
  summary: 'The periods published to the reader, which holds the present day, and for which plans are due.',
  reply: Type.Object({ periods: Type.Array(PeriodShape), currentId: nullable(Id), dueId: nullable(Id) }),
})

const PeriodBody = {
  names: NamesShape,
  /** a longer period that this one is a part of */
  parentPeriodId: nullable(Id),
  fromOn: DayText,
  /** not included */
  toOn: DayText,
  plansDueOn: DayText,
}

export const addPeriod = call({
  method: 'POST',
  path: '/api/periods',
  summary: 'Opens a period that the counties of a programme plan for.',
  body: Type.Object({ programmeId: Id, code: Code, ...PeriodBody }),
  reply: Done,
})

export const changePeriod = call({
  method: 'PUT',
  path: '/api/periods/:periodId',
  summary: 'Changes a period. Once a county plans for it, its days stay.',
  params: Type.Object({ periodId: Id }),
  body: Type.Object(PeriodBody),
  reply: Done,
})

export const changePeriodState = call({
  method: 'PUT',
  path: '/api/periods/:periodId/state',
  summary: 'Closes a period, after which neither its plans nor its reports change, or opens it again.',
  params: Type.Object({ periodId: Id }),
  body: Type.Object({ state: oneOf(['open', 'closed']) }),
  reply: Done,
})
