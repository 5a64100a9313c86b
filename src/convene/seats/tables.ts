import type { Generated } from 'kysely'

export type SeatTables = {
  'convene.seat': {
    class_id: string
    place_id: string
    post_id: string
    seats: Generated<number>
    version: Generated<number>
  }
  'convene.seat_change': {
    id: string
    class_id: string
    place_id: string
    post_id: string
    from_seats: number
    to_seats: number
    reason: string
    account_id: string
    at: Date
  }
}
