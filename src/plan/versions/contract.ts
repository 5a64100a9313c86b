// The calls about the kept versions of a plan.
import { Type } from 'typebox'
import { call } from '../../base/call.ts'
import { DayText, Id, NamesShape, nullable, oneOf, Small, TextShape } from '../../base/schemas.ts'
import { ListCode } from '../lists/contract.ts'
import { FiguresShape, VersionLineShape } from '../shapes.ts'

export const planVersion = call({
  method: 'GET',
  path: '/api/plans/:planId/versions/:number',
  summary: 'One kept version of a plan, and whether its digest still fits its content.',
  params: Type.Object({ planId: Id, number: Small }),
  reply: Type.Object({
    number: Type.Integer(),
    kind: oneOf(['submitted', 'approved']),
    on: DayText,
    sha256: Type.String(),
    intact: Type.Boolean(),
    content: Type.Object({
      place: Type.Object({ code: Type.String(), names: NamesShape }),
      period: Type.Object({ code: Type.String(), names: NamesShape }),
      lines: Type.Array(VersionLineShape),
      conditions: Type.Array(
        Type.Object({
          trade: Type.Object({ code: Type.String(), names: NamesShape }),
          outlook: nullable(ListCode),
          outlookReason: TextShape,
          figures: FiguresShape,
        }),
      ),
    }),
  }),
})
