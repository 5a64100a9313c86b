// The screens of plans: the board, condition sheets, a plan with its lines, versions and the paper.
import type { Screen } from '../../kit/screen.ts'

export const screens: Screen[] = [
  { path: '/plan', load: () => import('./board-page.tsx').then((m) => m.BoardPage) },
  { path: '/plan/set-up', load: () => import('./set-up-page.tsx').then((m) => m.SetUpPage) },
  { path: '/plan/conditions', load: () => import('./grid-page.tsx').then((m) => m.GridPage) },
  { path: '/plan/conditions/new', load: () => import('./sheet-new-page.tsx').then((m) => m.NewSheetPage) },
  { path: '/plan/conditions/:sheetId', load: () => import('./sheet-page.tsx').then((m) => m.SheetPage) },
  {
    path: '/plan/conditions/:sheetId/edit',
    load: () => import('./sheet-edit-page.tsx').then((m) => m.EditSheetPage),
  },
  { path: '/plan/:planId', load: () => import('./plan-page.tsx').then((m) => m.PlanPage) },
  { path: '/plan/:planId/versions', load: () => import('./versions-page.tsx').then((m) => m.VersionsPage) },
  {
    path: '/plan/:planId/paper',
    bare: true,
    load: () => import('./paper-page.tsx').then((m) => m.PaperPage),
  },
  { path: '/plan/:planId/lines/new', load: () => import('./line-new-page.tsx').then((m) => m.NewLinePage) },
  { path: '/plan/:planId/lines/:planLineId', load: () => import('./line-page.tsx').then((m) => m.LinePage) },
  {
    path: '/plan/:planId/lines/:planLineId/edit',
    load: () => import('./line-edit-page.tsx').then((m) => m.EditLinePage),
  },
]
