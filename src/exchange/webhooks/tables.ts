// The tables of webhooks and what is on its way to them.
import type { Generated } from 'kysely'
import type { DeliveryState } from './rules.ts'

export type WebhookTables = {
  'exchange.webhook': {
    id: string
    account_id: string
    /** the token under which it was made, and with which it ends */
    token_id: string | null
    place_id: string
    url: string
    kinds: string[]
    secret: string
    made_at: Date
    collected_at: Date
    ended_at: Date | null
  }
  'exchange.webhook_delivery': {
    id: string
    webhook_id: string
    entry_id: string
    body: string
    state: DeliveryState
    attempts: Generated<number>
    next_at: Date
    tried_at: Date | null
    answer: string | null
  }
}
