// The screens of the thread.
import { inArea } from '../../kit/screen.ts'

export const screens = inArea('thread', [
  { path: '/thread', entrance: true, load: () => import('./start-page.tsx').then((m) => m.StartPage) },
  { path: '/thread/:refKind/:refId', load: () => import('./thread-page.tsx').then((m) => m.ThreadPage) },
])
