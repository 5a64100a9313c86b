// What access is to the whole house.
import { finding } from '../base/problems.ts'
import { msg } from '../base/words.ts'
import * as accounts from './accounts/contract.ts'
import { heldAccounts } from './accounts/person-data.ts'
import type { Room } from './context.ts'
import * as instance from './instance/contract.ts'
import { forgetFailures, forgetInvitations, forgetSessions } from './jobs.ts'
import { naming } from './naming.ts'
import * as retention from './retention/contract.ts'
import { routes } from './routes.ts'
import { roleNames } from './rules.ts'
import * as signIn from './sign-in/contract.ts'
import * as tokens from './tokens/contract.ts'
import * as ways from './ways/contract.ts'

export const access: Room = {
  name: 'access',
  about: 'Who may come in: accounts, sign-in, sessions, tokens for programs, and the settings of the office.',
  contracts: {
    accounts,
    instance,
    retention,
    signIn,
    tokens,
    ways,
  },
  routes,
  naming,
  heldAbout: heldAccounts,
  retention: {
    sessions: (db, days) => forgetSessions(db, Number(days)),
    failures: (db, days) => forgetFailures(db, Number(days)),
    invitations: (db, days) => forgetInvitations(db, Number(days)),
  },
  secrets: ['session', 'invitation', 'failed_sign_in', 'token', 'challenge'],
  heldWords: {
    columns: {
      login: msg('Sign-in name'),
      email: msg('E-mail'),
      language: msg('Language'),
      has_password: msg('With a password'),
      agent: msg('Device'),
      issuer: msg('Provider'),
      subject: msg('Known there as'),
      role: msg('Role'),
      may_write: msg('May write'),
    },
    values: {
      role: roleNames,
    },
  },
  journal: {
    verbs: {
      'account.opened': msg('Account opened and invited'),
      'account.ended': msg('Account ended'),
      'invitation.made': msg('New invitation link made'),
      'invitation.used': msg('Invitation used, password set'),
      'role.given': msg('Role given'),
      'role.ended': msg('Role ended'),
      'session.opened': msg('Signed in'),
      'session.ended': msg('Signed out'),
      'session.all-ended': msg('An account signed out on all devices'),
      'session.others-ended': msg('All other devices signed out'),
      'password.changed': msg('Password changed'),
      'language.changed': msg('Language chosen'),
      'identity.connected': msg('Account at a provider connected'),
      'identity.parted': msg('Account at a provider disconnected'),
      'passkey.added': msg('Passkey added'),
      'passkey.named': msg('Passkey named'),
      'passkey.removed': msg('Passkey removed'),
      'email.set': msg('E-mail of an account set'),
      'token.made': msg('Token for a machine made'),
      'token.ended': msg('Token for a machine ended'),
    },
    kinds: {
      account: { text: msg('Accounts and sign-in') },
    },
  },
  refusals: {
    account_login_unique: finding('/login', 'taken', msg('This sign-in name is taken.')),
    account_email_unique: finding('/email', 'taken', msg('This e-mail belongs to another account.')),
  },
}
