// The calls about the lines of a plan.
import { Type } from 'typebox'
import { call } from '../../base/call.ts'
import { Done, Id, nullable, TextShape } from '../../base/schemas.ts'
import { CitationShape, EditVersion, LineBody } from '../shapes.ts'

/** A line shows in its plan, in all that is made of plans, and at what it cites. */
const lineTouches = [
  'plans',
  'plan-board',
  'plan-choices',
  'plan-lines',
  'carry-out',
  'roll-up',
  'roll-up.csv',
  'thread',
  'cases',
  'case-steps',
  'policies',
  'misconceptions',
  'stages',
]

export const addLine = call({
  method: 'POST',
  path: '/api/plans/:planId/lines',
  summary: 'Puts a line into a plan. Refused where the trade has no condition sheet.',
  touches: lineTouches,
  params: Type.Object({ planId: Id }),
  body: Type.Object(LineBody),
  reply: Done,
})

export const changeLine = call({
  method: 'PUT',
  path: '/api/plan-lines/:planLineId',
  summary:
    'Changes a line from the version that the reader saw; another version answers with what stands now.',
  touches: lineTouches,
  params: Type.Object({ planLineId: Id }),
  body: Type.Object({ ...LineBody, editVersion: EditVersion }),
  reply: Done,
})

export const removeLine = call({
  method: 'DELETE',
  path: '/api/plan-lines/:planLineId',
  summary: 'Takes a line out of a draft or returned plan, unless it was approved before.',
  touches: lineTouches,
  params: Type.Object({ planLineId: Id }),
  query: Type.Object({ editVersion: EditVersion }),
  reply: Done,
})

export const citeInLine = call({
  method: 'POST',
  path: '/api/plan-lines/:planLineId/citations',
  summary: 'Lets a line cite one more clause, case step or misconception.',
  touches: lineTouches,
  params: Type.Object({ planLineId: Id }),
  body: CitationShape,
  reply: Done,
})

export const decideLine = call({
  method: 'PUT',
  path: '/api/plan-lines/:planLineId/decision',
  summary:
    "Sets the district's figure beside the county's proposal, which stays; null takes the decision back.",
  touches: lineTouches,
  params: Type.Object({ planLineId: Id }),
  body: Type.Object({ decidedTarget: nullable(Type.Number()), reason: TextShape, editVersion: EditVersion }),
  reply: Done,
})
