import type { AttendanceState } from './rules.ts'

export type AttendanceTables = {
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
