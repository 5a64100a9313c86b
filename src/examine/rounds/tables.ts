import type { Generated } from 'kysely'
import type { Names } from '../../base/words.ts'
import type { CardFigures, Phase, RoundStage } from '../rules.ts'

export type RoundTables = {
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
