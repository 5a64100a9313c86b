// The tables of carry-out. Only this room writes them; others join them through `Reading<CarryOutTables>`.
import type { Generated } from 'kysely'
import type { Names } from '../base/words.ts'
import type { CommitmentState, EvidenceType } from './commitments/rules.ts'
import type {
  EvidenceKind,
  LeftReason,
  Look,
  ReportState,
  Source,
  VisitHow,
  VisitOutcome,
} from './reports/rules.ts'

export type CarryOutTables = {
  'carry_out.commitment': {
    id: string
    class_id: string
    person_id: string
    post_id: string
    organisation_id: string
    place_id: string
    if_text: Names
    then_text: Names
    due_on: string
    plan_line_id: string | null
    step_id: string | null
    evidence_type: EvidenceType
    support_asked: Names
    support_promised: Names | null
    support_by: Names | null
    support_account_id: string | null
    support_on: string | null
    state: Generated<CommitmentState>
    state_reason: Names | null
    state_on: string | null
    illustrative: Generated<boolean>
    made_on: string
    made_by: string
  }
  'carry_out.report': {
    id: string
    plan_line_id: string
    place_id: string
    period_id: string
    indicator_id: string
    trade_id: string | null
    form: string | null
    month: string
    as_of: string
    value: number
    baseline: number
    /** jsonb array of LeftReason: written with JSON.stringify */
    left_reasons: string | LeftReason[]
    dormant: number | null
    source: Source
    source_note: Names
    cause: Names
    help: Names
    state: Generated<ReportState>
    supersedes_id: string | null
    reason: Names | null
    standing: Generated<boolean>
    /** jsonb array: written with JSON.stringify */
    looks: string | Look[]
    made_on: string
    made_at: Date
    made_by: string
  }
  'carry_out.visit': {
    id: string
    report_id: string
    on_day: string
    outcome: VisitOutcome
    how: VisitHow
    found: number | null
    note: Names
    made_by: string
    made_at: Date
  }
  'carry_out.evidence': {
    id: string
    report_id: string
    sha256: string
    kind: EvidenceKind
    size: number
    caption: string
    made_by: string
    made_at: Date
  }
}
