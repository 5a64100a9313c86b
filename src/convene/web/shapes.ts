// The replies that the screens of classes draw, by name.
import type { CallReply } from '../../base/call.ts'
import type { sessionAttendance } from '../attendance/contract.ts'
import type { classPage } from '../classes/contract.ts'
import type { classInvitations } from '../invitations/contract.ts'
import type { nominationList } from '../nominations/contract.ts'
import type { seatTable } from '../seats/contract.ts'
import type { timetable } from '../sessions/contract.ts'

export type Head = CallReply<typeof classPage>
/** What every tab of a class is given. */
export type TabProps = { head: Head }
/** Somebody of the class, and where their invitation stands. */
export type Attendee = CallReply<typeof classInvitations>['people'][number]
export type SeatCell = CallReply<typeof seatTable>['cells'][number]
export type Nomination = CallReply<typeof nominationList>['nominations'][number]
export type OneSession = CallReply<typeof timetable>['sessions'][number]
/** Who is to be marked at one session. */
export type RollSheet = CallReply<typeof sessionAttendance>
export type RollPerson = RollSheet['people'][number]
