import type { Generated } from 'kysely'
import type { Names } from '../../base/words.ts'
import type { CardOrigin } from '../rules.ts'

export type CardTables = {
  'examine.misconception': {
    id: string
    programme_id: string
    place_id: string
    code: string
    position: number
    statement: Names
    reasons: Names
    correction: Names
    instead: Names
    question: Names
    source: Names
    origin: CardOrigin
    illustrative: Generated<boolean>
    version: Generated<number>
  }
  'examine.evidence': {
    id: string
    misconception_id: string
    position: number
    text: Names
    source: Names
    clause_id: string | null
    step_id: string | null
    illustrative: Generated<boolean>
  }
}
