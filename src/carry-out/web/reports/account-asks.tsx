// Where what was typed does not come out with the closing account: asked of whoever reports.
import { monthsOf } from '../../../base/dates.ts'
import { Tag } from '../../../kit/marks.tsx'
import { t } from '../../../kit/words.ts'
import { whatOf } from '../../../plan/web/parts/lines.ts'
import { stored } from '../../../plan/web/parts/units.ts'
import { differenceIn } from '../../reports/balance.ts'
import { figureText } from '../parts/figures.tsx'
import type { Month, Todo } from '../shapes.ts'
import { keyOf } from './sending.ts'
import type { MonthForm } from './use-month.ts'

export type Account = Pick<Todo, 'line' | 'reporter'> & {
  figures: readonly { month: string; value: number }[]
}
type Difference = Pick<Todo, 'line' | 'reporter'> & { month: string; n: number }

/** A figure as it is being typed stands in the place of the one before. */
export const withTyped = ({ figures, ...of }: Account, month: string, value: number | null): Account => ({
  ...of,
  figures: value === null ? figures : [...figures.filter((one) => one.month !== month), { month, value }],
})

export const sayDifference = ({ line, n }: Pick<Difference, 'line' | 'n'>): string => {
  const by = { n: figureText(Math.abs(n), line.indicator.unit) }
  return n > 0
    ? t('{n} more than the closing account makes', by)
    : t('{n} fewer than the closing account makes', by)
}

/** Of one line in one month; nothing where it comes out, or a part is missing. */
export function differences(
  lines: readonly Account[],
  all: readonly Account[],
  months: readonly string[],
  asked = months,
): Difference[] {
  return lines.flatMap((one) =>
    asked.flatMap((month) => {
      const n = differenceIn(one, all, months, month)
      return n ? [{ line: one.line, reporter: one.reporter, month, n }] : []
    }),
  )
}

type AccountAsksProps = { of: readonly Account[]; among: readonly Account[]; months: string[]; month: string }

/** Asks about the lines that do not come out in the month. */
export function AccountAsks({ of, among, months, month }: AccountAsksProps) {
  const found = differences(of, among, months, [month])
  return found.map((one) => (
    <Tag tone='warn' key={one.line.id}>
      {of.length > 1 && `${whatOf(one.line)}: `}
      {t('{what}: please look again', { what: sayDifference(one) })}
    </Tag>
  ))
}

export type AsksProps = { of: Todo; data: Month; form: MonthForm }

/** The same of one line while a month is typed. */
export function MonthAsks({ of, data, form }: AsksProps) {
  const { lines, month, period } = data
  const typed = lines.map((todo) => {
    const { value } = form.draftOf(todo)
    const isTyped = typeof value === 'number' && !form.isSent(todo)
    return withTyped(todo, month, isTyped ? stored(value, todo.line.indicator.unit) : null)
  })
  return (
    <AccountAsks
      of={typed.filter((one) => keyOf(one) === keyOf(of))}
      among={typed}
      months={period ? monthsOf(period.fromOn, period.toOn) : []}
      month={month}
    />
  )
}
