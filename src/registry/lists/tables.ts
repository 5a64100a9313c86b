import type { Generated } from 'kysely'
import type { Names } from '../../base/words.ts'
import type { OrganisationKind } from './rules.ts'

export type ListTables = {
  'registry.form': {
    id: string
    code: string
    names: Names
    plural: Names
    kind: OrganisationKind
    counted: boolean
    least_members: number | null
    most_members: number | null
    position: number
    retired_on: string | null
  }
  'registry.trade': { id: string; code: string; names: Names; position: number; retired_on: string | null }
  'registry.post': {
    id: string
    code: string
    names: Names
    forms: string[]
    single_seat: Generated<boolean>
    position: number
    retired_on: string | null
  }
}
