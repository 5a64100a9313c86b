import type { Generated } from 'kysely'
import type { Names } from '../../base/words.ts'

export type PeriodStep = 'closed' | 'reopened'

export type PeriodTables = {
  'plan.period': {
    id: string
    programme_id: string
    place_id: string
    parent_id: string | null
    code: string
    names: Names
    from_on: string
    to_on: string
    borders_on: Generated<string>
    plans_due_on: string | null
    state: Generated<'open' | 'closed'>
  }
  'plan.period_event': {
    id: string
    period_id: string
    kind: PeriodStep
    on_day: string
    account_id: string
    /** what is opened again says why */
    reason: Names | null
  }
}
