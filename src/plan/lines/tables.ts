import type { Generated } from 'kysely'
import type { Names } from '../../base/words.ts'
import type { Phasing } from '../phasing/rules.ts'

export type LineTables = {
  'plan.plan_line': {
    id: string
    plan_id: string
    /** null where the programme's plans were not divided */
    section: string | null
    indicator_id: string
    trade_id: string | null
    form: string | null
    baseline: number
    target: number
    phasing: Phasing
    decided_target: number | null
    decided_phasing: Phasing | null
    decided_reason: Names | null
    decided_on: string | null
    decided_by: string | null
    owner_post_id: string | null
    means: Names
    risk: Names
    note: Names
    binding: Generated<boolean>
    /** what stands of the approved version while the rest is revised; null before the line was approved */
    standing_baseline: Generated<number | null>
    standing_target: Generated<number | null>
    standing_phasing: Generated<Phasing | null>
    standing_since: Generated<string | null>
    edit_version: Generated<number>
  }
  'plan.action': {
    id: string
    plan_line_id: string
    position: number
    what: Names
    at_place: Names
    who: Names
    from_said: string
    to_said: string
  }
  'plan.citation': { plan_line_id: string; kind: 'clause' | 'case_step' | 'misconception'; ref_id: string }
}
