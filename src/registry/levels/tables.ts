import type { Names } from '../../base/words.ts'
import type { Tier } from './rules.ts'

export type LevelTables = {
  'registry.level': {
    code: string
    position: number
    names: Names
    plural: Names
    short: Names | null
    short_plural: Names | null
    also: string[]
    digits: number | null
    tier: Tier
  }
}
