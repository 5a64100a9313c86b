// The screens of the house itself, which read from several rooms.
import { inArea } from '../../kit/screen.ts'

const house = inArea('access', [
  {
    path: '/backups',
    guide: 'backups',
    load: () => import('./backup/backups-page.tsx').then((m) => m.BackupsPage),
  },
  {
    path: '/journal',
    guide: 'journal',
    load: () => import('./journal/journal-page.tsx').then((m) => m.JournalPage),
  },
])

/** Setting the programme up, from the lists of several rooms. */
const setUp = inArea('registers', [
  {
    path: '/set-up',
    guide: 'programme',
    load: () => import('./set-up/set-up-page.tsx').then((m) => m.SetUpPage),
  },
  {
    path: '/programme',
    guide: 'programme',
    load: () => import('./pack/programme-page.tsx').then((m) => m.ProgrammePage),
  },
])

export const screens = [...house, ...setUp]
