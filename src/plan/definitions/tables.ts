import type { ColumnType } from 'kysely'
import type { Names } from '../../base/words.ts'
import type { Term } from '../indicators/rules.ts'

export type DefinitionTables = {
  /** what was left as another definition began; what holds stands in plan.indicator */
  'plan.indicator_version': {
    id: string
    indicator_id: string
    /** the first day of the period with which the next one begins */
    until_on: string
    names: Names
    definition: Names
    /** weights in whole thousandths; written as the text of them */
    terms: ColumnType<Term[] | null, string | null, string | null>
    account_id: string
    on_day: string
  }
}
