// What an indicator said before it was defined anew, and the call that takes a new definition back.
import { Type } from 'typebox'
import { call } from '../../base/call.ts'
import { DayText, Done, Id, NamesShape, nullable, TextShape } from '../../base/schemas.ts'
import { mostTerms } from '../indicators/rules.ts'

export const mostEarlier = 100

export const EarlierShape = Type.Array(
  Type.Object({
    /** the first day of the period with which the next definition begins */
    untilOn: DayText,
    names: NamesShape,
    definition: TextShape,
    terms: nullable(
      Type.Array(Type.Object({ indicatorId: Id, weight: Type.Number() }), { maxItems: mostTerms }),
    ),
    /** who put the next one in its place, and when */
    by: NamesShape,
    on: DayText,
  }),
  { maxItems: mostEarlier },
)

/** Amid a period a definition may begin; null: no period begins on the day any longer. */
export const AnewShape = Type.Array(
  Type.Object({ on: DayText, period: nullable(NamesShape), names: NamesShape, definition: TextShape }),
  { maxItems: mostEarlier },
)

/** What an indicator says is read wherever it is planned, reported and added up. */
export const saidTouches = [
  'indicators',
  'plans',
  'plan-choices',
  'plan-lines',
  'reports',
  'carry-out',
  'roll-up',
  'roll-up.csv',
  'thread',
  'packs',
]

export const removeDefinition = call({
  method: 'DELETE',
  path: '/api/indicators/:indicatorId/definitions/:fromOn',
  summary:
    'Takes back the last definition of an indicator that began with a period, as long as no approved plan rests on it: what it said before holds again.',
  touches: saidTouches,
  params: Type.Object({ indicatorId: Id, fromOn: DayText }),
  reply: Done,
})
