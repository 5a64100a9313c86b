// The calls of what a programme tells its figures apart by. What figures were told by is never deleted: retired, it is
// no longer asked.
import { Type } from 'typebox'
import { call } from '../../base/call.ts'
import { DayText, Done, Id, Named, NamesShape, nullable } from '../../base/schemas.ts'
import { mostLeast, mostParts } from './rules.ts'

const Code = Type.String({ minLength: 1, maxLength: 60 })
const parts = <T extends Parameters<typeof Type.Array>[0]>(entry: T) =>
  Type.Array(entry, { maxItems: mostParts })

const Body = {
  names: NamesShape,
  /** in totals, figures from 1 to below this are withheld; 0 withholds none */
  least: Type.Integer({ minimum: 0, maximum: mostLeast }),
}

/** Of an indicator: what its figures are told apart by. */
export const AskedShape = Type.Object({
  id: Id,
  names: NamesShape,
  least: Type.Integer(),
  /** under ids of their own, by which reports say them and totals are read; retired ones are not asked any more */
  parts: parts(Type.Object({ id: Id, names: NamesShape, isAsked: Type.Boolean() })),
})

const touches = ['disaggregations', 'indicators', 'carry-out', 'plan-lines', 'reports', 'roll-up', 'packs']

export const listDisaggregations = call({
  method: 'GET',
  path: '/api/disaggregations',
  summary: 'What a programme tells its figures apart by, such as women and men, retired ones included.',
  query: Type.Object({ programmeId: Type.Optional(Id) }),
  reply: Type.Object({
    programme: nullable(Named),
    disaggregations: Type.Array(
      Type.Object({
        id: Id,
        code: Type.String(),
        ...Body,
        retiredOn: nullable(DayText),
        parts: Type.Array(
          Type.Object({ id: Id, code: Type.String(), names: NamesShape, retiredOn: nullable(DayText) }),
        ),
      }),
    ),
    mayChange: Type.Boolean(),
  }),
})

export const addDisaggregation = call({
  method: 'POST',
  path: '/api/disaggregations',
  summary: 'Adds what figures are told apart by, with its parts. Indicators then say that they have it.',
  touches,
  body: Type.Object({
    programmeId: Id,
    code: Code,
    ...Body,
    parts: parts(Type.Object({ code: Code, names: NamesShape })),
  }),
  reply: Done,
})

export const changeDisaggregation = call({
  method: 'PUT',
  path: '/api/disaggregations/:disaggregationId',
  summary:
    'Renames a disaggregation and its parts, adds parts, retires them, puts them in order; parts that are not named stay.',
  touches,
  params: Type.Object({ disaggregationId: Id }),
  body: Type.Object({
    ...Body,
    /** null is a new one; of one that there is the code stays */
    parts: parts(Type.Object({ id: nullable(Id), code: Code, names: NamesShape, retired: Type.Boolean() })),
    retired: Type.Boolean(),
  }),
  reply: Done,
})

export const orderDisaggregations = call({
  method: 'PUT',
  path: '/api/programmes/:programmeId/disaggregation-order',
  summary: 'The order in which reports ask them.',
  touches,
  params: Type.Object({ programmeId: Id }),
  body: Type.Object({ ids: Type.Array(Id, { maxItems: 1000 }) }),
  reply: Done,
})
