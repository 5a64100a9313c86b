// The screens of cases.
import { msg } from '../../base/words.ts'
import { inArea, type Stage } from '../../kit/screen.ts'

export const stage: Stage = { area: 'cases', part: 'loop', at: 3, ch: '验', title: msg('Cases') }

export const screens = inArea('cases', [
  { path: '/cases', entrance: true, load: () => import('./library-page.tsx').then((m) => m.LibraryPage) },
  { path: '/cases/new', load: () => import('./new-page.tsx').then((m) => m.NewPage) },
  { path: '/cases/:caseId', load: () => import('./case-page.tsx').then((m) => m.CasePage) },
  { path: '/cases/:caseId/edit', load: () => import('./edit-page.tsx').then((m) => m.EditPage) },
  {
    path: '/cases/:caseId/paper',
    bare: true,
    load: () => import('./paper-page.tsx').then((m) => m.PaperPage),
  },
])
