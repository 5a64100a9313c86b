// The tables of access: accounts, what they may do where, sessions, invitations, tokens.
import type { Generated } from 'kysely'
import type { Names } from '../base/words.ts'
import type { Role } from './rules.ts'

export type AccessTables = {
  'access.account': {
    id: string
    login: string
    names: Names
    password_hash: string | null
    person_id: string | null
    language: string | null
    cast_order: number | null
    email: Generated<string | null>
    made_at: Date
    ended_at: Date | null
  }
  'access.role_grant': {
    id: string
    account_id: string
    role: Role
    place_id: string
    made_at: Date
    ended_at: Date | null
  }
  'access.session': {
    id: string
    token_hash: Buffer
    account_id: string
    agent: string
    made_at: Date
    seen_at: Date
    proved_at: Date
    ended_at: Date | null
  }
  'access.invitation': {
    id: string
    token_hash: Buffer
    account_id: string
    made_by: string | null
    made_at: Date
    expires_at: Date
    used_at: Date | null
  }
  'access.token': {
    id: string
    token_hash: Buffer
    account_id: string
    name: string
    place_id: string
    may_write: boolean
    made_at: Date
    expires_at: Date
    seen_at: Date | null
    ended_at: Date | null
  }
  'access.identity': {
    id: string
    account_id: string
    issuer: string
    subject: string
    made_at: Date
    seen_at: Date | null
  }
  'access.passkey': {
    id: string
    account_id: string
    credential_id: string
    public_key: Buffer
    counter: number
    transports: string[]
    name: string
    made_at: Date
    seen_at: Date | null
  }
  'access.challenge': { token_hash: Buffer; kind: string; content: string; made_at: Date }
  'access.failed_sign_in': { key: string; at: Generated<Date> }
}
