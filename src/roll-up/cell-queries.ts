// The rows that one total is made of. Read from plans and reports themselves, not from the totals, so that the sum
// shown beside the total is a second reckoning of it.
import { sql } from 'kysely'
import type { Context } from '../access/context.ts'
import { may } from '../access/rules.ts'
import { finding, notFound, refuseIf } from '../base/problems.ts'
import type { Named } from '../base/schemas.ts'
import { msg, type Names } from '../base/words.ts'
import { listIndicators } from '../plan/indicators/queries.ts'
import { type CountedIn, isReckoned } from '../plan/indicators/rules.ts'
import type { Phasing } from '../plan/phasing/rules.ts'
import type { PlanState } from '../plan/plans/rules.ts'
import { countedState } from '../plan/queries.ts'
import { listTrades } from '../registry/lists/queries.ts'
import { type TotalRow, totalsOf } from '../totals/queries.ts'
import { type County, countCounties, countiesIn } from './county-queries.ts'
import { cellKey, coverageByCell, noCoverage, plannedIn, plannedMonths } from './coverage-rules.ts'
import { type Indicator, indicatorIn } from './defined.ts'
import { type Kept, keptOf, monthsRead, readAbove } from './kept-queries.ts'
import {
  type Calendar,
  type CellMeasure,
  type CountedRow,
  countedRows,
  divisorOf,
  isCounted,
  periodsBehind,
  plannedOf,
  type Told,
  timesOf,
} from './period-rules.ts'
import { headOf, readScope } from './place-queries.ts'
import { shownIndicator } from './queries.ts'
import { addTo, noSums, statusesOf, sumOf } from './rules.ts'
import type { Asked, Layer, PlaceOf, Scope } from './scope.ts'

type AskedCell = Asked & {
  indicatorId: string
  tradeId?: string
  form?: string
  measure: CellMeasure
  partId?: string
  countedIn?: CountedIn
}

type Found = {
  placeId: string
  planId: string
  planState: PlanState
  planLineId: string
  period: Named
  reportId: string | null
  /** the place below that reports it; null where the place that plans does */
  reporter: Names | null
  trade: Named | null
  form: string | null
  month: string | null
  state: string | null
  value: number
  proposed: number | null
}

type LineRow = Omit<Found, 'reportId' | 'reporter' | 'month' | 'state' | 'value'> & {
  baseline: number
  target: number
  phasing: Phasing
}

/** A cell as it was asked for, with what its indicator says of it. */
type Cell = AskedCell & Pick<Told, 'cumulative' | 'kind' | 'frequency'> & { calendar: Calendar }

const inCell = (asked: AskedCell) => sql`line.indicator_id = ${asked.indicatorId}
  ${asked.tradeId ? sql`and line.trade_id = ${asked.tradeId}` : sql``} ${asked.form ? sql`and line.form = ${asked.form}` : sql``}`

const lineColumns = sql`plan.place_id as "placeId", plan.id as "planId", ${countedState} as "planState", line.id as "planLineId",
  json_build_object('id', period.id, 'names', period.names) as period,
  case when trade.id is not null then json_build_object('id', trade.id, 'names', trade.names) end as trade, line.form`

/** SQL: the plans of counties in the periods by whose borders they lie here. */
function plansOf(counties: readonly County[]) {
  const each = counties.flatMap(({ id, periodIds }) => periodIds.map((periodId) => ({ id, periodId })))
  return sql`unnest(${each.map(({ id }) => id)}::uuid[], ${each.map(({ periodId }) => periodId)}::uuid[])
    as counted (place_id, period_id)
    join plan.plan on plan.place_id = counted.place_id and plan.period_id = counted.period_id
    join plan.period on period.id = plan.period_id`
}

async function planRows(
  ctx: Context,
  scope: Scope,
  counties: readonly County[],
  cell: Cell,
): Promise<Found[]> {
  const { rows } = await sql<LineRow>`
    select ${lineColumns}, coalesce(line.standing_baseline, line.baseline) as baseline,
      coalesce(line.standing_target, line.target) as target, coalesce(line.standing_phasing, line.phasing) as phasing,
      case when plan.state = 'approved' then nullif(line.target, line.standing_target) end as proposed
    from ${plansOf(counties)} join plan.plan_line as line on line.plan_id = plan.id
    left join registry.trade on trade.id = line.trade_id
    where ${countedState} = any(${[...statusesOf[scope.counting]]}::text[]) and ${inCell(cell)}
      and (plan.standing_version is null or line.binding)
    order by period.from_on, trade.code, line.form`.execute(ctx.db)
  return rows.map(({ baseline, target, phasing, proposed, ...row }) => {
    const line = { periodId: row.period.id, baseline, target, phasing }
    const value = plannedOf(line, cell.measure, cell, cell.calendar, scope.month)
    const revised =
      cell.measure === 'target' && proposed !== null ? proposed * timesIn(cell, row, scope) : null
    return { ...row, reportId: null, reporter: null, month: null, state: null, value, proposed: revised }
  })
}

const timesIn = (
  { kind, measure, calendar }: Cell,
  { period }: { period: Named },
  { month }: Scope,
): number => (kind === 'average' ? timesOf(measure, calendar, period.id, month) : 1)

const columnOf = {
  actual: sql`report.value`,
  reportedBaseline: sql`report.baseline`,
  dormant: sql`coalesce(report.dormant, 0)`,
}

/**
 * Of a stock the latest report of each line up to the month by each of its reporters, of its baseline the first; of a
 * flow every one.
 */
async function reportRows(
  ctx: Context,
  scope: Scope,
  counties: readonly County[],
  cell: Cell,
): Promise<Found[]> {
  const measure = cell.measure as keyof typeof columnOf
  const isOne = measure !== 'actual' || cell.cumulative
  const which = measure === 'reportedBaseline' ? sql`asc` : sql`desc`
  const { rows: all } = await sql<Found & { month: string }>`
    select ${isOne ? sql`distinct on (line.id, report.reporter_id)` : sql``} ${lineColumns}, report.id as "reportId", report.month, report.state,
      (select below.names from registry.place as below
        where below.id = report.reporter_id and report.reporter_id <> report.place_id) as reporter, 
      ${cell.partId ? sql`(report.parts->>${cell.partId})::bigint` : columnOf[measure]} as value, null as proposed
    from ${plansOf(counties)} join plan.plan_line as line on line.plan_id = plan.id
    join carry_out.report on report.plan_line_id = line.id left join registry.trade on trade.id = line.trade_id
    where report.standing and report.month <= ${scope.month} and ${inCell(cell)}
    order by line.id, report.reporter_id, report.month ${which}`.execute(ctx.db)
  // Of a report that does not say the part there is nothing here.
  const rows = all.filter(({ value }) => value !== null)
  return cell.cumulative
    ? rows
    : rows
        .filter(({ period, month }) =>
          isCounted(cell.calendar, cell.frequency, { periodId: period.id, month }),
        )
        .map((row) => ({ ...row, value: row.value * timesIn(cell, row, scope) }))
}

/** More counties than this are opened by the places directly below, each with its own total; it opens further. */
const mostWithRows = 60

const isPlanned = ({ measure }: AskedCell): boolean =>
  measure === 'baseline' || measure === 'target' || measure === 'phased'

/** The part of the indicator that is asked for, with what it is a part of. */
function partOf({ disaggregations }: Indicator, { partId, measure }: AskedCell) {
  if (!partId) return null
  const of = disaggregations.find(({ parts }) => parts.some(({ id }) => id === partId))
  const part = of?.parts.find(({ id }) => id === partId)
  if (!of || !part) throw notFound()
  const text = msg('Only what was reported is told apart.')
  refuseIf(measure === 'actual' ? [] : [finding('/measure', 'part', text)])
  return { of, part }
}

/** Refuses what is made of others, and what is not added up. */
function mustHaveRows({ kind, isSummed }: Indicator): void {
  const reckoned =
    kind === 'formula'
      ? msg('A formula has no rows of its own. Open what it is made of.')
      : msg('A ratio has no rows of its own. Open its numerator or its denominator.')
  refuseIf(isReckoned(kind) ? [finding('/indicatorId', kind, reckoned)] : [])
  refuseIf(
    isSummed
      ? []
      : [
          finding(
            '/indicatorId',
            'share',
            msg('Shares and rates are not added up. They stand line by line in plans and reports.'),
          ),
        ],
  )
}

/** The total, and what it is made of with its own sum: rows county by county, or the totals of the places below. */
export async function readCell(ctx: Context, asked: AskedCell) {
  const scope = await readScope(ctx, asked)
  const known = (await listIndicators(ctx)).find((one) => one.id === asked.indicatorId)
  if (!known) throw notFound()
  const indicator = indicatorIn(scope, known, asked.countedIn)
  const { kind, cumulative, frequency } = indicator
  mustHaveRows(indicator)
  const { countedIn = indicator.countedIn } = asked
  const part = partOf(indicator, asked)
  const countedId = part?.part.id ?? indicator.id
  const calendar = scope.calendars[countedIn]
  const cell = { ...asked, cumulative, kind, frequency, calendar }
  const countedOf = (rows: readonly TotalRow[], countedId: string) => {
    const own = rows.filter(
      (row) =>
        row.indicatorId === countedId &&
        (!asked.tradeId || row.tradeId === asked.tradeId) &&
        (!asked.form || row.form === asked.form),
    )
    return countedRows(own, [{ ...indicator, id: countedId, countedIn }], scope.calendars, scope.month)
  }
  const totalOf = (rows: readonly TotalRow[]): number => {
    const sums = noSums()
    for (const row of countedOf(rows, countedId)) addTo(sums, row, cumulative, scope.month, scope.counting)
    return sums[asked.measure]
  }
  const months = monthsRead(scope, [indicator])
  const told: Indicator = { ...indicator, countedIn, disaggregations: part ? [part.of] : [] }
  const [stored, levels] = await Promise.all([
    totalsOf(ctx.db, scope.parts, months),
    readAbove(ctx, scope, [told]),
  ])
  const total = totalOf(stored)
  const key = cellKey(countedId, asked.tradeId ?? null, asked.form ?? null)
  const keptWith = (below: readonly TotalRow[]): Kept => keptOf(levels, stored, told, scope, below)
  // Where there is no mean yet nothing of its parts is told, and nothing is withheld that could be taken from others.
  const mean = kind === 'average' ? meanOver(countedOf(stored, indicator.id), asked, scope) : null
  const isWithheld = keptWith([]).own.has(key) || ((part?.of.least ?? 0) > 0 && (mean?.missing ?? 0) > 0)
  const behind = periodsBehind(asked.measure, cumulative, calendar, scope.month)
  const layers = scope.layers.filter(({ period }) => behind.has(period.id))
  const counted = layers.length > 0 ? await countCounties(ctx, scope.place, layers) : new Map()
  // Rows would tell what totals keep to themselves.
  const isOpen = !part || part.of.least === 0
  const byCounty =
    isOpen && [...counted.values()].every((counties) => sumOf(counties.values()) <= mostWithRows)
  const { groups, absent, trades } = isWithheld
    ? { groups: [], absent: [], trades: await namedTrades(ctx) }
    : byCounty
      ? await countyGroups(ctx, scope, layers, cell)
      : await childGroups(ctx, scope, behind, { totalOf, months, keptWith, key })
  return {
    ...headOf(scope),
    indicator: shownIndicator(indicator),
    anew: indicator.anew,
    trade: trades.find((one) => one.id === asked.tradeId) ?? null,
    form: asked.form ?? null,
    part: part && { id: part.part.id, names: part.part.names },
    measure: asked.measure,
    countedIn,
    total: isWithheld ? null : total,
    mean,
    sum: isWithheld ? null : groups.reduce((all, group) => all + group.sum, 0),
    byCounty,
    groups: groups.map(({ isKept, ...group }) => ({ ...group, sum: isKept ? null : group.sum })),
    absent: absent.map(({ id, names }) => ({ id, names })),
    mayOpen: may(ctx.actor, isPlanned(asked) ? 'plan.read' : 'report.read', scope.inCharge),
  }
}

/** What the sum of an average is divided by, and how many reports are missing, so that there is no mean yet. */
function meanOver(rows: readonly CountedRow[], { measure, ...asked }: AskedCell, scope: Scope) {
  const { months, month, counting } = scope
  const key = cellKey(asked.indicatorId, asked.tradeId ?? null, asked.form ?? null)
  const { reports, due } = coverageByCell(rows, month).get(key) ?? noCoverage()
  const isTyped = measure === 'actual' || measure === 'reportedBaseline'
  const by = divisorOf(measure, months, month)
  const planned = plannedMonths(plannedIn(rows, statusesOf[counting]).get(key))
  const gaps = by - (measure === 'baseline' || measure === 'target' ? planned.months : planned.passed)
  return { months: by, missing: (isTyped ? Math.max(0, due - reports) : 0) + gaps }
}

type Row = Omit<Found, 'placeId' | 'trade'> & { trade: Names | null }
type CellGroup = { place: PlaceOf; sum: number; isKept: boolean; rows: Row[] }
type Groups = { groups: CellGroup[]; absent: PlaceOf[]; trades: Named[] }

async function countyGroups(
  ctx: Context,
  scope: Scope,
  layers: readonly Layer[],
  cell: Cell,
): Promise<Groups> {
  const counties = await countiesIn(ctx, scope.place, layers)
  const read = isPlanned(cell) ? planRows : reportRows
  const found = await read(ctx, scope, counties, cell)
  const byPlace = Map.groupBy(found, (row) => row.placeId)
  const groups = counties.flatMap(({ periodIds: _, ...place }): CellGroup[] => {
    const own = byPlace.get(place.id)
    if (!own) return []
    const sum = own.reduce((all, row) => all + row.value, 0)
    const rows = own.map(({ trade, placeId: _, ...row }) => ({ ...row, trade: trade?.names ?? null }))
    return [{ place, sum, isKept: false, rows }]
  })
  const trades = found.flatMap(({ trade }) => trade ?? [])
  return { groups, absent: counties.filter(({ id }) => !byPlace.has(id)), trades }
}

const namedTrades = async (ctx: Context): Promise<Named[]> =>
  (await listTrades(ctx.db)).map(({ id, names }) => ({ id, names }))

/** How the totals of a place are read. */
type Reading = {
  totalOf: (rows: readonly TotalRow[]) => number
  months: ReturnType<typeof monthsRead>
  /** what is withheld here and below, by the totals of what lies below, and the key of what is asked for */
  keptWith: (below: readonly TotalRow[]) => Kept
  key: string
}

async function childGroups(
  ctx: Context,
  scope: Scope,
  behind: ReadonlySet<string>,
  { totalOf, months, keptWith, key }: Reading,
): Promise<Groups> {
  const rows = await totalsOf(ctx.db, scope.childParts, months)
  const byPlace = Map.groupBy(rows, (row) => row.placeId)
  const kept = keptWith(rows)
  const groups = scope.children
    .filter(({ periodIds }) => periodIds.some((id) => behind.has(id)))
    .map(({ mergedInto: _, periodIds: __, ...place }) => {
      const isKept = kept.at(place.id).has(key)
      return { place, sum: totalOf(byPlace.get(place.id) ?? []), isKept, rows: [] }
    })
  return {
    groups: groups.filter(({ sum, isKept }) => sum !== 0 || isKept),
    absent: groups.filter(({ sum, isKept }) => sum === 0 && !isKept).map(({ place }) => place),
    trades: await namedTrades(ctx),
  }
}
