// The calls of the house itself, which no single room could answer.
import type { Room } from '../access/context.ts'
import { exchangeRoutes } from '../exchange/routes.ts'
import { routes as accounts } from './accounts/accounts.ts'
import { routes as tokens } from './accounts/tokens.ts'
import * as backups from './backup/contract.ts'
import * as calls from './contract.ts'
import { routes as me } from './frame/me.ts'
import { routes as stages } from './frame/stages.ts'
import { routes as instance } from './instance/instance.ts'
import { routes as journal } from './journal/journal.ts'
import * as packCalls from './pack/contract.ts'
import { routes as packs } from './pack/packs.ts'
import { routes as papers } from './papers/papers.ts'
import { routes as periods } from './periods/periods.ts'
import { routes as personData } from './person-data/person-data.ts'
import { routes as places } from './places/places.ts'
import { routes as retention } from './retention/retention.ts'
import { exports, imports, naming, told } from './rooms.ts'
import * as setUpCalls from './set-up/contract.ts'
import { routes as setUp } from './set-up/set-up.ts'
import { routes as twins } from './twins/twins.ts'

/** How its calls are described for programs, beside those of the rooms. */
export const house = {
  name: 'app',
  about: 'The house itself: health, journal, packs of programmes, backups.',
  contracts: { app: calls, backups, packs: packCalls, setUp: setUpCalls },
}

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
  places,
  papers,
  periods,
  packs,
  setUp,
  exchangeRoutes({ exports, imports, told, naming }),
]
