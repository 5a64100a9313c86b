// The tables of imports as the query builder knows them.
import type { Candidate } from '../../registry/imports/rules.ts'
import type { Mark } from './cells.ts'
import type { Counts, ImportKind, ImportState, RowState, SheetHead } from './rules.ts'

export type ImportTables = {
  'exchange.import': {
    id: string
    kind: ImportKind
    file_name: string
    sha256: string
    encoding: string | null
    heads: SheetHead[]
    counts: Counts
    state: ImportState
    place_id: string
    made_by: string
    made_at: Date
    done_at: Date | null
  }
  'exchange.import_row': {
    import_id: string
    position: number
    sheet: number
    row_number: number
    cells: string[]
    corrected: Record<string, string>
    decision: string | null
    state: RowState
    marks: Mark[]
    candidates: Candidate[]
  }
}
