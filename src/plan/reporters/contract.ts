// The calls about who reports the lines of a plan.
import { Type } from 'typebox'
import { call } from '../../base/call.ts'
import { Coded, Id, NamesShape, nullable, Whole } from '../../base/schemas.ts'
import { LevelCode } from '../../registry/levels/contract.ts'
import { mostLevels } from '../../registry/levels/rules.ts'
import { mostReporters } from './rules.ts'

/** As a line is sent; none: the place that plans it reports it itself. */
export const ReportersBody = Type.Array(Type.Object({ placeId: Id, baseline: Type.Number() }), {
  maxItems: mostReporters,
})

export const ReportersShape = Type.Array(
  Type.Object({
    place: Coded,
    level: LevelCode,
    baseline: Whole,
    /** what was approved, which counts while the line is revised; null before */
    standing: nullable(Whole),
    /** whether it lies in the place that plans on the last day of the period */
    isInside: Type.Boolean(),
  }),
  { maxItems: mostReporters },
)

export const reporterChoices = call({
  method: 'GET',
  path: '/api/plans/:planId/reporters',
  summary:
    'The places below the one that plans that may report its lines, by level; levels with more places than a line may name are left out.',
  params: Type.Object({ planId: Id }),
  reply: Type.Object({
    levels: Type.Array(
      Type.Object({
        code: LevelCode,
        plural: NamesShape,
        places: Type.Array(Coded, { maxItems: mostReporters }),
      }),
      { maxItems: mostLevels },
    ),
  }),
})
