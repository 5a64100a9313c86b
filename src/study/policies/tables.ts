import type { Generated } from 'kysely'
import type { Names } from '../../base/words.ts'

export type PolicyTables = {
  'study.policy': {
    id: string
    programme_id: string
    place_id: string
    code: string
    names: Names
    source: Names
    illustrative: Generated<boolean>
    version: Generated<number>
    /** jsonb array: written with JSON.stringify */
    questions: Generated<string>
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
}
