// Where what was typed does not come out with the closing account: asked of whoever reports, shown to whoever reads.
import { Quiet, Tag } from '../../../kit/marks.tsx'
import { Section } from '../../../kit/page.tsx'
import { Table } from '../../../kit/table.tsx'
import { formatMonth, t } from '../../../kit/words.ts'
import { whatOf } from '../../../plan/web/parts/lines.ts'
import { differenceIn } from '../../reports/balance.ts'
import { figureText } from '../parts/figures.tsx'
import type { Todo } from '../shapes.ts'

type Account = Pick<Todo, 'line'> & { figures: readonly { month: string; value: number }[] }
type Difference = { line: Todo['line']; month: string; n: number }

/** A figure as it is being typed stands in the place of the one before. */
export const withTyped = ({ line, figures }: Account, month: string, value: number | null): Account => ({
  line,
  figures: value === null ? figures : [...figures.filter((one) => one.month !== month), { month, value }],
})

const sayDifference = ({ line, n }: Difference): string => {
  const by = { n: figureText(Math.abs(n), line.indicator.unit) }
  return n > 0
    ? t('{n} more than the closing account makes', by)
    : t('{n} fewer than the closing account makes', by)
}

/** Of one line in one month; nothing where it comes out, or a part is missing. */
function differences(
  lines: readonly Account[],
  all: readonly Account[],
  months: readonly string[],
  asked = months,
): Difference[] {
  return lines.flatMap((one) =>
    asked.flatMap((month) => {
      const n = differenceIn(one, all, months, month)
      return n ? [{ line: one.line, month, n }] : []
    }),
  )
}

type AsksProps = { of: readonly Account[]; among: readonly Account[]; months: string[]; month: string }

/** Asks about the lines that do not come out in the month. */
export function AccountAsks({ of, among, months, month }: AsksProps) {
  const found = differences(of, among, months, [month])
  return found.map((one) => (
    <Tag tone='warn' key={one.line.id}>
      {of.length > 1 && `${whatOf(one.line)}: `}
      {t('{what}: please look again', { what: sayDifference(one) })}
    </Tag>
  ))
}

/** The months in which accounts among these lines do not come out. */
export function AccountSection({ account, months }: { account: readonly Account[]; months: string[] }) {
  if (!account.some(({ line }) => line.indicator.balance)) return null
  return (
    <Section
      title={t('Closing account')}
      note={t('What stood the month before, what came and what went, where all of it was reported.')}
    >
      <Table
        label={t('Closing account')}
        rows={differences(account, account, months)}
        rowKey={({ line, month }) => `${line.id} ${month}`}
        empty={<Quiet>{t('It comes out in every month of which all was reported.')}</Quiet>}
        columns={[
          { key: 'month', title: t('Month'), cell: ({ month }) => formatMonth(month) },
          { key: 'what', title: t('What stands'), cell: ({ line }) => whatOf(line) },
          { key: 'difference', title: t('Difference'), cell: sayDifference },
        ]}
      />
    </Section>
  )
}
