// The tables of convene. Other rooms join them through `Reading<ConveneTables>`; only this room writes them.
import type { Generated } from 'kysely'
import type { Names } from '../base/words.ts'
import type { AttendanceState } from './attendance/rules.ts'
import type { ClassState, StageKind } from './classes/rules.ts'
import type { NominationState } from './nominations/rules.ts'
import type { Presenter } from './sessions/rules.ts'

export type ConveneTables = {
  'convene.programme': {
    id: string
    pack: string
    names: Names
    place_id: string
    historical: Generated<boolean>
    lead: Names
    /** by the code of the post */
    post_names: Generated<Record<string, Names>>
    stages: Generated<string>
    made_at: Generated<Date>
  }
  'convene.class': {
    id: string
    programme_id: string
    place_id: string
    host_place_id: string
    venue: Names
    names: Names
    purpose: Names
    starts_said: string
    ends_said: string
    deadline_said: string | null
    first_day: string
    last_day: string
    capacity: number
    state: Generated<ClassState>
    seats_version: Generated<number>
    illustrative: Generated<boolean>
    made_at: Date
  }
  'convene.stage': { id: string; class_id: string; position: number; kind: StageKind; names: Names }
  'convene.class_post': { class_id: string; post_id: string; position: number }
  'convene.class_place': { class_id: string; place_id: string; position: number }
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
  }
  'convene.session': {
    id: string
    class_id: string
    stage_id: string
    title: Names
    on_day: string
    starts_at: number
    ends_at: number
    room: Names
    /** jsonb array: written with JSON.stringify */
    presenters: Presenter[]
    illustrative: Generated<boolean>
  }
  'convene.attendance_mark': {
    id: string
    session_id: string
    person_id: string
    state: AttendanceState
    source: string
    made_at: Date
    received_at: Date
    account_id: string
  }
  'convene.attendance': {
    session_id: string
    person_id: string
    state: AttendanceState
    source: string
    mark_id: string
    made_at: Date
    received_at: Date
  }
}
