import type { Names } from '../../base/words.ts'

export type PaperTables = {
  'convene.paper': { programme_id: string; code: string; title: Names; signatures: string | Names[] }
}
