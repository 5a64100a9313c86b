// The calls about what is said at a line.
import { Type } from 'typebox'
import { call } from '../../base/call.ts'
import { Done, Id, TextShape } from '../../base/schemas.ts'

export const commentOnLine = call({
  method: 'POST',
  path: '/api/plan-lines/:planLineId/comments',
  summary: 'Writes a comment on a line.',
  once: 'id',
  touches: ['plans', 'plan-board'],
  params: Type.Object({ planLineId: Id }),
  body: Type.Object({
    /** made on the device, so that sending again is recognised */
    id: Id,
    text: TextShape,
  }),
  reply: Done,
})

export const resolveComment = call({
  method: 'PUT',
  path: '/api/plan-comments/:commentId',
  summary: 'Marks a comment as settled, or opens it again.',
  touches: ['plans', 'plan-board'],
  params: Type.Object({ commentId: Id }),
  body: Type.Object({ resolved: Type.Boolean() }),
  reply: Done,
})
