// The tables of plans as the query builder knows them. Other rooms join them through `Reading<PlanTables>`.
import type { Generated } from 'kysely'
import type { Names } from '../base/words.ts'
import type { Countable, IndicatorKind } from './indicators/rules.ts'
import type { Section } from './lines/rules.ts'
import type { Phasing } from './phasing/rules.ts'
import type { PlanEventKind, PlanState } from './plans/rules.ts'
import type { Figures, Outlook } from './sheets/rules.ts'

export type PlanTables = {
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
    plans_due_on: string
    state: Generated<'open' | 'closed'>
  }
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
    cumulative: boolean
    by_trade: boolean
    by_form: boolean
    needs_action: Generated<boolean>
    counts: Countable | null
    position: number
    retired_on: string | null
  }
  'plan.unit': {
    id: string
    code: string
    names: Names
    scale: number
    scaled_names: Names | null
    position: number
    retired_on: string | null
  }
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
    outlook: Outlook
    outlook_reason: Names
    edit_version: Generated<number>
    illustrative: Generated<boolean>
    changed_on: string
    changed_by: string
  }
  'plan.plan': {
    id: string
    place_id: string
    period_id: string
    state: Generated<PlanState>
    version: Generated<number>
    edit_version: Generated<number>
    illustrative: Generated<boolean>
    made_at: Date
  }
  'plan.plan_line': {
    id: string
    plan_id: string
    section: Section
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
  'plan.line_comment': {
    id: string
    plan_line_id: string
    text: Names
    author_id: string
    on_day: string
    resolved_on: string | null
    resolved_by: string | null
  }
  'plan.plan_version': {
    plan_id: string
    number: number
    kind: 'submitted' | 'approved'
    content: string
    sha256: string
    on_day: string
    made_by: string
  }
  'plan.plan_event': {
    id: string
    plan_id: string
    kind: PlanEventKind
    on_day: string
    account_id: string
    text: Names
    version: number
  }
}
