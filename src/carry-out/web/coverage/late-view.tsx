// Counties by months: what was reported, what came late, where nothing came. No report is a state of its own, not a
// fault.
import { useSearchParams } from 'wouter'
import { useCall } from '../../../kit/api.ts'
import { ButtonLink } from '../../../kit/button.tsx'
import { SelectField } from '../../../kit/fields.tsx'
import { PlaceName, Quiet } from '../../../kit/marks.tsx'
import { Facts } from '../../../kit/page.tsx'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { type Column, Table } from '../../../kit/table.tsx'
import {
  formatDay,
  formatMonth,
  formatMonthShort,
  formatNumber,
  formatShare,
  nameOf,
  t,
  tn,
} from '../../../kit/words.ts'
import { Reopened } from '../../../plan/web/parts/reopened.tsx'
import { MergedInto } from '../../../registry/web/parts/merged-into.tsx'
import { PlacePicker } from '../../../registry/web/parts/place-picker.tsx'
import type { MonthState } from '../../coverage/rules.ts'
import { latePage } from '../../reports/contract.ts'
import { MonthLegend, MonthMark } from '../marks.tsx'
import type { Late, LateRow } from '../shapes.ts'

export function LateView() {
  const [query, setQuery] = useSearchParams()
  const periodId = query.get('period') ?? undefined
  const placeId = query.get('place') ?? undefined
  const late = useCall(latePage, { query: { periodId, placeId } }, { keep: true })
  const change = (name: string, value: string) =>
    setQuery((now) => {
      const next = new URLSearchParams(now)
      if (value) next.set(name, value)
      else next.delete(name)
      return next
    })
  return (
    <Loaded of={late}>
      {(data) => {
        if (!data.mayRead)
          return (
            <Empty>
              {t('Your role does not read reports. Classes, policies and cases are open to you.')}
            </Empty>
          )
        if (!data.period)
          return (
            <Empty action={<ButtonLink href='/set-up'>{t('How far the programme is set up')}</ButtonLink>}>
              {t('No period is open yet. What is carried out is reported against the plans of one.')}
            </Empty>
          )
        if (data.rows.length === 0 && !placeId)
          return <Empty>{t('No {planner} plans in this period yet. Figures follow an approved plan.')}</Empty>
        return <Grid data={data} onChange={change} />
      }}
    </Loaded>
  )
}

const count = (rows: LateRow[], month: string, ...states: MonthState[]) =>
  rows.filter((row) => row.months.some((one) => one.month === month && states.includes(one.state))).length

type GridProps = { data: Late; onChange: (name: 'period' | 'place', value: string) => void }

function Grid({ data, onChange }: GridProps) {
  const { rows, months, period, periods, place, more } = data
  const passed = months.filter(
    ({ month }) => count(rows, month, 'ahead') < rows.length - count(rows, month, 'no-plan', 'none-due'),
  )
  const now = passed.at(-1) ?? months[0]
  const sum = (of: (row: LateRow) => number) => rows.reduce((all, row) => all + of(row), 0)
  const overdue = sum((row) => row.overdueCommitments)
  const planned =
    rows.filter((row) => row.planState === 'approved').length - count(rows, now.month, 'none-due')
  const facts = [
    {
      figure: t('{n} of {all}', {
        n: formatNumber(count(rows, now.month, 'reported', 'late')),
        all: formatNumber(planned),
      }),
      label: t('reported {month} in full', { month: formatMonth(now.month) }),
    },
    { figure: formatNumber(count(rows, now.month, 'partly')), label: t('in part') },
    { figure: formatNumber(count(rows, now.month, 'missing')), label: t('late, nothing sent') },
    {
      figure: formatShare(
        sum((row) => row.verified),
        sum((row) => row.reports),
      ),
      label: t('of figures verified on the spot'),
    },
    {
      figure: formatNumber(overdue),
      label: tn('commitment overdue', 'commitments overdue', overdue),
      href: '/carry-out/commitments',
    },
  ]
  return (
    <>
      <div className='month-choice'>
        <SelectField
          at={{ pointer: '/periodId', value: period?.id ?? '', set: (id) => onChange('period', id) }}
          label={t('Period')}
          options={periods.map((one) => ({ value: one.id, text: nameOf(one.names) }))}
        />
        {(more > 0 || place) && (
          <PlacePicker
            at={{ pointer: '/placeId', value: place?.id ?? '', set: (id) => onChange('place', id) }}
            label={t('Place and below')}
            on={period?.bordersOn}
            chosen={place}
            required={false}
          />
        )}
      </div>
      <Reopened of={period} />
      <Facts of={facts} />
      <Table
        label={t('Reports by {planner} and month')}
        matrix
        begin={now.month}
        columns={columnsOf(months)}
        rows={rows}
        rowKey={(row) => row.place.id}
        href={(row) => `/carry-out/places/${row.place.id}?period=${period?.id ?? ''}`}
      />
      {more > 0 && (
        <p className='note'>
          {tn('{n} more {planner} is not shown here.', '{n} more {planners} are not shown here.', more)}{' '}
          <span className='on-screen'>{t('Choose a place to see those under it.')}</span>
        </p>
      )}
      <MonthLegend of={rows.flatMap((row) => row.months)} />
      <p className='note'>
        {t(
          'A number is how many lines were reported. Reports are due on day {n} of the next month, and ten days after a plan was approved late.',
          { n: period?.dueDay ?? '' },
        )}
      </p>
    </>
  )
}

function columnsOf(months: Late['months']): Column<LateRow>[] {
  return [
    {
      key: 'place',
      title: t('{PlanningPlaces}'),
      cell: (row) => (
        <>
          <PlaceName of={row.place.names} />
          <MergedInto of={row.mergedInto} />
        </>
      ),
      sort: (row) => nameOf(row.place.names),
    },
    ...months.map(
      ({ month, dueOn }, at): Column<LateRow> => ({
        key: month,
        title: <span title={t('due on {day}', { day: formatDay(dueOn) })}>{formatMonthShort(month)}</span>,
        middle: true,
        cell: (row) => <MonthMark of={row.months[at]} />,
      }),
    ),
    {
      key: 'verified',
      title: t('Verified'),
      num: true,
      cell: (row) => (row.reports ? formatShare(row.verified, row.reports) : '–'),
      sort: (row) => (row.reports ? row.verified / row.reports : null),
    },
    {
      key: 'disputed',
      title: t('Disputed'),
      num: true,
      cell: (row) => (row.disputed ? formatNumber(row.disputed) : ''),
      sort: (row) => row.disputed,
    },
    {
      key: 'commitments',
      title: t('Open commitments'),
      num: true,
      cell: (row) => (
        <>
          {row.openCommitments ? formatNumber(row.openCommitments) : ''}
          {row.overdueCommitments > 0 && (
            <Quiet> {t('{n} overdue', { n: formatNumber(row.overdueCommitments) })}</Quiet>
          )}
        </>
      ),
      sort: (row) => row.openCommitments,
    },
  ]
}
