// The screens of what comes in and goes out.
import type { Screen } from '../../kit/screen.ts'

export const screens: Screen[] = [
  { path: '/exports', load: () => import('./exports-page.tsx').then((m) => m.ExportsPage) },
  { path: '/webhooks', load: () => import('./webhooks-page.tsx').then((m) => m.WebhooksPage) },
  { path: '/webhooks/:webhookId', load: () => import('./webhook-page.tsx').then((m) => m.WebhookPage) },
]
