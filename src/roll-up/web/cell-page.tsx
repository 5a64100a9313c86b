// One total opened: the counties and the rows that it is made of, with their own sum beside it.
import { Link, useSearchParams } from 'wouter'
import { endOfMonth } from '../../base/dates.ts'
import { type ReportState, reportStateNames } from '../../carry-out/reports/rules.ts'
import { figureText } from '../../carry-out/web/parts/figures.tsx'
import { useCall } from '../../kit/api.ts'
import { PlaceName, Quiet, Tag } from '../../kit/marks.tsx'
import { Page, Section } from '../../kit/page.tsx'
import { PrintButton } from '../../kit/paper.tsx'
import { Empty, Loaded, Notice } from '../../kit/states.tsx'
import { type Column, Table } from '../../kit/table.tsx'
import {
  capital,
  formatDay,
  formatMonth,
  formatNumber,
  htmlLang,
  language,
  nameOf,
  t,
} from '../../kit/words.ts'
import { countedIns } from '../../plan/indicators/rules.ts'
import { type PlanState, planStateNames } from '../../plan/plans/rules.ts'
import { unitText } from '../../plan/web/parts/units.ts'
import { formName } from '../../registry/web/parts/forms.ts'
import { rollUpCell } from '../contract.ts'
import { cellMeasures } from '../period-rules.ts'
import { countingNames, measureNames } from '../rules.ts'
import { sayAnew } from './anew.ts'
import { type Cell, queryOf, sameAs, useAsked } from './asked.ts'
import { sayMadeOf } from './made-of.ts'
import './roll-up.css'

export function CellPage() {
  const [asked] = useAsked()
  const [query] = useSearchParams()
  const { gridIndicatorId: _, ...of } = asked
  const cell = useCall(rollUpCell, {
    query: {
      ...of,
      indicatorId: query.get('indicator') ?? '',
      tradeId: query.get('trade') ?? undefined,
      form: query.get('form') ?? undefined,
      partId: query.get('part') ?? undefined,
      measure: cellMeasures.find((one) => one === query.get('measure')) ?? 'actual',
      countedIn: countedIns.find((one) => one === query.get('counted')),
    },
  })
  const data = cell.data
  const title = data
    ? [
        nameOf(data.indicator.names),
        data.part && nameOf(data.part.names),
        data.trade && nameOf(data.trade.names),
        data.form && formName(data.form),
      ]
        .filter(Boolean)
        .join(' · ')
    : t('Roll-up')
  return (
    <Page
      title={title}
      beside={data && t(measureNames[data.measure]).toLowerCase()}
      crumbs={
        data && [
          { text: nameOf(data.place.names) },
          { text: t('Roll-up'), href: `/roll-up?${queryOf(sameAs(data))}` },
        ]
      }
      lead={data && leadOf(data)}
      actions={<PrintButton />}
    >
      <Loaded of={cell}>{(data) => <Opened data={data} />}</Loaded>
    </Page>
  )
}

const isPlanned = (data: Cell) =>
  data.measure === 'baseline' || data.measure === 'target' || data.measure === 'phased'

function leadOf(data: Cell): string {
  const of = {
    period: capital(nameOf(data.period.names)),
    plans: t(countingNames[data.counting]),
    month: formatMonth(endOfMonth(data.month)),
    day: formatDay(data.bordersOn),
  }
  const made = sayMadeOf(data)
  const anew = data.anew.map(sayAnew)
  const byBorders = isPlanned(data)
    ? t('{period}, {plans}, on the borders of {day}.', of)
    : t('{period}, as known at the end of {month}, on the borders of {day}.', of)
  if (made === '') return byBorders
  const apart = data.countedIn === data.indicator.countedIn ? '' : t('These figures are not added.')
  if (data.countedIn === 'whole')
    return [byBorders, t('Of the plans for the whole period.'), apart, ...anew].join(' ')
  // By which borders each part is counted the next sentence says.
  const lead = isPlanned(data)
    ? t('{period}, {plans}.', of)
    : t('{period}, as known at the end of {month}.', of)
  return [lead, made, apart, ...anew].join(' ')
}

function Opened({ data }: { data: Cell }) {
  const { indicator, groups, absent, total, sum, measure, mean } = data
  const { unit } = indicator
  const figure = (n: number | null) => figureText(n, measure === 'dormant' ? 'count' : unit)
  if (total === null || sum === null)
    return (
      <Empty>{t('This part is withheld: it is small, or a small one could be worked out from it.')}</Empty>
    )
  return (
    <>
      <p className='reckoning'>
        {mean ? (mean.missing > 0 ? '–' : figure(total / mean.months)) : figure(total)}{' '}
        <small>{unitText(unit)}</small>
      </p>
      {mean && (
        <p className='note'>
          {mean.missing > 0
            ? t('There is no mean over the months: {n} reports or plans of months are missing.', {
                n: formatNumber(mean.missing),
              })
            : t('The mean over the months: {total} divided by {n} months.', {
                total: figure(total),
                n: formatNumber(mean.months),
              })}
        </p>
      )}
      {sum === total ? (
        <p className='note'>
          {data.byCounty
            ? t('The rows below, added up anew, make exactly this total: {sum}.', { sum: figure(sum) })
            : t('The totals of the places below make exactly this one: {sum}.', { sum: figure(sum) })}
          {!data.byCounty && <span className='on-screen'> {t('Each opens further, down to its rows.')}</span>}
        </p>
      ) : (
        <Notice
          tone='accent'
          title={t('The rows below add up to {sum}, not to the total.', { sum: figure(sum) })}
        >
          {t(
            'Somebody may be saving figures at this moment. Load the page again; if it stays so, tell the administrator.',
          )}
        </Notice>
      )}
      {data.byCounty ? (
        <Section title={t('{Planner} by {planner}')}>
          {groups.length === 0 && <Empty>{t('No {planner} has a figure here yet.')}</Empty>}
          <div className='cell-rows'>
            {groups.map((group) => (
              <details key={group.place.id} open={groups.length <= 3}>
                <summary>
                  <span>
                    <PlaceName of={group.place.names} />{' '}
                    {openStates(group).map((state) => (
                      <Tag key={state} tone='warn'>
                        {t(planStateNames[state])}
                      </Tag>
                    ))}
                  </span>
                  <b>{figure(group.sum)}</b>
                </summary>
                <Rows data={data} rows={group.rows} figure={figure} />
              </details>
            ))}
          </div>
        </Section>
      ) : (
        <Section title={t('Place by place')}>
          <Places data={data} figure={figure} />
        </Section>
      )}
      {absent.length > 0 && (
        <Section
          title={t('Not in this total')}
          note={
            isPlanned(data)
              ? t('No such line, or no plan that counts.')
              : t('No such line, or nothing reported by then. Nothing was put in their place.')
          }
        >
          <p>
            {new Intl.ListFormat(htmlLang(language()), { type: 'conjunction', style: 'narrow' }).format(
              absent.map((place) => nameOf(place.names)),
            )}
          </p>
        </Section>
      )}
    </>
  )
}

/** The states of the plans behind that are not approved. */
const openStates = ({ rows }: Cell['groups'][number]): PlanState[] => [
  ...new Set(rows.flatMap(({ planState }) => (planState === 'approved' ? [] : planState))),
]

/** Where there are too many counties to show their rows: the places below, each with its own total to open. */
function Places({ data, figure }: { data: Cell; figure: (n: number | null) => string }) {
  const columns: Column<Cell['groups'][number]>[] = [
    {
      key: 'place',
      title: t('Place'),
      cell: (group) => <PlaceName of={group.place.names} />,
      sort: (group) => nameOf(group.place.names),
    },
    {
      key: 'sum',
      title: t(measureNames[data.measure]),
      num: true,
      cell: (group) => (group.sum === null ? <Quiet>{t('withheld')}</Quiet> : figure(group.sum)),
      sort: (group) => group.sum ?? 0,
    },
  ]
  return (
    <Table
      label={t('Place by place')}
      columns={columns}
      rows={data.groups}
      rowKey={(group) => group.place.id}
      href={(group) => placeHref(data, group.place.id)}
      empty={<Empty>{t('No {planner} has a figure here yet.')}</Empty>}
    />
  )
}

type RowsProps = {
  data: Cell
  rows: Cell['groups'][number]['rows']
  figure: (n: number) => string
}

function Rows({ data, rows, figure }: RowsProps) {
  return (
    <table className='table'>
      <tbody>
        {rows.map((row) => {
          const what =
            [
              row.reporter && nameOf(row.reporter),
              row.trade && nameOf(row.trade),
              row.form && formName(row.form),
            ]
              .filter(Boolean)
              .join(' · ') || t('The whole {planner}')
          const href = row.reportId
            ? `/carry-out/reports/${row.reportId}`
            : `/plan/${row.planId}/lines/${row.planLineId}`
          return (
            <tr key={row.reportId ?? row.planLineId}>
              <th scope='row'>{data.mayOpen ? <Link href={href}>{capital(what)}</Link> : capital(what)}</th>
              <td>
                {row.month ? formatMonth(row.month) : data.madeOf.length > 0 && nameOf(row.period.names)}
              </td>
              <td>
                {row.state && t(reportStateNames[row.state as ReportState])}
                {row.proposed !== null && <Quiet>{t('proposed: {n}', { n: figure(row.proposed) })}</Quiet>}
              </td>
              <td className='num'>{figure(row.value)}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function placeHref(data: Cell, placeId: string): string {
  const query = queryOf({ ...sameAs(data), placeId })
  query.set('indicator', data.indicator.id)
  query.set('measure', data.measure)
  if (data.part) query.set('part', data.part.id)
  if (data.trade) query.set('trade', data.trade.id)
  if (data.form) query.set('form', data.form)
  if (data.countedIn !== data.indicator.countedIn) query.set('counted', data.countedIn)
  return `/roll-up/cell?${query}`
}
