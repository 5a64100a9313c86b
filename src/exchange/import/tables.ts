// The tables of imports as the query builder knows them.
import type { Candidate, Mark } from '../../platform/imports.ts'
import type { Counts, ImportState, RowState, SheetHead } from './rules.ts'
import type { Tally } from './tally.ts'

export type ImportTables = {
  'exchange.import': {
    id: string
    kind: string
    file_name: string
    sha256: string
    encoding: string | null
    heads: SheetHead[]
    counts: Counts
    tally: Tally
    state: ImportState
    place_id: string
    made_by: string
    made_at: Date
    done_at: Date | null
    taken_back_at: Date | null
    taken_back_by: string | null
  }
  'exchange.import_change': {
    import_id: string
    record_id: string
    /** the entry as it was; null of a new one */
    before: unknown
    after: string
  }
  'exchange.import_row': {
    import_id: string
    position: number
    sheet: number
    row_number: number
    cells: string[]
    /** of the cells, as telephones are compared */
    phones: string[]
    corrected: Record<string, string>
    decision: string | null
    state: RowState
    marks: Mark[]
    candidates: Candidate[]
    has_reading: boolean
  }
}
