// The tables of plans as the query builder knows them. Other rooms join them through `Reading<PlanTables>`.
import type { CommentTables } from './comments/tables.ts'
import type { DefinitionTables } from './definitions/tables.ts'
import type { DisaggregationTables } from './disaggregations/tables.ts'
import type { IndicatorTables } from './indicators/tables.ts'
import type { LineTables } from './lines/tables.ts'
import type { ListTables } from './lists/tables.ts'
import type { PeriodTables } from './periods/tables.ts'
import type { PlanOwnTables } from './plans/tables.ts'
import type { ReporterTables } from './reporters/tables.ts'
import type { SheetTables } from './sheets/tables.ts'
import type { UnitTables } from './units/tables.ts'
import type { VersionTables } from './versions/tables.ts'

export type PlanTables = PeriodTables &
  IndicatorTables &
  DefinitionTables &
  DisaggregationTables &
  UnitTables &
  ListTables &
  SheetTables &
  PlanOwnTables &
  LineTables &
  ReporterTables &
  CommentTables &
  VersionTables
