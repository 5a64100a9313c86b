// The calendar of a programme: with which month its year begins, and when the reports of a month are due. Pure.

export const firstDueDay = 1
/** Every month has this day. */
export const lastDueDay = 28

export type ProgrammeCalendar = {
  /** the month, 1 to 12, that its year begins with */
  yearFrom: number
  /** the day of the next month on which reports of a month are due */
  dueDay: number
}
/** Of a programme that says nothing of it. */
export const usualCalendar: ProgrammeCalendar = { yearFrom: 1, dueDay: 5 }
