import type { Generated } from 'kysely'
import type { Names } from '../../base/words.ts'
import type { Presenter } from './rules.ts'

export type SessionTables = {
  'convene.session': {
    id: string
    class_id: string
    stage_id: string
    title: Names
    on_day: string
    starts_at: number
    ends_at: number
    room: Names
    /** jsonb array: written with JSON.stringify */
    presenters: Presenter[]
    illustrative: Generated<boolean>
  }
}
