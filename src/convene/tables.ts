// The tables of convene. Other rooms join them through `Reading<ConveneTables>`; only this room writes them.
import type { AttendanceTables } from './attendance/tables.ts'
import type { ClassTables } from './classes/tables.ts'
import type { NominationTables } from './nominations/tables.ts'
import type { PaperTables } from './papers/tables.ts'
import type { ProgrammeTables } from './programmes/tables.ts'
import type { SeatTables } from './seats/tables.ts'
import type { SessionTables } from './sessions/tables.ts'

export type ConveneTables = ProgrammeTables &
  PaperTables &
  ClassTables &
  SeatTables &
  NominationTables &
  SessionTables &
  AttendanceTables
