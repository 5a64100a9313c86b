// The months in which closing accounts do not come out, for whoever reads a line or a place.
import { Quiet } from '../../../kit/marks.tsx'
import { Section } from '../../../kit/page.tsx'
import { Table } from '../../../kit/table.tsx'
import { formatMonth, t } from '../../../kit/words.ts'
import { type Account, differences, sayDifference } from './account-asks.tsx'
import { keyOf, whatBy } from './sending.ts'

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
        rowKey={(one) => `${keyOf(one)} ${one.month}`}
        empty={<Quiet>{t('It comes out in every month of which all was reported.')}</Quiet>}
        columns={[
          { key: 'month', title: t('Month'), cell: ({ month }) => formatMonth(month) },
          { key: 'what', title: t('What stands'), cell: (one) => whatBy(one) },
          { key: 'difference', title: t('Difference'), cell: sayDifference },
        ]}
      />
    </Section>
  )
}
