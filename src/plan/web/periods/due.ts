// When plans of a period are due, in words.
import type { Day } from '../../../base/dates.ts'
import type { Names } from '../../../base/words.ts'
import { capital, formatDay, nameOf, t } from '../../../kit/words.ts'

/** In a table; nothing where no plans of its own are asked for. */
export const dueText = (day: Day | null): string => (day === null ? '–' : formatDay(day))

export const noPlansAsked = (period: { names: Names }): string =>
  t('{period} adds up its parts: no plans of its own are asked for, but one may stand here.', {
    period: capital(nameOf(period.names)),
  })
