// The screens of the roll-up: the totals of a place, and the rows behind one of them.
import type { Screen } from '../../kit/screen.ts'

export const screens: Screen[] = [
  { path: '/roll-up', load: () => import('./roll-up-page.tsx').then((m) => m.RollUpPage) },
  { path: '/roll-up/cell', load: () => import('./cell-page.tsx').then((m) => m.CellPage) },
]
