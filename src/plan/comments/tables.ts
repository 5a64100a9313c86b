import type { Names } from '../../base/words.ts'

export type CommentTables = {
  'plan.line_comment': {
    id: string
    plan_line_id: string
    text: Names
    author_id: string
    on_day: string
    resolved_on: string | null
    resolved_by: string | null
  }
}
