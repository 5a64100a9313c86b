import type { Generated } from 'kysely'

export type SignInTables = {
  'access.invitation': {
    id: string
    token_hash: Buffer
    account_id: string
    made_by: string | null
    made_at: Date
    expires_at: Date
    used_at: Date | null
  }
  'access.challenge': { token_hash: Buffer; kind: string; content: string; made_at: Date }
  'access.failed_sign_in': { key: string; at: Generated<Date>; attempt_id: string | null }
}
