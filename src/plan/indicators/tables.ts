import type { ColumnType, Generated } from 'kysely'
import type { Names } from '../../base/words.ts'
import type { Frequency } from '../frequency/rules.ts'
import type { BalancePart, Countable, CountedIn, IndicatorKind, Term } from './rules.ts'

export type IndicatorTables = {
  'plan.indicator': {
    id: string
    programme_id: string
    place_id: string
    code: string
    names: Names
    definition: Names
    unit: string
    kind: IndicatorKind
    numerator_id: string | null
    denominator_id: string | null
    /** weights in whole thousandths; written as the text of them */
    terms: ColumnType<Term[] | null, string | null, string | null>
    cumulative: boolean
    balance: ColumnType<BalancePart[] | null, string | null, string | null>
    by_trade: boolean
    by_form: boolean
    needs_action: Generated<boolean>
    counts: Countable | null
    counted_in: Generated<CountedIn>
    frequency: Generated<Frequency>
    position: number
    retired_on: string | null
  }
}
