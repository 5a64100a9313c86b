export type PasskeyTables = {
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
}
