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
    made_at: Date
    /** from the opening of "before" on */
    roster_size: Generated<number | null>
    floor: Generated<number | null>
    /** of the phase that is open, or was open last */
    closes_at: Generated<Date | null>
    /** from the closing of "before" on: until when the answers wait for later ones */
    kept_until: Generated<Date | null>
  }
  'examine.round_card': { round_id: string; class_id: string; misconception_id: string; position: number }
  'examine.ballot_box': {
    round_id: string
    private_key: string
    /** jsonb array: written with JSON.stringify */
    roster: string[]
    taken: Generated<Record<string, string>>
  }
  'examine.pile': { round_id: string; phase: Phase; answers: Generated<Record<string, unknown>> }
  /** `cards` is a jsonb array: written with JSON.stringify */
  'examine.figures': {
    round_id: string
    phase: Phase
    answered: number | null
    cards: CardFigures[] | null
    left_out: Generated<number>
  }
}
