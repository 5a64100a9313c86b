// The screens of formation: the members of a unit, the list that is printed, and the memberships of a person.
import { inArea } from '../../kit/screen.ts'

export const screens = inArea('registers', [
  {
    path: '/organisations/:organisationId/members',
    guide: 'members',
    load: () => import('./members-page.tsx').then((m) => m.MembersPage),
  },
  {
    path: '/organisations/:organisationId/members/paper',
    guide: 'members',
    bare: true,
    load: () => import('./members-paper.tsx').then((m) => m.MembersPaper),
  },
  {
    path: '/people/:personId/memberships',
    guide: 'members',
    load: () => import('./memberships-page.tsx').then((m) => m.MembershipsPage),
  },
])
