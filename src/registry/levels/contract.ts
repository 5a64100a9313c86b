// The calls of the levels of places.
import { Type } from 'typebox'
import { call } from '../../base/call.ts'
import { NamesShape, nullable, oneOf } from '../../base/schemas.ts'
import { mostLevels, tiers } from './rules.ts'

/** The code of a level. */
export const LevelCode = Type.String({ minLength: 1, maxLength: 60 })
export const TierShape = oneOf(tiers)

const Called = {
  code: LevelCode,
  names: NamesShape,
  plural: NamesShape,
  /** as sentences have it, one and several, where that is shorter */
  short: nullable(NamesShape),
  shortPlural: nullable(NamesShape),
}
/** What a level is called, and what its places do. */
export const CalledLevel = Type.Object({ ...Called, tier: TierShape })

const Body = {
  ...Called,
  /** other words by which files call it */
  also: Type.Array(Type.String({ minLength: 1, maxLength: 60 }), { maxItems: 40 }),
  /** how many digits its codes have, where the codes of an administration nest */
  digits: nullable(Type.Integer({ minimum: 1, maximum: 20 })),
}
export const listLevels = call({
  method: 'GET',
  path: '/api/levels',
  summary: 'The levels of places in their order, with what the places of each do and how many there are.',
  reply: Type.Object({
    levels: Type.Array(Type.Object({ ...Body, tier: TierShape, places: Type.Integer() })),
    mayChange: Type.Boolean(),
  }),
})

export const changeLevels = call({
  method: 'PUT',
  path: '/api/levels',
  summary:
    'Puts these levels in place of those that stand. A level at which places stand stays, and so does the order of such levels; who draws up plans stays once a plan, a condition sheet or a class stands.',
  body: Type.Object({
    levels: Type.Array(Type.Object(Body), { minItems: 1, maxItems: mostLevels }),
    /** the code of the level that draws up plans: what comes before it sums and reviews, what comes after lies in it */
    planning: LevelCode,
    /** as they were seen: others have changed them since where these differ */
    was: Type.Object({
      levels: Type.Array(Type.Object(Body), { maxItems: mostLevels }),
      planning: LevelCode,
    }),
  }),
  reply: Type.Object({ levels: Type.Array(LevelCode) }),
})
