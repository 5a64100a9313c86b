import type { Names } from '../../base/words.ts'

export type UnitTables = {
  'plan.unit': {
    id: string
    code: string
    names: Names
    scale: number
    scaled_names: Names | null
    is_share: boolean
    position: number
    retired_on: string | null
  }
}
