// The tables of study. Other rooms join policies, clauses and questions through `Reading<StudyTables>`.
import type { AskedTables } from './asked/tables.ts'
import type { CheckTables } from './checks/tables.ts'
import type { MaterialTables } from './materials/tables.ts'
import type { PolicyTables } from './policies/tables.ts'

export type StudyTables = PolicyTables & MaterialTables & CheckTables & AskedTables
