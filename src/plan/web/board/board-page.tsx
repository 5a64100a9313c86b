// The first page of planning: the district sees every county at once, a county its own plan.
import { useSearchParams } from 'wouter'
import type { CallReply } from '../../../base/call.ts'
import { useCall, useSend } from '../../../kit/api.ts'
import { Button, ButtonLink } from '../../../kit/button.tsx'
import { Illustrative, PlaceName, Quiet, Tag } from '../../../kit/marks.tsx'
import { Page, Section, Tabs } from '../../../kit/page.tsx'
import { Empty, Loaded, Notice } from '../../../kit/states.tsx'
import { Table } from '../../../kit/table.tsx'
import { capital, formatDay, formatNumber, nameOf, t, tn } from '../../../kit/words.ts'
import { MergedInto } from '../../../registry/web/parts/merged-into.tsx'
import { planBoard } from '../../board/contract.ts'
import { changePeriodState, periods } from '../../periods/contract.ts'
import { makePlan } from '../../plans/contract.ts'
import { readCited } from '../lines/cite-here.tsx'
import { StateTag } from '../marks.tsx'
import { NoPeriod, NotRead } from '../nothing.tsx'
import { OwnPlan } from '../plans/plan-view.tsx'
import { PlanFacts } from './plan-facts.tsx'

type Board = CallReply<typeof planBoard>
type County = Board['counties'][number]

export function BoardPage() {
  const [query] = useSearchParams()
  const cited = readCited(query.get('cite'))
  const current = useCall(periods, {}, { enabled: cited !== null })
  // A source is taken up in the plan that is being made now, not in the one that was made last.
  const periodId = query.get('period') ?? (cited ? current.data?.currentId : null) ?? undefined
  const board = useCall(
    planBoard,
    { query: { periodId } },
    { enabled: cited === null || !current.isPending, keep: true },
  )
  return (
    <Loaded of={board}>
      {(board) => {
        const [only] = board.counties
        if (!board.mayRead || board.periods.length === 0)
          return <Page title={t('Plans')}>{board.mayRead ? <NoPeriod /> : <NotRead />}</Page>
        if (board.counties.length === 1 && !board.mayReview)
          return <OwnCounty board={board} county={only} cite={query.get('cite')} />
        return <District board={board} />
      }}
    </Loaded>
  )
}

const PeriodTabs = ({ board, cite }: { board: Board; cite?: string | null }) => (
  <Tabs
    label={t('Period')}
    of={board.periods.map((period) => ({
      text: capital(nameOf(period.names)),
      href: `/plan?period=${period.id}${cite ? `&cite=${cite}` : ''}`,
      current: period.id === board.periodId,
    }))}
  />
)

function OwnCounty({ board, county, cite }: { board: Board; county: County; cite: string | null }) {
  const open = useSend(makePlan)
  const period = board.periods.find((one) => one.id === board.periodId)
  const tabs = <PeriodTabs board={board} cite={cite} />
  if (county.planId) return <OwnPlan planId={county.planId} above={tabs} cite={cite} />
  const title = t('Plan of {place}', { place: nameOf(county.place.names) })
  return (
    <Page
      title={title}
      lead={
        period &&
        t('{period}: due by {day}.', {
          period: capital(nameOf(period.names)),
          day: formatDay(period.plansDueOn),
        })
      }
    >
      {tabs}
      {open.refusal && (
        <Notice tone='accent' title={open.refusal.title}>
          {open.refusal.detail}
        </Notice>
      )}
      <Empty
        action={
          county.mayWrite && (
            <>
              <Button
                kind='primary'
                busy={open.busy}
                onClick={() =>
                  open.start({ body: { placeId: county.place.id, periodId: board.periodId ?? '' } })
                }
              >
                {t('Open the plan')}
              </Button>
              <ButtonLink href={`/plan/conditions?period=${board.periodId}`}>
                {t('Condition sheets')}
              </ButtonLink>
            </>
          )
        }
      >
        {county.sheets === 0
          ? t(
              'No plan yet, and no condition sheet. Begin with the conditions of each trade: targets stand on them.',
            )
          : tn(
              '{n} condition sheet is ready. Open the plan and set targets on it.',
              '{n} condition sheets are ready. Open the plan and set targets on them.',
              county.sheets,
            )}
      </Empty>
    </Page>
  )
}

function District({ board }: { board: Board }) {
  const { counties } = board
  const period = board.periods.find((one) => one.id === board.periodId)
  return (
    <Page
      title={t('Plans')}
      beside={counties.some((county) => county.illustrative) && <Illustrative />}
      lead={
        period &&
        t('Each county (city) plans from its own conditions. Plans were due by {day}.', {
          day: formatDay(period.plansDueOn),
        })
      }
      actions={
        <>
          {board.mayClose && <ButtonLink href='/plan/set-up'>{t('Indicators and periods')}</ButtonLink>}
          <ButtonLink href={`/plan/conditions?period=${board.periodId}`}>{t('Condition sheets')}</ButtonLink>
          {board.mayClose && period && <PeriodState period={period} />}
        </>
      }
    >
      <PeriodTabs board={board} />
      <PlanFacts counties={counties} />
      <Section title={t('Counties and cities')}>
        <Table
          label={t('Counties and cities')}
          rows={counties}
          rowKey={(county) => county.place.id}
          href={(county) => (county.planId ? `/plan/${county.planId}` : undefined)}
          marked={(county) => county.late || (board.mayReview && county.state === 'submitted')}
          empty={<Empty>{t('There is no county here by the borders of this period.')}</Empty>}
          columns={[
            {
              key: 'place',
              title: t('County (city)'),
              width: '21%',
              cell: (c) => (
                <>
                  <PlaceName of={c.place.names} />
                  <MergedInto of={c.mergedInto} />
                </>
              ),
              sort: (c) => nameOf(c.place.names),
            },
            { key: 'state', title: t('State'), cell: (c) => <PlanCell county={c} />, sort: (c) => c.state },
            {
              key: 'submitted',
              wideOnly: true,
              title: t('Submitted'),
              num: true,
              cell: (c) => (c.submittedOn ? formatDay(c.submittedOn) : ''),
              sort: (c) => c.submittedOn,
            },
            {
              key: 'decided',
              wideOnly: true,
              title: t('Decided'),
              num: true,
              cell: (c) => (c.decidedOn ? formatDay(c.decidedOn) : ''),
              sort: (c) => c.decidedOn,
            },
            {
              key: 'sheets',
              title: t('Trades known'),
              num: true,
              wideOnly: true,
              cell: (c) => formatNumber(c.sheets),
              sort: (c) => c.sheets,
            },
            {
              key: 'lines',
              title: t('Lines'),
              num: true,
              wideOnly: true,
              cell: (c) => (c.planId ? formatNumber(c.lines) : '–'),
              sort: (c) => c.lines,
            },
            {
              key: 'decisions',
              title: t('Decided otherwise'),
              num: true,
              wideOnly: true,
              cell: (c) => (c.decisions ? formatNumber(c.decisions) : ''),
              sort: (c) => c.decisions,
            },
            {
              key: 'comments',
              title: t('Lines with open comments'),
              num: true,
              cell: (c) => (c.openComments ? formatNumber(c.openComments) : ''),
              sort: (c) => c.openComments,
            },
          ]}
        />
        {board.more > 0 && (
          <Notice>
            {tn(
              '{n} more county is not shown here. The roll-up shows them all.',
              '{n} more counties are not shown here. The roll-up shows them all.',
              board.more,
            )}
          </Notice>
        )}
      </Section>
    </Page>
  )
}

const PlanCell = ({ county }: { county: County }) => (
  <span>
    <StateTag of={county} /> {county.late && <Tag tone='accent'>{t('late')}</Tag>}
    {county.version > 0 && <Quiet> {t('version {n}', { n: county.version })}</Quiet>}
    {county.standingVersion !== null && county.state === 'submitted' && (
      <Quiet> · {t('version {n} stands', { n: county.standingVersion })}</Quiet>
    )}
  </span>
)

function PeriodState({ period }: { period: Board['periods'][number] }) {
  const change = useSend(changePeriodState)
  const next = period.state === 'open' ? ('closed' as const) : ('open' as const)
  return (
    <Button
      busy={change.busy}
      onClick={() => change.start({ params: { periodId: period.id }, body: { state: next } })}
    >
      {next === 'closed' ? t('Close the period') : t('Open the period again')}
    </Button>
  )
}
