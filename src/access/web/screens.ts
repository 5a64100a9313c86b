// The screens of access: ways in, one's own account, the accounts of others.
import { inArea } from '../../kit/screen.ts'

export const screens = inArea('access', [
  {
    path: '/account',
    guide: 'account',
    load: () => import('./account/account-page.tsx').then((m) => m.AccountPage),
  },
  {
    path: '/accounts',
    guide: 'accounts',
    load: () => import('./accounts/accounts-page.tsx').then((m) => m.AccountsPage),
  },
  {
    path: '/sign-in',
    guide: 'sign-in',
    open: true,
    bare: true,
    load: () => import('./sign-in/sign-in-page.tsx').then((m) => m.SignInPage),
  },
  {
    path: '/sign-in/provider',
    guide: 'sign-in',
    open: true,
    bare: true,
    load: () => import('./sign-in/provider-page.tsx').then((m) => m.ProviderPage),
  },
  {
    path: '/invite/:secret',
    guide: 'sign-in',
    open: true,
    bare: true,
    load: () => import('./sign-in/invite-page.tsx').then((m) => m.InvitePage),
  },
])
