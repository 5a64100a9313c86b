import type { Generated } from 'kysely'
import type { Names } from '../../base/words.ts'

export type DisaggregationTables = {
  'plan.disaggregation': {
    id: string
    programme_id: string
    code: string
    names: Names
    least: Generated<number>
    position: number
    retired_on: string | null
  }
  'plan.disaggregation_part': {
    id: string
    disaggregation_id: string
    code: string
    names: Names
    position: number
    retired_on: string | null
  }
  /** totals hold the figures of a part under the id of its row */
  'plan.indicator_part': {
    id: string
    indicator_id: string
    part_id: string
  }
}
