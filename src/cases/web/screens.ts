// The screens of cases.
import { msg } from '../../base/words.ts'
import { inArea, type Stage } from '../../kit/screen.ts'

export const stage: Stage = { area: 'cases', part: 'loop', at: 3, ch: '验', title: msg('Cases') }

export const screens = inArea('cases', [
  { path: '/cases', entrance: true, load: () => import('./library-page.tsx').then((m) => m.LibraryPage) },
  { path: '/cases/new', guide: 'cases-write', load: () => import('./new-page.tsx').then((m) => m.NewPage) },
  {
    path: '/cases/:caseId',
    guide: 'cases-read',
    load: () => import('./case-page.tsx').then((m) => m.CasePage),
  },
  {
    path: '/cases/:caseId/edit',
    guide: 'cases-write',
    load: () => import('./edit-page.tsx').then((m) => m.EditPage),
  },
  {
    path: '/cases/:caseId/paper',
    guide: 'cases-read',
    bare: true,
    load: () => import('./paper-page.tsx').then((m) => m.PaperPage),
  },
])
