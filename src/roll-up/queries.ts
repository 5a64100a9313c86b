// A place's totals put together: stored sums, coverage and approval beside them, and the grid of places by months.
import type { Context } from '../access/context.ts'
import { may } from '../access/rules.ts'
import { readSent } from '../carry-out/coverage/queries.ts'
import { sentOf } from '../carry-out/coverage/rules.ts'
import { type Indicator, listIndicators } from '../plan/indicators/queries.ts'
import { shownPeriod } from '../plan/lines/queries.ts'
import { sumsByPlace, totalsOf } from '../totals/queries.ts'
import { type Coverage, cellKey, coverageByCell, factsOf, noCoverage } from './coverage-rules.ts'
import { type Facts, readFacts } from './facts-queries.ts'
import { type Asked, headOf, readScope, type Scope } from './place-queries.ts'
import {
  figuresOf,
  gridCells,
  type IndicatorOf,
  noFigures,
  noSums,
  ratioFigures,
  type Sums,
  sumsByCell,
  type TradeForm,
} from './rules.ts'

/** The sums and the coverage of every cell, by its key. */
type Cells = { sums: Map<string, Sums>; coverage: Map<string, Coverage> }

/** The roll-up of a place, from stored totals alone: the same number of statements for any number of counties. */
export async function readRollUp(ctx: Context, asked: Asked & { gridIndicatorId?: string }) {
  const scope = await readScope(ctx, asked)
  const { period, month } = scope
  const indicators = (await listIndicators(ctx)).filter((one) => one.programmeId === period.programmeId)
  const drawn = gridIndicator(indicators, asked.gridIndicatorId)
  const facts = await readFacts(ctx, scope)
  const totals = await totalsOf(ctx.db, scope.parts, period.id, { upTo: month })
  const cells = {
    sums: sumsByCell(totals, indicators, month, scope.counting),
    coverage: coverageByCell(totals, month),
  }
  return {
    ...headOf(scope),
    today: ctx.today,
    periods: scope.periods.map(shownPeriod),
    above: scope.above,
    months: scope.months,
    mayOpen: may(ctx.actor, 'report.read', scope.inCharge),
    trades: facts.trades,
    facts: { counties: scope.counties, ...factsOf(totals, month) },
    lastChange: facts.lastChange && { ...facts.lastChange, at: new Date(facts.lastChange.at).toISOString() },
    rows: indicators.map((indicator) => ({
      indicator: shownIndicator(indicator),
      ...rowOf(indicator, { tradeId: null, form: null }, indicators, cells, scope),
      parts: partsOf(indicator, indicators, cells).map((part) => ({
        ...part,
        ...rowOf(indicator, part, indicators, cells, scope),
      })),
    })),
    grid: { indicatorId: drawn?.id ?? null, rows: drawn ? await gridOf(ctx, scope, drawn, facts) : [] },
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

/** The trades and forms that an indicator has figures or lines in: by trade, by form, by both. */
function partsOf(indicator: IndicatorOf, all: readonly IndicatorOf[], cells: Cells): TradeForm[] {
  const sources =
    indicator.kind === 'ratio' ? all.filter((one) => one.id === indicator.numeratorId) : [indicator]
  const parts = new Map<string, TradeForm>()
  for (const key of [...cells.sums.keys(), ...cells.coverage.keys()]) {
    const [indicatorId, tradeId, form] = key.split(' ')
    if ((tradeId || form) && sources.some((one) => one.id === indicatorId)) {
      parts.set(`${tradeId} ${form}`, { tradeId: tradeId || null, form: (form || null) as TradeForm['form'] })
    }
  }
  return [...parts.values()]
}

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

/** Places by months for one indicator. */
async function gridOf(ctx: Context, scope: Scope, indicator: Indicator, facts: Facts) {
  const { children, childParts, period, months, counting } = scope
  const sums = await sumsByPlace(ctx.db, childParts, period.id, indicator.id)
  const byChild = Map.groupBy(sums, (row) => row.placeId)
  const counties = children.filter((one) => one.level === 'county').map(({ id }) => id)
  const of = { periodId: period.id, placeIds: counties, indicatorId: indicator.id, today: ctx.today }
  const sentBy = await readSent(ctx.db, of)
  const planOf = new Map(facts.plans.map((plan) => [plan.placeId, plan]))
  return children.map(({ counties: n, mergedInto, ...child }) => {
    const rows = byChild.get(child.id) ?? []
    const own = rows.filter((row) => row.indicatorId === indicator.id)
    const sum = (wanted: (row: (typeof rows)[number]) => boolean) =>
      rows.reduce((all, row) => (wanted(row) ? all + row.amount : all), 0)
    const expected = sum((row) => row.measure === 'lines')
    const plan = planOf.get(child.id)
    // Of a single county its own lines and reports are read, and what they say is what the county itself reads. Totals hold
    // no days: of the places above nothing is said to have come in time or late.
    const sentIn = (month: string) => {
      if (child.level === 'county') return sentBy(child.id, month)
      const reported = sum((row) => row.measure === 'reports' && row.month === month)
      return sentOf(month, [{ approvedOn: null, expected, reported, lastMadeOn: null }], ctx.today)
    }
    return {
      place: child,
      mergedInto,
      planState: plan?.state ?? null,
      planId: plan?.planId ?? null,
      counties: n,
      approved: sum((row) => row.measure === 'plans' && row.status === 'approved'),
      cells: gridCells(own, indicator.cumulative, months, counting, sentIn),
    }
  })
}
