import type { Moved, Subject } from '../../platform/naming.ts'

export type TwinTables = {
  'registry.twin': {
    id: string
    subject: Subject
    place_id: string
    twin_id: string
    kept_id: string
    reason: string
    /** jsonb array of Moved: written with JSON.stringify */
    moved: string | Moved[]
    taken: string | Record<string, string>
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
