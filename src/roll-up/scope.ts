// What a roll-up is asked for and what it is of: place, period, month and borders, and the totals that these are made
// of.
import type { Day } from '../base/dates.ts'
import type { Named } from '../base/schemas.ts'
import type { Names } from '../base/words.ts'
import type { CountedIn } from '../plan/indicators/rules.ts'
import type { Period } from '../plan/periods/queries.ts'
import type { Tier } from '../registry/levels/rules.ts'
import type { Part } from '../totals/queries.ts'
import type { Calendar } from './period-rules.ts'
import type { Counting } from './rules.ts'

export type PlaceOf = { id: string; names: Names; level: string; tier: Tier }
export type Child = PlaceOf & {
  /** the county that it went into, whose totals it is a part of */
  mergedInto: Named | null
  /** those of the periods by whose borders it lies here */
  periodIds: string[]
}

export type Asked = {
  placeId?: string
  periodId?: string
  month?: string
  counting?: Counting
  bordersOn?: Day
}

/** A period, and the day by whose borders its figures are counted. */
export type Layer = { period: Period; bordersOn: Day }

export type Scope = {
  periods: Period[]
  period: Period
  /** the period and all that lies within it, itself first */
  tree: Period[]
  /** those of them in which the reader may read the place's totals */
  layers: Layer[]
  calendars: Record<CountedIn, Calendar>
  /** the part that holds the month; null where the reader may not read the place's totals of it */
  current: Layer | null
  months: string[]
  month: string
  counting: Counting
  bordersOn: Day
  /** whether each period is counted by the borders of its own last day */
  isByOwn: boolean
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
