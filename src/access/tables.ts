// The tables of access: accounts, what they may do where, sessions, invitations, tokens.
import type { AccountTables } from './accounts/tables.ts'
import type { PasskeyTables } from './passkeys/tables.ts'
import type { ProviderTables } from './providers/tables.ts'
import type { SessionTables } from './sessions/tables.ts'
import type { SignInTables } from './sign-in/tables.ts'
import type { TokenTables } from './tokens/tables.ts'

export type AccessTables = AccountTables &
  SessionTables &
  SignInTables &
  TokenTables &
  ProviderTables &
  PasskeyTables
