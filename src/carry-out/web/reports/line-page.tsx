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
          <ThreadLink kind='plan_line' id={planLineId} />
          {data && (
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
        {({ line, months, dueMonths, reports, account }) => {
          const standing = reports.filter((one) => one.standing)
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
                points={pointsOf(line, standing, months, today)}
              />
              {line.indicator.frequency !== 'month' && (
                <p className='note'>
                  {t('Reported in {months}.', { months: dueMonths.map(formatMonth).join(t(', ')) })}
                </p>
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
