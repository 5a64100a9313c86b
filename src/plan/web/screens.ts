// The screens of plans: the board, condition sheets, a plan with its lines, versions and the paper.
import { msg } from '../../base/words.ts'
import { inArea, type Stage } from '../../kit/screen.ts'

export const stage: Stage = { area: 'plan', part: 'loop', at: 5, ch: '计', title: msg('Plan') }

export const screens = inArea('plan', [
  {
    path: '/plan',
    guide: 'plan-review',
    entrance: true,
    load: () => import('./board/board-page.tsx').then((m) => m.BoardPage),
  },
  {
    path: '/plan/set-up',
    guide: 'plan-set-up',
    load: () => import('./indicators/set-up-page.tsx').then((m) => m.SetUpPage),
  },
  {
    path: '/plan/conditions',
    guide: 'plan-conditions',
    load: () => import('./sheets/grid-page.tsx').then((m) => m.GridPage),
  },
  {
    path: '/plan/conditions/new',
    guide: 'plan-conditions',
    load: () => import('./sheets/sheet-new-page.tsx').then((m) => m.NewSheetPage),
  },
  {
    path: '/plan/conditions/:sheetId',
    guide: 'plan-conditions',
    load: () => import('./sheets/sheet-page.tsx').then((m) => m.SheetPage),
  },
  {
    path: '/plan/conditions/:sheetId/edit',
    guide: 'plan-conditions',
    load: () => import('./sheets/sheet-edit-page.tsx').then((m) => m.EditSheetPage),
  },
  {
    path: '/plan/:planId',
    guide: 'plan-review',
    load: () => import('./plans/plan-page.tsx').then((m) => m.PlanPage),
  },
  {
    path: '/plan/:planId/versions',
    guide: 'plan-versions',
    load: () => import('./versions/versions-page.tsx').then((m) => m.VersionsPage),
  },
  {
    path: '/plan/:planId/paper',
    guide: 'plan-versions',
    bare: true,
    load: () => import('./plans/paper-page.tsx').then((m) => m.PaperPage),
  },
  {
    path: '/plan/:planId/lines/new',
    guide: 'plan-lines',
    load: () => import('./lines/line-new-page.tsx').then((m) => m.NewLinePage),
  },
  {
    path: '/plan/:planId/lines/:planLineId',
    guide: 'plan-lines',
    load: () => import('./lines/line-page.tsx').then((m) => m.LinePage),
  },
  {
    path: '/plan/:planId/lines/:planLineId/edit',
    guide: 'plan-lines',
    load: () => import('./lines/line-edit-page.tsx').then((m) => m.EditLinePage),
  },
])
