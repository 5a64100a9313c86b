// The tables of carry-out. Only this room writes them; others join them through `Reading<CarryOutTables>`.
import type { CommitmentTables } from './commitments/tables.ts'
import type { EvidenceTables } from './evidence/tables.ts'
import type { ReportTables } from './reports/tables.ts'

export type CarryOutTables = CommitmentTables & ReportTables & EvidenceTables
