// The tables of cases as the query builder knows them.
import type { Generated } from 'kysely'
import type { Names } from '../base/words.ts'
import type { CaseRecord, CaseState, ConsentHow, EvidenceLevel } from './rules.ts'

export type CasesTables = {
  'cases.practice_case': {
    id: string
    programme_id: string
    audience_place_id: string
    place_id: string
    organisation_id: string
    trade_id: string
    form_before: string
    form_after: string
    from_said: string
    to_said: string
    presenter_id: string
    presenter_post_id: string
    people: number
    title: Names
    record: CaseRecord
    state: Generated<CaseState>
    reason: string | null
    published_on: string | null
    illustrative: Generated<boolean>
    version: Generated<number>
  }
  'cases.case_step': {
    id: string
    case_id: string
    n: number
    on_said: string | null
    title: Names
    who: Names
    what: Names
  }
  'cases.step_clause': { step_id: string; clause_id: string }
  'cases.result': {
    id: string
    case_id: string
    n: number
    indicator: Names
    unit: Names
    before_value: number
    before_said: string
    after_value: number
    after_said: string
    less_is_better: boolean
    source: Names
    evidence: Generated<EvidenceLevel>
    verified_by: Names | null
    verified_on: string | null
  }
  'cases.consent': {
    id: string
    case_id: string
    person_id: string
    given_on: string
    how: ConsentHow
    note: Generated<string>
    withdrawn_on: string | null
  }
  'cases.question': {
    id: string
    case_id: string
    step_id: string | null
    asker_names: Names | null
    /** null where the asker did not say who asks */
    asker_account_id: string | null
    text: Names
    asked_on: string
    answer: Names | null
    answered_by: Names | null
    answerer_account_id: string | null
    answered_on: string | null
  }
  'cases.adoption': { step_id: string; plan_line_id: string; place_id: string; adopted_on: string }
}
