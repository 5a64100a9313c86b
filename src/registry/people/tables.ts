import type { Generated } from 'kysely'
import type { Names } from '../../base/words.ts'

export type PersonTables = {
  'registry.person': {
    id: string
    code: string
    names: Names
    phone: string | null
    place_id: string
    illustrative: Generated<boolean>
    kept_as: Generated<string | null>
    erased_at: Generated<Date | null>
  }
}
