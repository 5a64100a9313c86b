import type { Generated } from 'kysely'
import type { Names } from '../../base/words.ts'

export type ProgrammeTables = {
  'convene.programme': {
    id: string
    pack: string
    names: Names
    place_id: string
    historical: Generated<boolean>
    lead: Names
    /** by the code of the post */
    post_names: Generated<Record<string, Names>>
    stages: Generated<string>
    /** jsonb: written with JSON.stringify */
    example: Generated<string | null>
    year_from: Generated<number>
    due_day: Generated<number>
    made_at: Generated<Date>
  }
}
