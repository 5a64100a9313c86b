// The tables of examine. The piles of answers are read by this room alone, and only when a phase closes.
import type { CardTables } from './cards/tables.ts'
import type { RoundTables } from './rounds/tables.ts'

export type ExamineTables = CardTables & RoundTables
