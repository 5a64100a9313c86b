// A place's totals put together: stored sums, coverage and approval beside them, and the grid of places by months.
import type { Context } from '../access/context.ts'
import { may } from '../access/rules.ts'
import { readSent } from '../carry-out/coverage/queries.ts'
import { type MonthSent, sentOf } from '../carry-out/coverage/rules.ts'
import { type Indicator, listIndicators } from '../plan/indicators/queries.ts'
import { shownPeriod } from '../plan/lines/queries.ts'
import { type PlaceSum, sumsByPlace, totalsOf } from '../totals/queries.ts'
import type { Measure } from '../totals/rules.ts'
import { type Coverage, cellKey, coverageByCell, factsOf, noCoverage } from './coverage-rules.ts'
import { type Facts, readFacts } from './facts-queries.ts'
import { headOf, readScope } from './place-queries.ts'
import {
  type ByMonth,
  countedInGrid,
  figuresOf,
  gridCells,
  type IndicatorOf,
  noFigures,
  noSums,
  ratioFigures,
  type Sums,
  sumOf,
  sumsByCell,
  type TradeForm,
} from './rules.ts'
import type { Asked, Scope } from './scope.ts'

/** The sums and the coverage of every cell, by its key. */
type Cells = { sums: Map<string, Sums>; coverage: Map<string, Coverage> }

/** The roll-up of a place, from stored totals alone: the same number of statements for any number of counties. */
export async function readRollUp(ctx: Context, asked: Asked & { gridIndicatorId?: string }) {
  const [scope, known] = await Promise.all([readScope(ctx, asked), listIndicators(ctx)])
  const { period, month } = scope
  const indicators = known.filter((one) => one.programmeId === period.programmeId)
  const drawn = gridIndicator(indicators, asked.gridIndicatorId)
  // Asked all at once: none needs what another answers, and they wait for the database together.
  const [facts, totals, figures] = await Promise.all([
    readFacts(ctx, scope),
    totalsOf(ctx.db, scope.parts, period.id, { upTo: month }),
    drawn && readGrid(ctx, scope, drawn),
  ])
  const cells = {
    sums: sumsByCell(totals, indicators, month, scope.counting),
    coverage: coverageByCell(totals, month),
  }
  const parts = partsByIndicator(cells)
  return {
    ...headOf(scope),
    today: ctx.today,
    periods: scope.periods.map(shownPeriod),
    above: scope.above,
    months: scope.months,
    mayOpen: may(ctx.actor, 'report.read', scope.inCharge),
    trades: facts.trades,
    facts: { counties: sumOf(facts.counties.values()), ...factsOf(totals, month) },
    lastChange: facts.lastChange && { ...facts.lastChange, at: new Date(facts.lastChange.at).toISOString() },
    rows: indicators.map((indicator) => ({
      indicator: shownIndicator(indicator),
      ...rowOf(indicator, { tradeId: null, form: null }, indicators, cells, scope),
      parts: (parts.get(sourceOf(indicator)) ?? []).map((part) => ({
        ...part,
        ...rowOf(indicator, part, indicators, cells, scope),
      })),
    })),
    grid: {
      indicatorId: drawn?.id ?? null,
      rows: drawn && figures ? gridOf(ctx, scope, drawn, { ...figures, facts }) : [],
    },
  }
}

/** An indicator as totals need it: what they are called and how they are counted. */
export const shownIndicator = ({ programmeId: _, needsAction: __, retiredOn: ___, ...one }: Indicator) => one

const gridIndicator = (indicators: readonly Indicator[], asked: string | undefined): Indicator | null => {
  const additive = indicators.filter((one) => one.isSummed)
  return (
    additive.find((one) => one.id === asked) ??
    additive.find((one) => one.counts === 'members') ??
    additive[0] ??
    null
  )
}

/** The trades and forms that each indicator has figures or lines in: by trade, by form, by both. */
function partsByIndicator(cells: Cells): Map<string, TradeForm[]> {
  const keys = [...new Set([...cells.sums.keys(), ...cells.coverage.keys()])].map((key) => key.split(' '))
  const parts = keys.filter(([, tradeId, form]) => tradeId || form)
  const byIndicator = Map.groupBy(parts, ([indicatorId]) => indicatorId)
  const shown = ([, tradeId, form]: string[]): TradeForm => ({ tradeId: tradeId || null, form: form || null })
  return new Map([...byIndicator].map(([indicatorId, own]) => [indicatorId, own.map(shown)]))
}

/** A ratio has those of its numerator. */
const sourceOf = ({ id, kind, numeratorId }: IndicatorOf) => (kind === 'ratio' ? numeratorId : id) ?? ''

function rowOf(
  indicator: IndicatorOf,
  { tradeId, form }: TradeForm,
  all: readonly IndicatorOf[],
  cells: Cells,
  scope: Scope,
) {
  const sums = (id: string) => cells.sums.get(cellKey(id, tradeId, form)) ?? noSums()
  const cover = (id: string) => cells.coverage.get(cellKey(id, tradeId, form)) ?? noCoverage()
  const top = all.find((one) => one.id === indicator.numeratorId)
  const bottom = all.find((one) => one.id === indicator.denominatorId)
  if (!(top && bottom ? top.isSummed && bottom.isSummed : indicator.isSummed))
    return { figures: noFigures, coverage: cover(indicator.id) }
  if (top && bottom) {
    const coverage = { top: cover(top.id), bottom: cover(bottom.id) }
    const narrower =
      coverage.top.linesReported <= coverage.bottom.linesReported ? coverage.top : coverage.bottom
    return {
      figures: ratioFigures(sums(top.id), sums(bottom.id), coverage, indicator.unit),
      coverage: narrower,
    }
  }
  const months = scope.months.filter((month) => month <= scope.month).length
  const passed = { months, isLast: scope.month === scope.months.at(-1) }
  const coverage = cover(indicator.id)
  return { figures: figuresOf(sums(indicator.id), coverage, indicator, passed), coverage }
}

type GridFigures = { sums: PlaceSum[]; sentBy: (placeId: string, month: string) => MonthSent }

/** What the grid of an indicator needs of the database. */
async function readGrid(ctx: Context, scope: Scope, { id }: Indicator): Promise<GridFigures> {
  const { children, childParts, period, counting } = scope
  const counties = children.filter((one) => one.tier === 'planning').map((one) => one.id)
  const [sums, sentBy] = await Promise.all([
    sumsByPlace(ctx.db, childParts, period.id, { indicatorId: id, counted: countedInGrid(counting) }),
    readSent(ctx.db, { periodId: period.id, placeIds: counties, indicatorId: id, today: ctx.today }),
  ])
  return { sums, sentBy }
}

/** Places by months for one indicator. */
function gridOf(
  ctx: Context,
  { children, months }: Scope,
  { cumulative }: Indicator,
  { sums, sentBy, facts }: GridFigures & { facts: Facts },
) {
  const byChild = Map.groupBy(sums, (row) => row.placeId)
  const planOf = new Map(facts.plans.map((plan) => [plan.placeId, plan]))
  return children.map(({ mergedInto, ...child }) => {
    const byMeasure = Map.groupBy(byChild.get(child.id) ?? [], (row) => row.measure)
    const own = (measure: Measure): ByMonth =>
      new Map(byMeasure.get(measure)?.map(({ month, amount }) => [month ?? '', amount]))
    const [expected, reports] = [sumOf(own('lines').values()), own('reports')]
    const plan = planOf.get(child.id)
    // Of a single county its own lines and reports are read, and what they say is what the county itself reads. Totals
    // hold no days: of the places above nothing is said to have come in time or late, nor to be late by now.
    const sentIn = (month: string) => {
      if (child.tier === 'planning') return sentBy(child.id, month)
      const reported = reports.get(month) ?? 0
      const sent = sentOf(month, [{ approvedOn: null, expected, reported, lastMadeOn: null }], ctx.today)
      return { ...sent, lateSince: null }
    }
    return {
      place: child,
      mergedInto,
      planState: plan?.state ?? null,
      planId: plan?.planId ?? null,
      counties: facts.counties.get(child.id) ?? 0,
      approved: sumOf(own('plans').values()),
      cells: gridCells({ actual: own('actual'), target: own('target') }, cumulative, months, sentIn),
    }
  })
}
