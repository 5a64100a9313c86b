// The screens of the thread.
import { msg } from '../../base/words.ts'
import { inArea, type Stage } from '../../kit/screen.ts'

export const stage: Stage = { area: 'thread', part: 'over', at: 2, ch: '脉', title: msg('Thread') }

export const screens = inArea('thread', [
  { path: '/thread', entrance: true, load: () => import('./start-page.tsx').then((m) => m.StartPage) },
  { path: '/thread/:refKind/:refId', load: () => import('./thread-page.tsx').then((m) => m.ThreadPage) },
])
