import type { Generated } from 'kysely'
import type { Names } from '../../base/words.ts'
import type { LineageKind, OrganisationStatus } from './rules.ts'

export type OrganisationTables = {
  'registry.organisation': {
    id: string
    code: string
    names: Names
    form: string
    trade_id: string | null
    place_id: string
    parent_id: string | null
    founded_said: string | null
    status: OrganisationStatus
    illustrative: Generated<boolean>
    kept_as: Generated<string | null>
  }
  'registry.organisation_form': {
    organisation_id: string
    form: string
    from_on: Generated<string>
    to_on: Generated<string>
    gate: Generated<string | null>
  }
  'registry.organisation_lineage': {
    id: string
    kind: LineageKind
    from_organisation_id: string
    to_organisation_id: string
    on_said: string
    note: Names
  }
}
