// The tables of the registry as the query builder knows them. Other rooms join them through `Reading<RegistryTables>`.
import type { Generated } from 'kysely'
import type { Names } from '../base/words.ts'
import type { Moved, Subject } from '../platform/naming.ts'
import type { Level } from './levels/rules.ts'
import type { OrganisationKind } from './lists/rules.ts'
import type { LineageKind, OrganisationStatus } from './organisations/rules.ts'
import type { PlaceEventKind } from './places/rules.ts'

export type RegistryTables = {
  'registry.place': {
    id: string
    code: string
    names: Names
    level: Level
    from_on: string | null
    to_on: string | null
  }
  'registry.place_parent': {
    place_id: string
    parent_id: string
    from_on: Generated<string>
    to_on: Generated<string>
  }
  'registry.place_path': { place_id: string; from_on: string; to_on: string; line: string[] }
  'registry.place_event': {
    id: string
    kind: PlaceEventKind
    on_day: string
    place_id: string
    other_place_id: string | null
    note: Names
    source: string
    names_before: Names | null
    illustrative: Generated<boolean>
  }
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
  'registry.gate': {
    id: string
    from_form: string
    to_form: string
    skippable: boolean
    questions: string
    position: number
    retired_on: string | null
  }
  'registry.trade': { id: string; code: string; names: Names; position: number; retired_on: string | null }
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
  'registry.post': {
    id: string
    code: string
    names: Names
    forms: string[]
    single_seat: Generated<boolean>
    position: number
    retired_on: string | null
  }
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
  'registry.appointment': {
    id: string
    person_id: string
    post_id: string
    organisation_id: string
    from_on: string
    to_on: Generated<string>
  }
  'registry.twin': {
    id: string
    subject: Subject
    place_id: string
    twin_id: string
    kept_id: string
    reason: string
    /** jsonb array of Moved: written with JSON.stringify */
    moved: string | Moved[]
    made_at: Date
    made_by: string
    undone_at: Date | null
    undone_by: string | null
  }
  'registry.not_twin': {
    subject: Subject
    first_id: string
    second_id: string
    place_id: string
    made_at: Date
    made_by: string
  }
}
