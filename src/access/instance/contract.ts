// The calls about the instance as a whole.
import { Type } from 'typebox'
import { call } from '../../base/call.ts'
import { Done, Line, nullable } from '../../base/schemas.ts'

export const instance = call({
  method: 'GET',
  path: '/api/instance',
  summary:
    'Whether this instance shows a sample, what stands in the way of clearing it, and whether one person does everything.',
  reply: Type.Object({
    sample: nullable(Type.String()),
    demo: Type.Boolean(),
    hasPassword: Type.Boolean(),
    /** what somebody submitted the same person may approve */
    onePerson: Type.Boolean(),
  }),
})

export const changeInstance = call({
  method: 'PUT',
  path: '/api/instance',
  summary:
    'Says whether one person does everything here, so that what is submitted may be approved by the same person.',
  once: 'none',
  open: 'in-person',
  body: Type.Object({ onePerson: Type.Boolean() }),
  reply: Done,
})

export const clearSample = call({
  method: 'POST',
  path: '/api/instance/clear-sample',
  summary: 'Removes the sample with everything entered into it, and leaves demo mode. Cannot be undone.',
  once: 'none',
  open: 'in-person',
  body: Type.Object({ pack: Line }),
  reply: Done,
})
