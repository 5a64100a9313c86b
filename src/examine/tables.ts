// The tables of examine. The piles of answers are read by this room alone, and only when a phase closes.
import type { Generated } from 'kysely'
import type { Names } from '../base/words.ts'
import type { CardFigures, CardOrigin, Phase, RoundStage } from './rules.ts'

export type ExamineTables = {
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
  'examine.round': {
    id: string
    class_id: string
    title: Names
    stage: Generated<RoundStage>
    on_day: string
    illustrative: Generated<boolean>
    public_key: string | null
  }
  'examine.round_card': { round_id: string; class_id: string; misconception_id: string; position: number }
  'examine.ballot_box': {
    round_id: string
    private_key: string
    taken: Generated<Record<string, string>>
  }
  'examine.pile': { round_id: string; phase: Phase; answers: Generated<Record<string, unknown>> }
  /** `cards` is a jsonb array: written with JSON.stringify */
  'examine.figures': { round_id: string; phase: Phase; answered: number | null; cards: CardFigures[] | null }
}
