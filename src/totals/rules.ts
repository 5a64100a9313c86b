// What a stored total is: one number per place × period × indicator × trade × form × measure × status × month.
import type { Day } from '../base/dates.ts'

export const measures = ['baseline', 'target', 'actual'] as const
export type Measure = (typeof measures)[number]

/** No trade or no form: the figure is about the county as a whole. Text and uuid columns stay not-null with these. */
export const noTrade = '00000000-0000-0000-0000-000000000000'
export const noForm = ''
/** The month of a figure that is not phased by month. */
export const noMonth = ''

/**
 * A signed change of one figure at one place. `status` is the state the figure counts under (of a plan: 'draft',
 * 'submitted', 'approved'; of a report: 'reported', 'verified'). `amount` is in the indicator's smallest unit.
 */
export type Delta = {
  placeId: string
  /** Last day of the period: its borders decide the ancestors. */
  bordersOn: Day
  periodId: string
  indicatorId: string
  tradeId: string | null
  form: string | null
  measure: Measure
  status: string
  /** 'YYYY-MM' or null */
  month: string | null
  amount: number
}
