// The calls of the house itself, which no single room could answer.
import type { Room } from '../access/context.ts'
import { exportRoutes } from '../exchange/export/routes.ts'
import { importRoutes } from '../exchange/import/routes.ts'
import { routes as accounts } from './accounts/accounts.ts'
import { routes as tokens } from './accounts/tokens.ts'
import { routes as me } from './frame/me.ts'
import { routes as stages } from './frame/stages.ts'
import { routes as instance } from './instance/instance.ts'
import { routes as journal } from './journal/journal.ts'
import { routes as packs } from './pack/packs.ts'
import { routes as personData } from './person-data/person-data.ts'
import { routes as retention } from './retention/retention.ts'
import { exports, imports } from './rooms.ts'
import { routes as twins } from './twins/twins.ts'

export const routes: NonNullable<Room['routes']>[] = [
  accounts,
  tokens,
  instance,
  journal,
  personData,
  retention,
  me,
  twins,
  stages,
  packs,
  exportRoutes(exports),
  importRoutes(imports),
]
