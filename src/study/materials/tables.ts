import type { Generated } from 'kysely'
import type { FileKind } from '../../base/file-kinds.ts'
import type { Names } from '../../base/words.ts'
import type { MaterialKind } from './rules.ts'

export type MaterialTables = {
  'study.material': {
    id: string
    programme_id: string
    place_id: string
    kind: MaterialKind
    title: Names
    text: Names | null
    file_sha256: string | null
    file_name: string | null
    file_kind: FileKind | null
    file_size: number | null
    class_id: string | null
    session_id: string | null
    clause_id: string | null
    illustrative: Generated<boolean>
    on_day: string
  }
}
