// The calls about programmes.
import { Type } from 'typebox'
import { call } from '../../base/call.ts'
import { DayText, Done, Id, NamesShape, oneOf } from '../../base/schemas.ts'
import { mostStages, stageKinds } from '../classes/rules.ts'
import { mostSessions } from '../sessions/rules.ts'
import { firstDueDay, lastDueDay } from './rules.ts'

export const YearFrom = Type.Integer({ minimum: 1, maximum: 12 })
export const DueDay = Type.Integer({ minimum: firstDueDay, maximum: lastDueDay })

export const ProgrammeShape = Type.Object({
  id: Id,
  names: NamesShape,
  placeId: Id,
  historical: Type.Boolean(),
  lead: NamesShape,
  /** the month that its year begins with */
  yearFrom: YearFrom,
  /** the day of the next month on which reports of a month are due */
  dueDay: DueDay,
})

const Minutes = Type.Integer({ minimum: 0, maximum: 1440 })
/** When a session begins and ends, in minutes of the day. */
const Times = { startsAt: Minutes, endsAt: Minutes }
/** Which of the stages, the first being 1. */
const StageNumber = Type.Integer({ minimum: 1, maximum: mostStages })

export const StagesShape = Type.Array(Type.Object({ kind: oneOf(stageKinds), names: NamesShape }), {
  minItems: 1,
  maxItems: mostStages,
})
/** A session that a class begins with. */
export const BegunSession = Type.Object({ stage: StageNumber, title: NamesShape, onDay: DayText, ...Times })
/** The class that new ones may be begun from, its sessions by the day of the class, the first being 1. */
export const ExampleShape = Type.Object({
  names: NamesShape,
  purpose: NamesShape,
  stages: StagesShape,
  sessions: Type.Array(
    Type.Object({ stage: StageNumber, day: Type.Integer({ minimum: 1 }), ...Times, title: NamesShape }),
    { maxItems: mostSessions },
  ),
})
/** What is not said is as usual in a new programme, and stays in another. */
const Calendar = { yearFrom: Type.Optional(YearFrom), dueDay: Type.Optional(DueDay) }

export const makeProgramme = call({
  method: 'POST',
  path: '/api/programmes',
  summary: 'Begins a programme run by one place.',
  body: Type.Object({ placeId: Id, names: NamesShape, lead: NamesShape, ...Calendar }),
  reply: Done,
})

export const changeProgramme = call({
  method: 'PUT',
  path: '/api/programmes/:programmeId',
  summary:
    'Renames a programme, says anew what it is about, or changes its calendar. The month that its year begins with stays once something is planned that is not reported every month.',
  params: Type.Object({ programmeId: Id }),
  body: Type.Object({ names: NamesShape, lead: NamesShape, ...Calendar }),
  reply: Done,
})

export const keepExample = call({
  method: 'PUT',
  path: '/api/classes/:classId/example',
  summary:
    'Has a class stand as the example of its programme: its name, purpose, stages, and sessions by their days.',
  params: Type.Object({ classId: Id }),
  reply: Done,
})
