// The screens of convene.
import { msg } from '../../base/words.ts'
import { inArea, type Stage } from '../../kit/screen.ts'

const classPage = () => import('./classes/class-page.tsx').then((m) => m.ClassPage)

export const stage: Stage = { area: 'convene', part: 'loop', at: 1, ch: '召', title: msg('Convene') }

export const screens = inArea('convene', [
  {
    path: '/classes',
    entrance: true,
    load: () => import('./classes/classes-page.tsx').then((m) => m.ClassesPage),
  },
  {
    path: '/classes/new',
    guide: 'convene-settings',
    load: () => import('./classes/new-class-page.tsx').then((m) => m.NewClassPage),
  },
  { path: '/classes/:classId', guide: 'convene-seats', load: classPage },
  {
    path: '/classes/:classId/invitations',
    guide: 'convene-invitations',
    load: () => import('./invitations/invitations-page.tsx').then((m) => m.InvitationsPage),
  },
  { path: '/classes/:classId/:tab', guide: 'convene-:tab', load: classPage },
  {
    path: '/classes/:classId/papers/:paper',
    guide: 'convene-papers',
    bare: true,
    load: () => import('./classes/paper-page.tsx').then((m) => m.PaperPage),
  },
  {
    path: '/sessions/:sessionId/attendance',
    guide: 'convene-attendance',
    load: () => import('./attendance/roll-call-page.tsx').then((m) => m.RollCallPage),
  },
  {
    path: '/sessions/:sessionId/sign-in-sheet',
    guide: 'convene-papers',
    bare: true,
    load: () => import('./attendance/sign-in-sheet.tsx').then((m) => m.SignInSheet),
  },
])
