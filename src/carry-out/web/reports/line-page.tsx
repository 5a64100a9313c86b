// One line: its course drawn against the phased target, and every report, corrected ones included.
import { Link } from 'wouter'
import { me } from '../../../access/sign-in/contract.ts'
import { useCall } from '../../../kit/api.ts'
import { ButtonLink } from '../../../kit/button.tsx'
import { Illustrative, Quiet, ThreadLink } from '../../../kit/marks.tsx'
import { MonthChart } from '../../../kit/month-chart.tsx'
import { Page, Section } from '../../../kit/page.tsx'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { Table } from '../../../kit/table.tsx'
import { capital, formatDay, formatMonth, nameOf, t } from '../../../kit/words.ts'
import { lineTitle } from '../../../plan/web/parts/lines.ts'
import { unitText } from '../../../plan/web/parts/units.ts'
import { linePage } from '../../reports/contract.ts'
import { sourceNames } from '../../reports/rules.ts'
import { ReportTag } from '../marks.tsx'
import { exactText, figureText } from '../parts/figures.tsx'
import type { LinePageReply } from '../shapes.ts'
import { placeCrumb } from '../tabs.tsx'
import { AccountSection } from './account.tsx'
import { pointsOf } from './course.ts'
import { saidParts } from './said-parts.ts'

export function LinePage({ planLineId }: { planLineId: string }) {
  const page = useCall(linePage, { params: { planLineId } })
  const today = useCall(me, {}).data?.today ?? ''
  const data = page.data
  return (
    <Page
      title={data ? lineTitle(data.line) : t('Progress')}
      crumbs={[{ text: t('Carry out'), href: '/carry-out' }, ...(data ? [placeCrumb(data)] : [])]}
      lead={
        data &&
        t('{period}: from {baseline} to {target} {unit}.', {
          period: capital(nameOf(data.period.names)),
          baseline: figureText(data.line.baseline, data.line.indicator.unit),
          target: figureText(data.line.target, data.line.indicator.unit),
          unit: unitText(data.line.indicator.unit),
        })
      }
      actions={
        <>
          {data?.mayOpenPlan && <ThreadLink kind='plan_line' id={planLineId} />}
          {data?.mayOpenPlan && (
            <ButtonLink href={`/plan/${data.line.planId}/lines/${planLineId}`}>
              {t('The line in its plan')}
            </ButtonLink>
          )}
          {data?.mayReport && (
            <ButtonLink
              kind='primary'
              href={`/carry-out?periodId=${data.period.id}&placeId=${data.line.place.id}`}
            >
              {t('Report figures')}
            </ButtonLink>
          )}
        </>
      }
    >
      <Loaded of={page}>
        {({ line, months, dueMonths, reporters, reports, account }) => {
          const standing = reports.flatMap((one) => (one.standing ? { ...one, by: one.reporter?.id } : []))
          const { unit, kind, cumulative } = line.indicator
          return (
            <>
              <MonthChart
                label={
                  cumulative
                    ? t('As it stood at the end of each month')
                    : kind === 'average'
                      ? t('On average since the beginning of the period, as long as no month is missing')
                      : t('Added up since the beginning of the period')
                }
                unit={unitText(unit)}
                points={pointsOf(line, standing, months, today, Math.max(1, reporters.length))}
              />
              {line.indicator.frequency !== 'month' && (
                <p className='note'>
                  {t('Reported in {months}.', { months: dueMonths.map(formatMonth).join(t(', ')) })}
                </p>
              )}
              {reporters.length > 0 && (
                <Reporters
                  line={line}
                  reporters={reporters}
                  reports={reports}
                  months={dueMonths}
                  today={today}
                />
              )}
              <AccountSection account={account} months={months} />
              <Reports line={line} reports={reports} />
              <p className='note'>
                <Link href={`/carry-out/places/${line.place.id}`}>
                  {t('All lines of {place}', { place: nameOf(line.place.names) })}
                </Link>
              </p>
            </>
          )
        }}
      </Loaded>
    </Page>
  )
}

type ReportersProps = Pick<LinePageReply, 'line' | 'reporters' | 'reports' | 'months'> & { today: string }

/** What each of the places below that report the line said last, and for which months that have passed it did not. */
function Reporters({ line, reporters, reports, months, today }: ReportersProps) {
  const { unit } = line.indicator
  const rows = reporters.map((reporter) => {
    const own = reports.filter((one) => one.standing && one.reporter?.id === reporter.id)
    const missing = months.filter(
      (month) => month < today.slice(0, 7) && !own.some((one) => one.month === month),
    )
    return { ...reporter, last: own.at(-1), missing }
  })
  return (
    <Section
      title={t('Reported by')}
      note={t('Their figures are added up for {place}.', { place: nameOf(line.place.names) })}
    >
      <Table
        label={t('Reported by')}
        rows={rows}
        rowKey={({ id }) => id}
        columns={[
          { key: 'place', title: t('Place'), cell: ({ names }) => nameOf(names) },
          {
            key: 'baseline',
            title: t('Baseline'),
            num: true,
            cell: ({ baseline }) => figureText(baseline, unit),
          },
          {
            key: 'last',
            title: t('Latest figure'),
            num: true,
            cell: ({ last }) =>
              last ? (
                <>
                  <b>{exactText(last.value, unit)}</b> <Quiet>{formatMonth(last.month)}</Quiet>
                </>
              ) : (
                <Quiet>{t('nothing sent')}</Quiet>
              ),
          },
          {
            key: 'missing',
            title: t('Missing'),
            cell: ({ missing }) => missing.map(formatMonth).join(t(', ')),
          },
        ]}
      />
    </Section>
  )
}

/** Every report against the line, corrected ones included, the latest first. */
function Reports({ line, reports }: Pick<LinePageReply, 'line' | 'reports'>) {
  const { unit } = line.indicator
  const apart = ({ parts }: LinePageReply['reports'][number]) =>
    saidParts(line.indicator, parts).map(({ label, value }) => <div key={label}>{value}</div>)
  return (
    <Section title={t('Reports')} note={line.illustrative ? <Illustrative /> : undefined}>
      <Table
        label={t('Reports')}
        rows={[...reports].reverse()}
        rowKey={(one) => one.id}
        href={(one) => `/carry-out/reports/${one.id}`}
        empty={<Empty>{t('Nothing was reported against this line yet.')}</Empty>}
        columns={[
          { key: 'month', title: t('Month'), cell: (one) => formatMonth(one.month) },
          ...(reports.some(({ reporter }) => reporter)
            ? [
                {
                  key: 'reporter',
                  title: t('Reported by'),
                  cell: ({ reporter }: LinePageReply['reports'][number]) =>
                    reporter && nameOf(reporter.names),
                },
              ]
            : []),
          {
            key: 'value',
            title: t('Figure'),
            num: true,
            cell: (one) =>
              one.standing ? <b>{exactText(one.value, unit)}</b> : <s>{exactText(one.value, unit)}</s>,
          },
          ...(line.indicator.disaggregations.length > 0
            ? [{ key: 'parts', title: t('Told apart'), cell: apart }]
            : []),
          {
            key: 'state',
            title: t('State'),
            cell: (one) =>
              one.standing ? <ReportTag state={one.state} /> : <Quiet>{t('corrected since')}</Quiet>,
          },
          { key: 'source', title: t('Source'), cell: (one) => t(sourceNames[one.source]) },
          {
            key: 'said',
            title: t('Reported on'),
            cell: (one) => (
              <>
                {formatDay(one.madeOn)} {one.madeBy && <Quiet>{nameOf(one.madeBy)}</Quiet>}
              </>
            ),
          },
          { key: 'why', title: t('Why'), cell: (one) => nameOf(one.reason ?? one.cause) },
        ]}
      />
    </Section>
  )
}
