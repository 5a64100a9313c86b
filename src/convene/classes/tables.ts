import type { Generated } from 'kysely'
import type { Names } from '../../base/words.ts'
import type { AttendanceState } from '../attendance/rules.ts'
import type { ClashRule, ClassFigures, ClassState, Corrected, LateRule, StageKind } from './rules.ts'

export type ClassTables = {
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
    late_rule: Generated<LateRule>
    clash_rule: Generated<ClashRule>
    state: Generated<ClassState>
    seats_version: Generated<number>
    illustrative: Generated<boolean>
    made_at: Date
  }
  'convene.stage': { id: string; class_id: string; position: number; kind: StageKind; names: Names }
  'convene.class_post': { class_id: string; post_id: string; position: number }
  'convene.class_place': { class_id: string; place_id: string; position: number }
  'convene.class_end': { class_id: string; figures: ClassFigures; at: Date }
  'convene.correction': {
    id: string
    class_id: string
    what: Corrected
    nomination_id: string | null
    session_id: string | null
    marks: number
    reason: string | null
    account_id: string
    on_day: string
    at: Date
  }
  'convene.correction_person': {
    correction_id: string
    person_id: string
    /** of marks: what held before, null: nothing */
    from_state: AttendanceState | null
    /** of marks: what holds since, null: not known any more */
    to_state: AttendanceState | null
  }
}
