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

export type Placed = Screen & { area: Area }

/** The screens of the house itself, which read from several rooms. */
const house: Screen[] = [
  { path: '/backups', load: () => import('./backups-page.tsx').then((m) => m.BackupsPage) },
  { path: '/journal', load: () => import('./journal-page.tsx').then((m) => m.JournalPage) },
]

/** Setting the programme up, from the lists of several rooms. */
const setUp: Screen[] = [
  { path: '/programme', load: () => import('./programme-page.tsx').then((m) => m.ProgrammePage) },
]

const rooms: { area: Area; screens: Screen[] }[] = [
  { area: 'convene', screens: convene },
  { area: 'study', screens: study },
  { area: 'cases', screens: cases },
  { area: 'examine', screens: examine },
  { area: 'plan', screens: plan },
  { area: 'carry-out', screens: carryOut },
  { area: 'roll-up', screens: rollUp },
  { area: 'thread', screens: thread },
  { area: 'registers', screens: registry },
  { area: 'registers', screens: importScreens },
  { area: 'registers', screens: setUp },
  { area: 'registers', screens: formation },
  { area: 'access', screens: access },
  { area: 'access', screens: exchange },
  { area: 'access', screens: house },
]

export const screens: Placed[] = rooms.flatMap(({ area, screens }) =>
  screens.map((screen) => ({ ...screen, area })),
)

/** Where the rail leads for an area; undefined while the area has no screens. */
export const entranceOf = (area: Area): string | undefined =>
  screens.find((screen) => screen.area === area && !screen.path.includes(':'))?.path
