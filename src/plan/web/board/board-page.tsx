// The first page of planning: the district sees every county at once, a county its own plan.
import { useSearchParams } from 'wouter'
import { useCall, useSend } from '../../../kit/api.ts'
import { Button, ButtonLink } from '../../../kit/button.tsx'
import { Illustrative } from '../../../kit/marks.tsx'
import { Page, Section, Tabs } from '../../../kit/page.tsx'
import { Empty, Loaded, Notice } from '../../../kit/states.tsx'
import { capital, formatDay, nameOf, t, tn } from '../../../kit/words.ts'
import { planBoard } from '../../board/contract.ts'
import { periods } from '../../periods/contract.ts'
import { makePlan } from '../../plans/contract.ts'
import { readCited } from '../lines/cite-here.tsx'
import { NoPeriod, NotRead } from '../nothing.tsx'
import { Reopened } from '../parts/reopened.tsx'
import { noPlansAsked } from '../periods/due.ts'
import { PeriodState } from '../periods/period-state.tsx'
import { OwnPlan } from '../plans/plan-view.tsx'
import type { Board, BoardCounty } from '../shapes.ts'
import { CountiesTable } from './counties-table.tsx'
import { PlanFacts } from './plan-facts.tsx'

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

function OwnCounty({ board, county, cite }: { board: Board; county: BoardCounty; cite: string | null }) {
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
        (period.plansDueOn === null
          ? noPlansAsked(period)
          : t('{period}: due by {day}.', {
              period: capital(nameOf(period.names)),
              day: formatDay(period.plansDueOn),
            }))
      }
    >
      {tabs}
      <Reopened of={period} />
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
        (period.plansDueOn === null
          ? noPlansAsked(period)
          : t('Each {planningPlace} plans from its own conditions. Plans were due by {day}.', {
              day: formatDay(period.plansDueOn),
            }))
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
      <Reopened of={period} />
      <PlanFacts counties={counties} />
      <Section title={t('{PlanningPlaces}')}>
        <CountiesTable {...board} />
      </Section>
    </Page>
  )
}
