export type SessionTables = {
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
}
