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

export type TotalsTables = {
  'totals.delta': Cell & { id: Generated<number>; place_id: string; line: string[]; borders_on: string }
  'totals.posted': Cell & { place_id: string; line: string[]; borders_on: string }
  'totals.total': Cell & { place_id: string }
}
