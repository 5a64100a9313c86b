// One county: every line of its plan with what was reported against the phased target.
import { useSearchParams } from 'wouter'
import { me } from '../../../access/sign-in/contract.ts'
import { useCall } from '../../../kit/api.ts'
import { Bar } from '../../../kit/bar.tsx'
import { ButtonLink } from '../../../kit/button.tsx'
import { SelectField } from '../../../kit/fields.tsx'
import { Illustrative, Quiet } from '../../../kit/marks.tsx'
import { Page, Section } from '../../../kit/page.tsx'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { Table } from '../../../kit/table.tsx'
import { capital, formatMonth, formatMonthShort, nameOf, t } from '../../../kit/words.ts'
import { whatOf } from '../../../plan/web/parts/lines.ts'
import { Reopened } from '../../../plan/web/parts/reopened.tsx'
import { scaleOf, shown } from '../../../plan/web/parts/units.ts'
import { GoneInto } from '../../../registry/web/parts/merged-into.tsx'
import type { MonthSent } from '../../coverage/rules.ts'
import { placeProgress } from '../../reports/contract.ts'
import { asReported } from '../../reports/rules.ts'
import { ReportTag } from '../marks.tsx'
import { figureText, UnitOf } from '../parts/figures.tsx'
import { saySent } from '../parts/sent.ts'
import type { Todo } from '../shapes.ts'
import { AccountSection } from './account.tsx'
import { pointsOf, standingOf } from './course.ts'
import { keyOf } from './sending.ts'

export function PlacePage({ placeId }: { placeId: string }) {
  const [query, setQuery] = useSearchParams()
  const progress = useCall(
    placeProgress,
    { params: { placeId }, query: { periodId: query.get('period') || undefined } },
    { keep: true },
  )
  const today = useCall(me, {}).data?.today ?? ''
  const data = progress.data
  return (
    <Page
      title={data ? nameOf(data.place.names) : t('Progress')}
      crumbs={[
        { text: t('Carry out'), href: '/carry-out' },
        { text: t('{Planners} by months'), href: '/carry-out/counties' },
      ]}
      lead={t('Each line with the latest figure, held against the phased target of the same month.')}
      actions={
        data?.mayReport && (
          <ButtonLink
            kind='primary'
            href={`/carry-out?periodId=${data.period?.id ?? ''}&placeId=${data.place.id}`}
          >
            {t('Report figures')}
          </ButtonLink>
        )
      }
    >
      <Loaded of={progress}>
        {({ place, gone, lines, months, sent, period, periods }) => (
          <>
            <div className='month-choice'>
              <SelectField
                at={{ pointer: '/periodId', value: period?.id ?? '', set: (id) => setQuery({ period: id }) }}
                label={t('Period')}
                options={periods.map((one) => ({ value: one.id, text: nameOf(one.names) }))}
              />
            </div>
            <Reopened of={period} />
            <GoneInto of={place} gone={gone} />
            <Sent months={sent} today={today} />
            {lines.length === 0 && <Empty>{t('This {planner} has no plan in the period.')}</Empty>}
            {byTrade(lines).map(({ title, todos }) => (
              <Section key={title} title={capital(title)}>
                <LineTable todos={todos} months={months} today={today} />
              </Section>
            ))}
            <AccountSection account={lines} months={months} />
            {lines.some((todo) => todo.line.illustrative) && (
              <p className='note'>
                {t('The black mark is where the phased target stands in the month of the latest figure.')}{' '}
                <Illustrative />
              </p>
            )}
          </>
        )}
      </Loaded>
    </Page>
  )
}

/** How the month stands whose figures are wanted now, and those before it of which something is missing. */
function Sent({ months, today }: { months: MonthSent[]; today: string }) {
  const begun = months.filter(({ month, expected }) => expected > 0 && month < today.slice(0, 7))
  const said = begun.filter((one, at) => at === begun.length - 1 || one.reported < one.expected)
  return said.map((one) => (
    <p className='note' key={one.month}>
      {t('{what}: {rest}.', { what: formatMonth(one.month), rest: saySent(one) })}
    </p>
  ))
}

type Row = Todo & { now: ReturnType<typeof standingOf>; missing: string[] }

/**
 * A line and what stands of it; where places below report it, what they make together and below it each by itself, with
 * the months that have passed of which it sent nothing.
 */
function rowsOf(own: Todo[], months: string[], today: string): Row[] {
  const [{ line, reporter }] = own
  const figures = own.flatMap(({ reporter, figures }) => figures.map((one) => ({ ...one, by: reporter?.id })))
  const points = pointsOf(line, figures, months, today, own.length)
  const whole = {
    line,
    reporter: null,
    figures: reporter ? [] : own[0].figures,
    now: standingOf(points),
    missing: [],
  }
  if (!reporter) return [whole]
  const due = months.filter((month) => month in line.phasing && month < today.slice(0, 7))
  const each = own.map((todo) => ({
    ...todo,
    now: standingOf(pointsOf(asReported(line, todo.reporter), todo.figures, months, today)),
    missing: due.filter((month) => !todo.figures.some((one) => one.month === month)),
  }))
  return [whole, ...each]
}

const sayMissing = (missing: string[]): string =>
  missing.length > 0 ? t('missing: {months}', { months: missing.map(formatMonthShort).join(t(', ')) }) : ''

function LineTable({ todos, months, today }: { todos: Todo[]; months: string[]; today: string }) {
  const rows = [...Map.groupBy(todos, ({ line }) => line.id).values()].flatMap((own) =>
    rowsOf(own, months, today),
  )
  return (
    <Table
      label={t('Lines of the plan')}
      rows={rows}
      rowKey={keyOf}
      href={({ line }) => `/carry-out/lines/${line.id}`}
      columns={[
        {
          key: 'what',
          title: t('Line'),
          cell: ({ line, reporter, missing }) =>
            reporter ? (
              <>
                {nameOf(reporter.names)} <Quiet>{sayMissing(missing)}</Quiet>
              </>
            ) : (
              <>
                {whatOf(line)} <UnitOf unit={line.indicator.unit} />
              </>
            ),
        },
        {
          key: 'baseline',
          title: t('Baseline'),
          num: true,
          width: '7rem',
          cell: ({ line, reporter }) => figureText((reporter ?? line).baseline, line.indicator.unit),
        },
        {
          key: 'target',
          title: t('Target'),
          num: true,
          width: '7rem',
          cell: ({ line, reporter }) => reporter === null && figureText(line.target, line.indicator.unit),
        },
        {
          key: 'actual',
          title: t('Actual'),
          num: true,
          width: '9rem',
          cell: ({ now, line, figures }) =>
            now.actual === null ? (
              <Quiet>{t('nothing sent')}</Quiet>
            ) : (
              <>
                <b>{figureText(now.actual * scaleOf(line.indicator.unit), line.indicator.unit)}</b>{' '}
                <Quiet>
                  {formatMonthShort(now.month ?? '')}
                  {figures.at(-1)?.dormant
                    ? ` · ${t('{n} dormant', { n: figures.at(-1)?.dormant ?? 0 })}`
                    : ''}
                </Quiet>
              </>
            ),
        },
        {
          key: 'bar',
          title: t('Actual against phased target'),
          width: '200px',
          cell: ({ now, line, reporter }) =>
            reporter || line.indicator.counts === 'left' ? null : (
              <Bar actual={now.actual} phased={now.phased} target={shown(line.target, line.indicator.unit)} />
            ),
        },
        {
          key: 'state',
          title: t('State'),
          width: '9rem',
          cell: ({ figures }) =>
            figures.length > 0 ? <ReportTag state={figures[figures.length - 1].state} /> : null,
        },
      ]}
    />
  )
}

function byTrade(lines: Todo[]): { title: string; todos: Todo[] }[] {
  const groups = new Map<string, Todo[]>()
  for (const todo of lines) {
    const title = todo.line.trade ? nameOf(todo.line.trade.names) : t('The whole {planner}')
    groups.set(title, [...(groups.get(title) ?? []), todo])
  }
  return [...groups]
    .map(([title, todos]) => ({ title, todos }))
    .sort((a, b) => Number(!a.todos[0].line.trade) - Number(!b.todos[0].line.trade))
}
