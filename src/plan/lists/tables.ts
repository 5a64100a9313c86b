import type { Names } from '../../base/words.ts'
import type { OutlookTone } from './rules.ts'

export type ListTables = {
  'plan.outlook': {
    id: string
    programme_id: string
    code: string
    names: Names
    short: Names | null
    bars_growth: boolean
    tone: OutlookTone
    position: number
    retired_on: string | null
  }
  'plan.section': {
    id: string
    programme_id: string
    code: string
    names: Names
    about: Names
    position: number
    retired_on: string | null
  }
}
