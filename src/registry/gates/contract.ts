// The calls of the formation path: its gates, and what is asked at them.
import { Type } from 'typebox'
import { call } from '../../base/call.ts'
import { DayText, Done, Id, nullable } from '../../base/schemas.ts'
import { FormCode } from '../lists/contract.ts'

export const QuestionShape = Type.Object({
  code: Type.String({ minLength: 1, maxLength: 60 }),
  text: Type.Object({ zh: Type.String({ maxLength: 500 }), en: Type.String({ maxLength: 500 }) }),
})

const GateBody = {
  fromForm: FormCode,
  toForm: FormCode,
  /** whether the step may be left out on the way to a later form, with a reason */
  skippable: Type.Boolean(),
  questions: Type.Array(QuestionShape, { maxItems: 30 }),
}

export const listGates = call({
  method: 'GET',
  path: '/api/gates',
  summary: 'The formation path: from which form units go on to which, and what is asked there.',
  reply: Type.Object({
    gates: Type.Array(Type.Object({ id: Id, ...GateBody, retiredOn: nullable(DayText) })),
    mayChange: Type.Boolean(),
  }),
})

export const addGate = call({
  method: 'POST',
  path: '/api/gates',
  summary: 'Adds a step to the formation path.',
  body: Type.Object(GateBody),
  reply: Done,
})

export const changeGate = call({
  method: 'PUT',
  path: '/api/gates/:gateId',
  summary: 'Changes a step of the formation path or takes it off. Answers that were given stay as they were.',
  params: Type.Object({ gateId: Id }),
  body: Type.Object({ skippable: Type.Boolean(), questions: GateBody.questions, retired: Type.Boolean() }),
  reply: Done,
})

export const AnswerShape = Type.Object({
  code: Type.String({ minLength: 1, maxLength: 60 }),
  yes: Type.Boolean(),
  /** the counted fact that the answer rests on, and where it comes from */
  fact: Type.String({ maxLength: 1000 }),
})

/** How a unit came into a form, as it was said then. */
export const PassedShape = Type.Object({
  answers: Type.Array(
    Type.Object({ text: QuestionShape.properties.text, yes: Type.Boolean(), fact: Type.String() }),
  ),
  skipped: Type.Array(FormCode),
  reason: Type.String(),
})

export const WayShape = Type.Object({
  form: FormCode,
  skipped: Type.Array(FormCode),
  isBack: Type.Boolean(),
  questions: Type.Array(QuestionShape),
})
