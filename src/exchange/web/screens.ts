// The screens of what comes in and goes out.
import { inArea } from '../../kit/screen.ts'

const goingOut = inArea('access', [
  { path: '/exports', load: () => import('./exports-page.tsx').then((m) => m.ExportsPage) },
  { path: '/webhooks', load: () => import('./webhooks-page.tsx').then((m) => m.WebhooksPage) },
  { path: '/webhooks/:webhookId', load: () => import('./webhook-page.tsx').then((m) => m.WebhookPage) },
])

/** Reached from the registers, which they fill. */
const comingIn = inArea('registers', [
  { path: '/imports', load: () => import('./imports-page.tsx').then((m) => m.ImportsPage) },
  { path: '/imports/new', load: () => import('./import-new-page.tsx').then((m) => m.ImportNewPage) },
  { path: '/imports/:importId', load: () => import('./import-page.tsx').then((m) => m.ImportPage) },
])

export const screens = [...goingOut, ...comingIn]
