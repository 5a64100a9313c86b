export type TokenTables = {
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
}
