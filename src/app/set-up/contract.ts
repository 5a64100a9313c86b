// The call of the way on which a programme is set up.
import { Type } from 'typebox'
import { roles } from '../../access/rules.ts'
import { call } from '../../base/call.ts'
import { MonthText, NamesShape, nullable, oneOf } from '../../base/schemas.ts'
import { stageKinds } from '../../convene/classes/rules.ts'
import { frequencies } from '../../plan/frequency/rules.ts'
import { CalledLevel, LevelCode } from '../../registry/levels/contract.ts'
import { deeds, lacks, mostFirst, steps } from './rules.ts'

const Some = Type.Array(NamesShape)
const n = Type.Integer()

export const setUpPath = call({
  method: 'GET',
  path: '/api/set-up/path',
  summary:
    'The steps in which a programme is set up, what each lacks, and what will be possible with what stands: who may do what, a first class and a first plan. For those who set it up.',
  reply: Type.Object({
    steps: Type.Array(
      Type.Object({ step: oneOf(steps), lacks: Type.Array(oneOf(lacks)), isDone: Type.Boolean() }),
    ),
    /** how many there are; retired ones do not count */
    counts: Type.Object({
      levels: n,
      places: n,
      planningPlaces: n,
      programmes: n,
      ownPapers: n,
      forms: n,
      countedForms: n,
      trades: n,
      posts: n,
      units: n,
      gates: n,
      indicators: n,
      outlooks: n,
      sections: n,
      periods: n,
      openPeriods: n,
      organisations: n,
      people: n,
      appointments: n,
      accounts: n,
    }),
    levels: Type.Array(
      Type.Object({
        ...CalledLevel.properties,
        places: n,
        /** the first of them */
        first: Type.Array(NamesShape, { maxItems: mostFirst }),
      }),
    ),
    /** who may do it: these roles, held for a place of one of these levels */
    whoMay: Type.Array(
      Type.Object({
        deed: oneOf(deeds.map(({ verb }) => verb)),
        roles: Type.Array(oneOf(roles)),
        levels: Type.Array(LevelCode),
      }),
    ),
    /** what a first class would begin with */
    class: Type.Object({
      /** none: the usual ones */
      stages: Type.Array(Type.Object({ kind: oneOf(stageKinds), names: NamesShape })),
      /** of the example: how many, and on how many days */
      sessions: n,
      days: n,
      posts: Type.Array(Type.Object({ names: NamesShape, forms: Some })),
    }),
    /** what a first plan would be made of */
    plan: Type.Object({
      sections: Some,
      indicators: Type.Array(
        Type.Object({
          names: NamesShape,
          unit: NamesShape,
          byTrade: Type.Boolean(),
          byForm: Type.Boolean(),
          /** comes from others, and is not planned */
          isReckoned: Type.Boolean(),
          frequency: oneOf(frequencies),
          /** in which months of the first period that is open */
          dueIn: Type.Array(MonthText),
        }),
      ),
      trades: Some,
      /** those that plans count */
      forms: Some,
      /** the first that is open: its months, or its parts where it has some */
      period: nullable(Type.Object({ names: NamesShape, months: Type.Array(MonthText), parts: Some })),
    }),
  }),
})
