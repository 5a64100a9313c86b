import type { Generated } from 'kysely'

export type ReporterTables = {
  'plan.line_reporter': {
    plan_line_id: string
    place_id: string
    baseline: number
    /** of the approved version, while the rest is revised; null before it was approved */
    standing_baseline: Generated<number | null>
    standing_since: Generated<string | null>
  }
}
