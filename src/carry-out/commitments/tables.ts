import type { Generated } from 'kysely'
import type { Names } from '../../base/words.ts'
import type { CommitmentState, EvidenceType } from './rules.ts'

export type CommitmentTables = {
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
}
