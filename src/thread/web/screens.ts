// The screens of the thread.
import type { Screen } from '../../kit/screen.ts'

export const screens: Screen[] = [
  { path: '/thread', load: () => import('./start-page.tsx').then((m) => m.StartPage) },
  { path: '/thread/:refKind/:refId', load: () => import('./thread-page.tsx').then((m) => m.ThreadPage) },
]
