import type { Generated } from 'kysely'
import type { NominationState } from './rules.ts'

export type NominationTables = {
  'convene.nomination': {
    id: string
    class_id: string
    place_id: string
    post_id: string
    person_id: string
    appointment_id: string
    state: NominationState
    reason: string | null
    arrival: Generated<number>
    made_by: string
    made_at: Date
    decided_by: string | null
    decided_at: Date | null
    /** put forward after the deadline */
    is_late: Generated<boolean>
    /** from this day on the person sits in the class */
    seated_on: string | null
    /** from this day on no longer */
    left_on: string | null
    /** what a withdrawn seat was until before its person was made one with another, and with which entry */
    settled_left_on: string | null
    settled_with: string | null
  }
  'convene.nomination_step': {
    id: string
    nomination_id: string
    person_id: string
    state: NominationState
    reason: string | null
    account_id: string | null
    on_day: string
    at: Date
    /** from which day on the person has the seat, or has it no longer */
    from_on: string | null
  }
}
