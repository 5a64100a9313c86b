// The calls about programmes.
import { Type } from 'typebox'
import { call } from '../../base/call.ts'
import { Done, Id, NamesShape } from '../../base/schemas.ts'
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
