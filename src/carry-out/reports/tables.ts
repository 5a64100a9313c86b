import type { ColumnType, Generated } from 'kysely'
import type { Names } from '../../base/words.ts'
import type { Said } from '../../plan/disaggregations/rules.ts'
import type { LeftReason, Look, ReportState, Source, VisitHow, VisitOutcome } from './rules.ts'

export type ReportTables = {
  'carry_out.report': {
    id: string
    plan_line_id: string
    /** the place that plans, where the figure is posted */
    place_id: string
    /** who reports: a place below it, or itself */
    reporter_id: string
    period_id: string
    indicator_id: string
    trade_id: string | null
    form: string | null
    month: string
    as_of: string
    value: number
    baseline: number
    /** jsonb array of LeftReason: written with JSON.stringify */
    left_reasons: string | LeftReason[]
    dormant: number | null
    /** jsonb object: written with JSON.stringify */
    parts: ColumnType<Said, string | undefined, string>
    source: Source
    source_note: Names
    cause: Names
    help: Names
    state: Generated<ReportState>
    supersedes_id: string | null
    reason: Names | null
    standing: Generated<boolean>
    /** jsonb array: written with JSON.stringify */
    looks: string | Look[]
    made_on: string
    made_at: Date
    made_by: string
  }
  'carry_out.visit': {
    id: string
    report_id: string
    on_day: string
    outcome: VisitOutcome
    how: VisitHow
    found: number | null
    note: Names
    made_by: string
    made_at: Date
  }
}
