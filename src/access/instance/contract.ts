// The calls about the instance as a whole.
import { Type } from 'typebox'
import { call } from '../../base/call.ts'
import { Done, Line, nullable } from '../../base/schemas.ts'

export const instance = call({
  method: 'GET',
  path: '/api/instance',
  summary: 'Whether this instance shows a sample, and what stands in the way of clearing it.',
  reply: Type.Object({ sample: nullable(Type.String()), demo: Type.Boolean(), hasPassword: Type.Boolean() }),
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
