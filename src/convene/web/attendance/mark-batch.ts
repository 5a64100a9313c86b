// Which marks of attendance travel together, and which were made by one tap. Pure.
import type { AttendanceSource, AttendanceState } from '../../attendance/rules.ts'

export type Mark = {
  id: string
  personId: string
  state: AttendanceState
  madeAt: string
  source: AttendanceSource
  /** of a class that has ended: why it is mended */
  reason?: string
}

const largest = 200

/** The next batch: marks of one source and one reason, in the order they were made. */
export function nextBatch(marks: readonly Mark[]): Mark[] {
  const [first] = marks
  return first
    ? marks.filter((mark) => mark.source === first.source && mark.reason === first.reason).slice(0, largest)
    : []
}

/** What was marked last, by one tap: of one person, or of all who were still open. */
export const lastTap = (marks: readonly Mark[]): Mark[] =>
  marks.filter((mark) => mark.madeAt === marks[marks.length - 1].madeAt)
