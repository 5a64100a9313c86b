// A place's totals put together: stored sums, coverage and approval beside them, and the grid of places by months.
import type { Context } from '../access/context.ts'
import { type Indicator, listIndicators } from '../plan/queries.ts'
import { type SumRow, sumsByPlace, sumsOver, totalsOf } from '../totals/queries.ts'
import { type Facts, readFacts } from './facts-queries.ts'
import { type Asked, headOf, type PlaceOf, readScope, type Scope, shownPlace } from './place-queries.ts'
import {
  cellKey,
  figuresOf,
  gridCells,
  type IndicatorOf,
  noCoverage,
  noSums,
  ratioFigures,
  type Sums,
  sumsByCell,
  type TradeForm,
} from './rules.ts'

/** The totals of the place: as stored on the period's own borders, summed over the counties on any others. */
export async function readSums(ctx: Context, scope: Scope): Promise<SumRow[]> {
  if (scope.isStored) return totalsOf(ctx.db, [scope.place.id], scope.period.id)
  return sumsOver(
    ctx.db,
    scope.counties.map((one) => one.id),
    scope.period.id,
  )
}

/** The roll-up of a place. The same number of statements for any number of counties. */
export async function readRollUp(ctx: Context, asked: Asked & { gridIndicatorId?: string }) {
  const scope = await readScope(ctx, asked)
  const indicators = (await listIndicators(ctx)).filter((one) => one.programmeId === scope.period.programmeId)
  const drawn = gridIndicator(indicators, asked.gridIndicatorId)
  const facts = await readFacts(ctx, {
    periodId: scope.period.id,
    counties: scope.counties.map((one) => one.id),
    month: scope.month,
    gridIndicatorId: drawn?.id ?? null,
  })
  const cells = sumsByCell(await readSums(ctx, scope), indicators, scope.month, scope.counting)
  return {
    ...headOf(scope),
    today: ctx.today,
    periods: scope.periods,
    places: scope.places.map(shownPlace),
    months: scope.months,
    trades: facts.trades,
    facts: factsOf(scope, facts),
    lastChange: facts.lastChange && { ...facts.lastChange, at: new Date(facts.lastChange.at).toISOString() },
    rows: indicators.map((indicator) => ({
      indicator,
      ...rowOf(indicator, { tradeId: null, form: null }, indicators, cells, facts, scope),
      parts: partsOf(indicator, indicators, cells, facts).map((part) => ({
        ...part,
        ...rowOf(indicator, part, indicators, cells, facts, scope),
      })),
    })),
    grid: { indicatorId: drawn?.id ?? null, rows: drawn ? await gridOf(ctx, scope, drawn, facts) : [] },
  }
}

const gridIndicator = (indicators: readonly Indicator[], asked: string | undefined): Indicator | null => {
  const additive = indicators.filter((one) => one.kind === 'additive')
  return (
    additive.find((one) => one.id === asked) ??
    additive.find((one) => one.counts === 'members') ??
    additive[0] ??
    null
  )
}

function factsOf(scope: Scope, { plans, known, months }: Facts) {
  const upTo = months.filter((one) => one.month <= scope.month)
  const lines = new Map(plans.map((plan) => [plan.placeId, plan.lines]))
  const now = months.filter((one) => one.month === scope.month)
  const whole = now.filter((one) => one.reports >= (lines.get(one.placeId) ?? 0))
  const sum = (of: (one: (typeof months)[number]) => number) => upTo.reduce((all, one) => all + of(one), 0)
  return {
    counties: scope.counties.length,
    conditionsKnown: known.length,
    // Whatever has left the county, approved and returned plans included: "17 submitted, 14 of them approved".
    submitted: plans.filter((plan) => plan.state !== 'draft').length,
    approved: plans.filter((plan) => plan.state === 'approved').length,
    reported: whole.length,
    reportedPartly: now.length - whole.length,
    reports: sum((one) => one.reports),
    verified: sum((one) => one.verified),
    disputed: sum((one) => one.disputed),
    illustrative: plans.some((plan) => plan.illustrative),
  }
}

/** The trades and forms that an indicator has figures or lines in: by trade, by form, by both. */
function partsOf(
  indicator: IndicatorOf,
  all: readonly IndicatorOf[],
  cells: Map<string, Sums>,
  facts: Facts,
): TradeForm[] {
  const sources =
    indicator.kind === 'ratio' ? all.filter((one) => one.id === indicator.numeratorId) : [indicator]
  const parts = new Map<string, TradeForm>()
  for (const key of [...cells.keys(), ...facts.coverage.keys()]) {
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
  cells: Map<string, Sums>,
  facts: Facts,
  scope: Scope,
) {
  const sums = (id: string) => cells.get(cellKey(id, tradeId, form)) ?? noSums()
  const cover = (id: string) => facts.coverage.get(cellKey(id, tradeId, form)) ?? noCoverage()
  const top = all.find((one) => one.id === indicator.numeratorId)
  const bottom = all.find((one) => one.id === indicator.denominatorId)
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

/** Places by months for one indicator. On chosen borders a child is the sum of its own counties. */
async function gridOf(ctx: Context, scope: Scope, indicator: Indicator, facts: Facts) {
  const { children, counties, period, months, counting } = scope
  const asked = scope.isStored ? children : counties
  const sums = await sumsByPlace(
    ctx.db,
    asked.map((one) => one.id),
    period.id,
    [indicator.id],
  )
  const countiesOf = (child: PlaceOf) => counties.filter((one) => one.line.includes(child.id))
  return children.map((child) => {
    const below = new Set(countiesOf(child).map((one) => one.id))
    const plans = facts.plans.filter((plan) => below.has(plan.placeId))
    const reports = facts.months.filter((one) => below.has(one.placeId))
    const expected = plans
      .filter((plan) => plan.state === 'approved')
      .reduce((all, plan) => all + plan.gridLines, 0)
    const own = sums.filter((row) => (scope.isStored ? row.placeId === child.id : below.has(row.placeId)))
    const covered = (month: string) => ({
      expected,
      reported: reports.filter((one) => one.month === month).reduce((all, one) => all + one.gridReports, 0),
    })
    const single = child.level === 'county' ? plans[0] : undefined
    return {
      place: shownPlace(child),
      planState: single?.state ?? null,
      planId: single?.planId ?? null,
      counties: below.size,
      approved: plans.filter((plan) => plan.state === 'approved').length,
      cells: gridCells(own, indicator.cumulative, months, counting, covered),
    }
  })
}
