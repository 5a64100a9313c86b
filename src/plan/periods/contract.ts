// The calls about plan periods.
import { Type } from 'typebox'
import { call } from '../../base/call.ts'
import { DayText, Done, Id, NamesShape, nullable, oneOf, TextShape } from '../../base/schemas.ts'
import { DueDay, YearFrom } from '../../convene/programmes/contract.ts'
import { Code } from '../indicators/contract.ts'

/** Of the programme: the month that its year begins with, and the day of the next month when reports are due. */
export const CalendarShape = { yearFrom: YearFrom, dueDay: DueDay }

export const ReopenedShape = Type.Object({ on: DayText, by: NamesShape, reason: TextShape })

export const PeriodShape = Type.Object({
  id: Id,
  programmeId: Id,
  code: Type.String(),
  names: NamesShape,
  fromOn: DayText,
  toOn: DayText,
  bordersOn: DayText,
  /** the period that it is a part of; told where periods are listed */
  parentId: Type.Optional(nullable(Id)),
  /** null: no plans of its own are asked for, as of a year that adds up its quarters */
  plansDueOn: nullable(DayText),
  ...CalendarShape,
  state: oneOf(['open', 'closed']),
  /** how it was opened again after it had been closed; told where periods are listed, and of a plan */
  reopened: Type.Optional(nullable(ReopenedShape)),
})

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
  /** null: no plans of its own are asked for, as of a year that adds up its quarters */
  plansDueOn: nullable(DayText),
}

export const addPeriod = call({
  method: 'POST',
  path: '/api/periods',
  summary: 'Opens a period that the places of a programme plan for.',
  body: Type.Object({ programmeId: Id, code: Code, ...PeriodBody }),
  reply: Done,
})

const Part = Type.Object({
  code: Code,
  names: NamesShape,
  fromOn: DayText,
  /** not included */
  toOn: DayText,
  /** null: no plans of its own are asked for, as of a year that adds up its quarters */
  plansDueOn: nullable(DayText),
})

export const addYear = call({
  method: 'POST',
  path: '/api/periods/year',
  summary: 'Opens a longer period and its parts at once, all of them or none.',
  body: Type.Object({ programmeId: Id, whole: Part, parts: Type.Array(Part, { minItems: 1, maxItems: 12 }) }),
  reply: Done,
})

export const changePeriod = call({
  method: 'PUT',
  path: '/api/periods/:periodId',
  summary: 'Changes a period. Once a place plans for it, its days stay.',
  params: Type.Object({ periodId: Id }),
  body: Type.Object(PeriodBody),
  reply: Done,
})

export const periodClosing = call({
  method: 'GET',
  path: '/api/periods/:periodId/closing',
  summary:
    'What is missing in a period, for whoever may close it, and when it was closed and opened again before.',
  params: Type.Object({ periodId: Id }),
  reply: Type.Object({
    lacks: Type.Array(
      Type.Object({
        code: Type.String(),
        text: Type.String(),
        /** the list in which the places are found */
        href: Type.String(),
        /** the first of them */
        places: Type.Array(Type.Object({ id: Id, names: NamesShape, href: Type.String() })),
        /** how many there are besides */
        more: Type.Integer(),
      }),
    ),
    steps: Type.Array(
      Type.Object({
        kind: oneOf(['closed', 'reopened']),
        on: DayText,
        by: NamesShape,
        reason: nullable(TextShape),
      }),
    ),
  }),
})

export const changePeriodState = call({
  method: 'PUT',
  path: '/api/periods/:periodId/state',
  summary:
    'Closes a period, whatever is missing in it once its parts are closed, after which neither its plans nor its reports change; or opens it again, with a reason.',
  params: Type.Object({ periodId: Id }),
  body: Type.Object({
    state: oneOf(['open', 'closed']),
    /** why it is opened again */
    reason: Type.Optional(TextShape),
  }),
  reply: Done,
})
