import type { Generated } from 'kysely'
import type { Names } from '../../base/words.ts'
import type { Confirmed } from '../figures/rules.ts'
import type { PlanEventKind, PlanState } from './rules.ts'

export type PlanOwnTables = {
  'plan.plan': {
    id: string
    place_id: string
    period_id: string
    state: Generated<PlanState>
    version: Generated<number>
    /** the approved version that stands, whatever is being revised; null before the first approval */
    standing_version: Generated<number | null>
    edit_version: Generated<number>
    illustrative: Generated<boolean>
    made_at: Date
  }
  'plan.plan_event': {
    id: string
    plan_id: string
    kind: PlanEventKind
    on_day: string
    account_id: string
    text: Names
    version: number
    about_open: Names | null
    /** of a submission: what was asked about the plan as it was sent; null before this was kept, and of other steps */
    confirmed: Confirmed[] | null
  }
}
