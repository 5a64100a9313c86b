// The screens of what comes in and goes out.
import type { Screen } from '../../kit/screen.ts'

export const screens: Screen[] = [
  { path: '/exports', load: () => import('./exports-page.tsx').then((m) => m.ExportsPage) },
  { path: '/webhooks', load: () => import('./webhooks-page.tsx').then((m) => m.WebhooksPage) },
  { path: '/webhooks/:webhookId', load: () => import('./webhook-page.tsx').then((m) => m.WebhookPage) },
]

/** Reached from the registers, which they fill. */
export const importScreens: Screen[] = [
  { path: '/imports', load: () => import('./imports-page.tsx').then((m) => m.ImportsPage) },
  { path: '/imports/new', load: () => import('./import-new-page.tsx').then((m) => m.ImportNewPage) },
  { path: '/imports/:importId', load: () => import('./import-page.tsx').then((m) => m.ImportPage) },
]
