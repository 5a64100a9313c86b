import type { Generated } from 'kysely'
import type { Names } from '../../base/words.ts'
import type { Tier } from '../levels/rules.ts'
import type { Kept, PlaceEventKind } from './rules.ts'

export type PlaceTables = {
  'registry.place': {
    id: string
    code: string
    names: Names
    /** its code */
    level: string
    /** what places of the level do, beside it */
    tier: Tier
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
    kept: Kept | null
    taken_back_at: Date | null
    taken_back_by: string | null
    taken_back_reason: string | null
  }
}
