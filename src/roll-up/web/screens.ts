// The screens of the roll-up: the totals of a place, and the rows behind one of them.
import { msg } from '../../base/words.ts'
import { inArea, type Stage } from '../../kit/screen.ts'

export const stage: Stage = { area: 'roll-up', part: 'over', at: 1, ch: '汇', title: msg('Roll-up') }

export const screens = inArea('roll-up', [
  { path: '/roll-up', entrance: true, load: () => import('./roll-up-page.tsx').then((m) => m.RollUpPage) },
  {
    path: '/roll-up/cell',
    guide: 'roll-up-cell',
    load: () => import('./cell-page.tsx').then((m) => m.CellPage),
  },
])
