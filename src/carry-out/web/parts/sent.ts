// How a month stands, in the one sentence that is said of it everywhere.
import { formatDay, formatNumber, t } from '../../../kit/words.ts'
import { type MonthSent, sentText } from '../../coverage/rules.ts'

export function saySent(
  month: Pick<MonthSent, 'state' | 'expected' | 'reported' | 'dueOn' | 'lateSince'>,
): string {
  const { text, day } = sentText(month)
  return t(text, {
    n: formatNumber(month.reported),
    all: formatNumber(month.expected),
    day: formatDay(day),
  })
}
