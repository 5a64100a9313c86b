// A place's totals put together: stored sums, coverage and approval beside them, and the grid of places by months.
import type { Context } from '../access/context.ts'
import { may } from '../access/rules.ts'
import { readSent } from '../carry-out/coverage/queries.ts'
import { type MonthSent, sentOf } from '../carry-out/coverage/rules.ts'
import { listIndicators } from '../plan/indicators/queries.ts'
import { shownPeriod } from '../plan/lines/queries.ts'
import { inNest } from '../plan/periods/rules.ts'
import { type PlaceSum, sumsByPlace, totalsOf } from '../totals/queries.ts'
import { cellsOf, noPart, partsByIndicator, partsOf, rowOf } from './cells.ts'
import { factsOf } from './coverage-rules.ts'
import { type Indicator, indicatorIn } from './defined.ts'
import { disaggregated, partsAsIndicators } from './disaggregated.ts'
import { type Facts, readFacts } from './facts-queries.ts'
import { keptOf, monthsRead, readAbove } from './kept-queries.ts'
import { closingIn } from './period-rules.ts'
import { headOf, readScope } from './place-queries.ts'
import { countedInGrid, type Figures, gridCells, type IndicatorOf, sumOf, type TradeForm } from './rules.ts'
import type { Asked, Child, Scope } from './scope.ts'

/** The roll-up of a place, from stored totals alone: the same number of statements for any number of counties. */
export async function readRollUp(ctx: Context, asked: Asked & { gridIndicatorId?: string }) {
  const [scope, known] = await Promise.all([readScope(ctx, asked), listIndicators(ctx)])
  const { period, month, calendars } = scope
  const indicators = known
    .filter((one) => one.programmeId === period.programmeId)
    .map((one) => indicatorIn(scope, one))
  const drawn = gridIndicator(indicators, asked.gridIndicatorId)
  // Asked all at once: none needs what another answers, and they wait for the database together.
  const [facts, totals, figures, levels] = await Promise.all([
    readFacts(ctx, scope),
    totalsOf(ctx.db, scope.parts, monthsRead(scope, indicators)),
    drawn && readGrid(ctx, scope, drawn),
    readAbove(ctx, scope, indicators),
  ])
  const cells = cellsOf(totals, [...indicators, ...partsAsIndicators(indicators)], scope, calendars)
  // What the other of the two holds is told beside, never added.
  const apart =
    scope.tree.length > 1
      ? cellsOf(totals, indicators, scope, { parts: calendars.whole, whole: calendars.parts })
      : null
  const ids = new Set<string | null>([null, ...indicators.map(({ id }) => id)])
  const ofCurrent = totals.filter(
    (row) => row.periodId === scope.current?.period.id && ids.has(row.indicatorId),
  )
  const parts = partsByIndicator(cells)
  return {
    ...headOf(scope),
    today: ctx.today,
    periods: inNest(scope.periods).map(({ period, depth }) => ({ ...shownPeriod(period), depth })),
    current: scope.current && shownPeriod(scope.current.period),
    above: scope.above,
    months: scope.months,
    mayOpen: may(ctx.actor, 'report.read', scope.inCharge),
    trades: facts.trades,
    facts: { counties: sumOf(facts.counties.values()), ...factsOf(ofCurrent, month) },
    lastChange: facts.lastChange && { ...facts.lastChange, at: new Date(facts.lastChange.at).toISOString() },
    rows: indicators.map((indicator) => {
      const own = partsOf(indicator, indicators, parts)
      const kept = keptOf(levels, totals, indicator, scope).own
      const cellOf = (part: TradeForm) => {
        const row = rowOf(indicator, part, indicators, cells, scope)
        return { ...row, disaggregations: disaggregated(cells, part, row.figures.actual, indicator, kept) }
      }
      return {
        indicator: shownIndicator(indicator),
        anew: indicator.anew,
        isReweighed: indicator.isReweighed,
        ...cellOf(noPart),
        apart: apart && apartOf(rowOf(indicator, noPart, indicators, apart, scope), indicator),
        parts: own.map((part) => ({ ...part, ...cellOf(part) })),
      }
    }),
    grid: {
      indicatorId: drawn?.id ?? null,
      rows: drawn && figures ? gridOf(ctx, scope, drawn, { ...figures, facts }) : [],
    },
  }
}

/** Nothing where nobody planned or reported it there; ratios and formulas follow what they are made of. */
const apartOf = ({ figures }: { figures: Figures }, { isSummed }: IndicatorOf): Figures | null =>
  isSummed && (figures.target !== null || figures.actual !== null) ? figures : null

/** An indicator as totals need it: what they are called and how they are counted. */
export const shownIndicator = ({
  programmeId: _,
  needsAction: __,
  balance: ___,
  disaggregations: ____,
  retiredOn: _____,
  anew: ______,
  isReweighed: _______,
  ...one
}: Indicator) => one

const gridIndicator = (indicators: readonly Indicator[], asked: string | undefined): Indicator | null => {
  const additive = indicators.filter((one) => one.isSummed)
  return (
    additive.find((one) => one.id === asked) ??
    additive.find((one) => one.counts === 'members') ??
    additive[0] ??
    null
  )
}

type GridFigures = {
  sums: PlaceSum[]
  sentBy: (placeId: string, month: string, periodId: string) => MonthSent
}

/** What the grid of an indicator needs of the database. */
async function readGrid(ctx: Context, scope: Scope, indicator: Indicator): Promise<GridFigures> {
  const { children, childParts, layers, counting } = scope
  const { id, cumulative, frequency } = indicator
  const counted = countedInGrid(counting, cumulative && frequency !== 'month')
  const counties = children.filter((one) => one.tier === 'planning').map((one) => one.id)
  const periods = layers.map(({ period }) => period)
  const [sums, sentBy] = await Promise.all([
    sumsByPlace(ctx.db, childParts, { indicatorId: id, counted }),
    readSent(ctx.db, { periods, placeIds: counties, indicatorId: id, today: ctx.today }),
  ])
  return { sums, sentBy }
}

/** Places by months for one indicator: those that lie here by the borders of a period that holds one of the months. */
function gridOf(
  ctx: Context,
  scope: Scope,
  { cumulative, kind, frequency, countedIn }: Indicator,
  { sums, sentBy, facts }: GridFigures & { facts: Facts },
) {
  const calendar = scope.calendars[countedIn]
  const byChild = Map.groupBy(sums, (row) => row.placeId)
  const planOf = new Map(facts.plans.map((plan) => [plan.placeId, plan]))
  const isCounted = ({ periodIds }: Child) => periodIds.some((id) => calendar.stretches.has(id))
  return scope.children.filter(isCounted).map(({ mergedInto, periodIds, ...child }) => {
    const own = byChild.get(child.id) ?? []
    const here = new Set(periodIds)
    const sumIn = (
      periodId: string | undefined,
      measure: 'lines' | 'plans' | 'reports',
      month: string | null,
    ) =>
      sumOf(
        own
          .filter((row) => row.periodId === periodId && row.measure === measure && row.month === month)
          .map(({ amount }) => amount),
      )
    const plan = planOf.get(child.id)
    // Of a single county its own lines and reports are read, and what they say is what the county itself reads. Totals
    // hold no days: of the places above nothing is said to have come in time or late, nor to be late by now.
    const sentIn = (month: string) => {
      const holder = calendar.holderOf(month)
      const lines = here.has(holder) ? sumIn(holder, 'lines', null) : 0
      if (child.tier === 'planning' && here.has(holder)) return sentBy(child.id, month, holder)
      const on = { today: ctx.today, dueDay: scope.period.dueDay }
      const expected = closingIn(calendar, frequency, month) === month ? lines : 0
      const reported = sumIn(holder, 'reports', month)
      const all = { approvedOn: null, expected, reported, lastMadeOn: null }
      const sent = sentOf(month, lines > 0 ? [all] : [], on)
      return { ...sent, lateSince: null }
    }
    return {
      place: child,
      mergedInto,
      planState: plan?.state ?? null,
      planId: plan?.planId ?? null,
      counties: facts.counties.get(child.id) ?? 0,
      approved: sumIn(scope.current?.period.id, 'plans', null),
      isHere: scope.current !== null && here.has(scope.current.period.id),
      cells: gridCells(own, { cumulative, kind, frequency, calendar }, here, sentIn),
    }
  })
}
