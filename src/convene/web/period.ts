// The dates of a class as one phrase in the reader's language.
import { language, t } from '../../kit/words.ts'
import { sayPeriod } from '../classes/rules.ts'

export const periodOf = (dates: { startsSaid: string; endsSaid: string }): string =>
  sayPeriod(dates.startsSaid, dates.endsSaid, language(), t)
