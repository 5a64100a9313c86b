import type { Generated } from 'kysely'
import type { Names } from '../../base/words.ts'
import type { Figures } from './rules.ts'

export type SheetTables = {
  'plan.condition_sheet': {
    id: string
    place_id: string
    trade_id: string
    period_id: string
    figures: Figures
    tools: Names
    materials: Names
    markets: Names
    repairs: Names
    problems: Names
    busy_months: number[]
    /** null where the programme had no outlooks */
    outlook: string | null
    outlook_reason: Names
    edit_version: Generated<number>
    illustrative: Generated<boolean>
    changed_on: string
    changed_by: string
  }
}
