export type ProviderTables = {
  'access.identity': {
    id: string
    account_id: string
    issuer: string
    subject: string
    made_at: Date
    seen_at: Date | null
  }
}
