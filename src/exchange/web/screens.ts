// The screens of what comes in and goes out.
import { inArea } from '../../kit/screen.ts'

const goingOut = inArea('access', [
  {
    path: '/exports',
    guide: 'exports',
    load: () => import('./export/exports-page.tsx').then((m) => m.ExportsPage),
  },
  {
    path: '/webhooks',
    guide: 'webhooks',
    load: () => import('./webhooks/webhooks-page.tsx').then((m) => m.WebhooksPage),
  },
  {
    path: '/webhooks/:webhookId',
    guide: 'webhooks',
    load: () => import('./webhooks/webhook-page.tsx').then((m) => m.WebhookPage),
  },
])

/** Reached from the registers, which they fill. */
const comingIn = inArea('registers', [
  {
    path: '/imports',
    guide: 'imports',
    load: () => import('./import/imports-page.tsx').then((m) => m.ImportsPage),
  },
  {
    path: '/imports/new',
    guide: 'imports',
    load: () => import('./import/import-new-page.tsx').then((m) => m.ImportNewPage),
  },
  {
    path: '/imports/:importId',
    guide: 'imports',
    load: () => import('./import/import-page.tsx').then((m) => m.ImportPage),
  },
])

export const screens = [...goingOut, ...comingIn]
