// Calls of the house itself: what no single room could answer.
import { Type } from 'typebox'
import { call } from '../base/call.ts'
import { nullable } from '../base/schemas.ts'

const Share = Type.Object({ n: Type.Integer(), of: Type.Integer() })

export const stagesNow = call({
  method: 'GET',
  path: '/api/stages',
  summary: 'How far each stage of the loop has come, as far as the reader may see it: for the rail.',
  reply: Type.Object({
    /** accepted people of the seats of the class that runs or ran last */
    convene: nullable(Share),
    /** published cases */
    cases: Type.Integer(),
    /** whether an examination waits for answers */
    examine: Type.Boolean(),
    /** approved plans of the counties that plan */
    plan: nullable(Share),
  }),
})
