// The tables of study. Other rooms join policies, clauses and questions through `Reading<StudyTables>`.
import type { Generated } from 'kysely'
import type { FileKind } from '../base/file-kinds.ts'
import type { Names } from '../base/words.ts'
import type { CheckFigures, CheckState } from './checks/rules.ts'
import type { MaterialKind } from './materials/rules.ts'

export type StudyTables = {
  'study.policy': {
    id: string
    programme_id: string
    place_id: string
    code: string
    names: Names
    source: Names
    illustrative: Generated<boolean>
    version: Generated<number>
  }
  'study.policy_version': { policy_id: string; version: number; note: string; on_day: string }
  'study.clause': { id: string; policy_id: string }
  'study.clause_text': {
    clause_id: string
    version: number
    position: number
    number: string
    depth: number
    heading: Generated<boolean>
    text: Names
  }
  'study.material': {
    id: string
    programme_id: string
    place_id: string
    kind: MaterialKind
    title: Names
    text: Names | null
    file_sha256: string | null
    file_name: string | null
    file_kind: FileKind | null
    file_size: number | null
    class_id: string | null
    session_id: string | null
    clause_id: string | null
    illustrative: Generated<boolean>
    on_day: string
  }
  'study.check': {
    id: string
    class_id: string
    title: Names
    state: Generated<CheckState>
    named: Generated<boolean>
    on_day: string
    illustrative: Generated<boolean>
    version: Generated<number>
    public_key: string | null
  }
  'study.question': {
    id: string
    check_id: string
    position: number
    text: Names
    /** jsonb array of Names: written with JSON.stringify */
    choices: Names[]
    right_choice: number
    why: Names
    misconception_id: string | null
  }
  'study.question_clause': { question_id: string; clause_id: string }
  'study.ballot_box': {
    check_id: string
    private_key: string
    taken: Generated<Record<string, string>>
    answers: Generated<Record<string, unknown>>
  }
  'study.named_answer': { check_id: string; person_id: string; answers: Record<string, number> }
  'study.result': { check_id: string; answered: number | null; figures: CheckFigures | null }
}
