// The tables of the registry as the query builder knows them. Other rooms join them through `Reading<RegistryTables>`.
import type { AppointmentTables } from './appointments/tables.ts'
import type { GateTables } from './gates/tables.ts'
import type { LevelTables } from './levels/tables.ts'
import type { ListTables } from './lists/tables.ts'
import type { OrganisationTables } from './organisations/tables.ts'
import type { PersonTables } from './people/tables.ts'
import type { PlaceTables } from './places/tables.ts'
import type { TwinTables } from './twins/tables.ts'

export type RegistryTables = PlaceTables &
  LevelTables &
  ListTables &
  GateTables &
  OrganisationTables &
  PersonTables &
  AppointmentTables &
  TwinTables
