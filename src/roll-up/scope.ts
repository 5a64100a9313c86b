// What a roll-up is asked for and what it is of: place, period, month and borders, and the totals that these are made
// of.
import type { Day } from '../base/dates.ts'
import type { Named } from '../base/schemas.ts'
import type { Names } from '../base/words.ts'
import type { Period } from '../plan/periods/queries.ts'
import type { Tier } from '../registry/levels/rules.ts'
import type { Part } from '../totals/queries.ts'
import type { Counting } from './rules.ts'

export type PlaceOf = { id: string; names: Names; level: string; tier: Tier }
/** `mergedInto`: the county that it went into, whose totals it is a part of. */
export type Child = PlaceOf & { mergedInto: Named | null }

export type Asked = {
  placeId?: string
  periodId?: string
  month?: string
  counting?: Counting
  bordersOn?: Day
}

export type Scope = {
  periods: Period[]
  period: Period
  months: string[]
  month: string
  counting: Counting
  bordersOn: Day
  place: PlaceOf
  /** its ancestors, itself included */
  path: string[]
  /** whose officers act on what is kept of it (registry/queries.ts) */
  inCharge: string[]
  /** the places above that the reader may read totals of, the highest first */
  above: PlaceOf[]
  /** the places directly below; where it is a county, itself and those that went into it */
  children: Child[]
  /** the stored totals that the place's is made of, and those that each child's is made of */
  parts: Part[]
  childParts: Part[]
}
