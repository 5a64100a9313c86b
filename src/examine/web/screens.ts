// The screens of examine.
import { msg } from '../../base/words.ts'
import { inArea, type Stage } from '../../kit/screen.ts'

export const stage: Stage = { area: 'examine', part: 'loop', at: 4, ch: '检', title: msg('Examine') }

export const screens = inArea('examine', [
  { path: '/examine', entrance: true, load: () => import('./examine-page.tsx').then((m) => m.ExaminePage) },
  {
    path: '/examine/cards/new',
    guide: 'examine-cards',
    load: () => import('./card-editor-page.tsx').then((m) => m.NewCardPage),
  },
  {
    path: '/examine/cards/:misconceptionId',
    guide: 'examine-cards',
    load: () => import('./card-page.tsx').then((m) => m.CardPage),
  },
  {
    path: '/examine/cards/:misconceptionId/edit',
    guide: 'examine-cards',
    load: () => import('./card-editor-page.tsx').then((m) => m.EditCardPage),
  },
  {
    path: '/examine/classes/:classId/new-round',
    guide: 'examine-rounds',
    load: () => import('./new-round-page.tsx').then((m) => m.NewRoundPage),
  },
  {
    path: '/examine/rounds/:roundId',
    guide: 'examine-rounds',
    load: () => import('./round-page.tsx').then((m) => m.RoundPage),
  },
  {
    path: '/examine/checks/:checkId',
    guide: 'study-results',
    load: () => import('./check-cards-page.tsx').then((m) => m.CheckCardsPage),
  },
  {
    path: '/examine/rounds/:roundId/figures',
    guide: 'examine-figures',
    load: () => import('./figures-page.tsx').then((m) => m.FiguresPage),
  },
])
