import type { Names } from '../../base/words.ts'
import type { Tier } from './rules.ts'

export type LevelTables = {
  'registry.level': {
    code: string
    position: number
    names: Names
    plural: Names
    also: string[]
    digits: number | null
    tier: Tier
  }
}
