// The calls about the instance as a whole.
import { Type } from 'typebox'
import { call } from '../../base/call.ts'
import { Done, Line, nullable } from '../../base/schemas.ts'

const Ways = Type.Object({
  /** where the programme's day begins and ends, e.g. 'Asia/Shanghai'; null: by the machine's own clock */
  timeZone: nullable(Type.String({ maxLength: 100 })),
  /** what somebody submitted the same person may approve */
  onePerson: Type.Boolean(),
})

export const instance = call({
  method: 'GET',
  path: '/api/instance',
  summary:
    'Whether this instance shows a sample, what stands in the way of clearing it, and whether one person does everything.',
  reply: Type.Object({
    sample: nullable(Type.String()),
    demo: Type.Boolean(),
    hasPassword: Type.Boolean(),
    ...Ways.properties,
    /** how many others may decide here or submit what is decided on: to them it applies as well */
    otherDeciders: Type.Integer({ minimum: 0 }),
    /** the zone of the machine that it runs on, which holds where none is chosen */
    machineTimeZone: Type.String(),
  }),
})

export const changeInstance = call({
  method: 'PUT',
  path: '/api/instance',
  summary: 'Sets by which clock the day begins and ends, and whether one person does everything here.',
  once: 'none',
  open: 'in-person',
  body: Type.Object({
    ...Ways.properties,
    /** that one person is to do everything although others could decide; asked for where there are such others */
    confirmed: Type.Optional(Type.Boolean()),
  }),
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
