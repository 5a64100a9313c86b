// The rooms in the order of the programme: their routes, and what each wakes at.
import type { OpenServe, Serve } from '../access/context.ts'
import { routes as access } from '../access/routes.ts'
import { listeners as carryOutListeners } from '../carry-out/jobs.ts'
import { routes as carryOut } from '../carry-out/routes.ts'
import { routes as cases } from '../cases/routes.ts'
import { routes as convene } from '../convene/routes.ts'
import { routes as examine } from '../examine/routes.ts'
import { routes as exchange } from '../exchange/routes.ts'
import { routes as formation } from '../formation/routes.ts'
import { routes as plan } from '../plan/routes.ts'
import type { Listeners } from '../platform/journal.ts'
import { routes as registry } from '../registry/routes.ts'
import { routes as rollUp } from '../roll-up/routes.ts'
import { routes as study } from '../study/routes.ts'
import { routes as thread } from '../thread/routes.ts'
import { listeners as totals } from '../totals/jobs.ts'
import { routes as accounts } from './accounts/accounts.ts'
import { routes as tokens } from './accounts/tokens.ts'
import { routes as me } from './frame/me.ts'
import { routes as stages } from './frame/stages.ts'
import { routes as instance } from './instance/instance.ts'
import { routes as journal } from './journal/journal.ts'
import { routes as packs } from './pack/packs.ts'
import { routes as personData } from './person-data/person-data.ts'
import { routes as retention } from './retention/retention.ts'
import { routes as twins } from './twins/twins.ts'

/** A room's routes; open calls (without a session) are served through the second. */
export type Routes = (serve: Serve, open: OpenServe) => void

export const rooms: Routes[] = [
  access,
  accounts,
  tokens,
  instance,
  journal,
  personData,
  retention,
  me,
  registry,
  twins,
  convene,
  study,
  cases,
  examine,
  plan,
  carryOut,
  formation,
  rollUp,
  thread,
  exchange,
  stages,
  packs,
]

export const listeners: Listeners = gather([totals, carryOutListeners])

function gather(all: Listeners[]): Listeners {
  const gathered: Listeners = {}
  for (const some of all) {
    for (const [verb, list] of Object.entries(some)) gathered[verb] = [...(gathered[verb] ?? []), ...list]
  }
  return gathered
}
