// The tables of totals. Only this room writes them; others post through its actions.
import type { Generated } from 'kysely'
import type { Measure } from './rules.ts'

type Cell = {
  period_id: string
  indicator_id: string
  trade_id: string
  form: string
  measure: Measure
  status: string
  month: string
  amount: number
}
type Change = { changed_at: Date; cause: string; cause_month: string | null }
type Maybe<T> = { [K in keyof T]: T[K] | null }

export type TotalsTables = {
  'totals.delta': Cell &
    Maybe<Change> & { id: Generated<number>; place_id: string; line: string[]; borders_on: string }
  'totals.posted': Cell & { place_id: string; line: string[]; borders_on: string }
  'totals.total': Cell & { place_id: string }
  'totals.change': Change & { place_id: string; period_id: string; of_place_id: string; borders_on: string }
}
