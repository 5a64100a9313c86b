// What is recorded of somebody at a session, and from where it is known. Pure.
import { msg } from '../../base/words.ts'

export const attendanceStates = ['present', 'excused', 'absent'] as const
export type AttendanceState = (typeof attendanceStates)[number]
export const attendanceStateNames: Record<AttendanceState, string> = {
  present: msg('present'),
  excused: msg('excused'),
  absent: msg('absent'),
}

export const attendanceSources = ['roll_call', 'sign_in_sheet', 'check_in', 'later_report'] as const
export type AttendanceSource = (typeof attendanceSources)[number]
export const attendanceSourceNames: Record<AttendanceSource, string> = {
  roll_call: msg('roll call'),
  sign_in_sheet: msg('sign-in sheet'),
  check_in: msg('check-in at the door'),
  later_report: msg('reported later'),
}
