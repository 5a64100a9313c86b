// The tables of formation as the query builder knows them.
import type { Generated } from 'kysely'
import type { LeftReasonKind } from '../carry-out/reports/rules.ts'
import type { ChangeKind, ConsentHow, Party, Terms } from './rules.ts'

export type FormationTables = {
  'formation.membership': {
    id: string
    person_id: string
    organisation_id: string
    party: Party
    joined_on: string
    left_on: Generated<string>
    left_reason: LeftReasonKind | null
    consent_on: string
    consent_how: ConsentHow
    note: Generated<string>
    struck: Generated<boolean>
    illustrative: Generated<boolean>
    made_on: string
    made_by: string
  }
  'formation.membership_change': {
    id: string
    membership_id: string
    kind: ChangeKind
    before: Terms
    reason: string
    made_on: string
    made_at: Date
    made_by: string
  }
}
