// All screens, room by room. The rail's link to an area is its first screen whose address has no params.
import { screens as access } from '../../access/web/screens.ts'
import { screens as carryOut } from '../../carry-out/web/screens.ts'
import { screens as cases } from '../../cases/web/screens.ts'
import { screens as convene } from '../../convene/web/screens.ts'
import { screens as examine } from '../../examine/web/screens.ts'
import { screens as exchange, importScreens } from '../../exchange/web/screens.ts'
import { screens as formation } from '../../formation/web/screens.ts'
import type { Screen } from '../../kit/screen.ts'
import { screens as plan } from '../../plan/web/screens.ts'
import { screens as registry } from '../../registry/web/screens.ts'
import { screens as rollUp } from '../../roll-up/web/screens.ts'
import { screens as study } from '../../study/web/screens.ts'
import { screens as thread } from '../../thread/web/screens.ts'
import type { Area } from './stages.ts'

/** `room` is the folder that the screen is from: its styles hold only under the class `room-<room>`. */
export type Placed = Screen & { room: string; area: Area }

/** The screens of the house itself, which read from several rooms. */
const house: Screen[] = [
  { path: '/backups', load: () => import('./backups-page.tsx').then((m) => m.BackupsPage) },
  { path: '/journal', load: () => import('./journal-page.tsx').then((m) => m.JournalPage) },
]

/** Setting the programme up, from the lists of several rooms. */
const setUp: Screen[] = [
  { path: '/programme', load: () => import('./programme-page.tsx').then((m) => m.ProgrammePage) },
]

const rooms: { room: string; area: Area; screens: Screen[] }[] = [
  { room: 'convene', area: 'convene', screens: convene },
  { room: 'study', area: 'study', screens: study },
  { room: 'cases', area: 'cases', screens: cases },
  { room: 'examine', area: 'examine', screens: examine },
  { room: 'plan', area: 'plan', screens: plan },
  { room: 'carry-out', area: 'carry-out', screens: carryOut },
  { room: 'roll-up', area: 'roll-up', screens: rollUp },
  { room: 'thread', area: 'thread', screens: thread },
  { room: 'registry', area: 'registers', screens: registry },
  { room: 'exchange', area: 'registers', screens: importScreens },
  { room: 'app', area: 'registers', screens: setUp },
  { room: 'formation', area: 'registers', screens: formation },
  { room: 'access', area: 'access', screens: access },
  { room: 'exchange', area: 'access', screens: exchange },
  { room: 'app', area: 'access', screens: house },
]

export const screens: Placed[] = rooms.flatMap(({ screens, ...placed }) =>
  screens.map((screen) => ({ ...screen, ...placed })),
)

/** Where the rail leads for an area; undefined while the area has no screens. */
export const entranceOf = (area: Area): string | undefined =>
  screens.find((screen) => screen.area === area && !screen.path.includes(':'))?.path
