import type { Generated } from 'kysely'
import type { Names } from '../../base/words.ts'
import type { CheckFigures, CheckState } from './rules.ts'

export type CheckTables = {
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
    /** when its questions were last saved before it opened */
    made_at: Date
    /** of one without names, from its opening on */
    roster_size: Generated<number | null>
    floor: Generated<number | null>
    closes_at: Generated<Date | null>
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
    /** jsonb array: written with JSON.stringify */
    roster: string[]
    taken: Generated<Record<string, string>>
    answers: Generated<Record<string, unknown>>
  }
  'study.named_answer': { check_id: string; person_id: string; answers: Record<string, number> }
  'study.result': { check_id: string; answered: number | null; figures: CheckFigures | null }
}
