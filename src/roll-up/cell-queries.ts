// The rows that one total is made of. Read from plans and reports themselves, not from the totals, so that the sum
// shown beside the total is a second reckoning of it.
import { sql } from 'kysely'
import type { Context } from '../access/context.ts'
import { may } from '../access/rules.ts'
import { finding, notFound, refuseIf } from '../base/problems.ts'
import type { Named } from '../base/schemas.ts'
import { msg, type Names } from '../base/words.ts'
import { listIndicators } from '../plan/indicators/queries.ts'
import type { Phasing } from '../plan/phasing/rules.ts'
import type { PlanState } from '../plan/plans/rules.ts'
import { countedState } from '../plan/queries.ts'
import { listTrades } from '../registry/lists/queries.ts'
import { totalsOf } from '../totals/queries.ts'
import type { SumRow } from '../totals/rules.ts'
import { countCounties, countiesIn } from './county-queries.ts'
import { headOf, readScope } from './place-queries.ts'
import { shownIndicator } from './queries.ts'
import { addTo, type CellMeasure, noSums, statusesOf, sumOf } from './rules.ts'
import type { Asked, PlaceOf, Scope } from './scope.ts'

type AskedCell = Asked & { indicatorId: string; tradeId?: string; form?: string; measure: CellMeasure }

type Found = {
  placeId: string
  planId: string
  planState: PlanState
  planLineId: string
  reportId: string | null
  trade: Named | null
  form: string | null
  month: string | null
  state: string | null
  value: number
  proposed: number | null
}

type LineRow = Omit<Found, 'reportId' | 'month' | 'state' | 'value'> & {
  baseline: number
  target: number
  phasing: Phasing
}

const inCell = (asked: AskedCell) => sql`line.indicator_id = ${asked.indicatorId}
  ${asked.tradeId ? sql`and line.trade_id = ${asked.tradeId}` : sql``} ${asked.form ? sql`and line.form = ${asked.form}` : sql``}`

const lineColumns = sql`plan.place_id as "placeId", plan.id as "planId", ${countedState} as "planState", line.id as "planLineId",
  case when trade.id is not null then json_build_object('id', trade.id, 'names', trade.names) end as trade, line.form`

type Counties = readonly PlaceOf[]

async function planRows(
  ctx: Context,
  scope: Scope,
  counties: Counties,
  asked: AskedCell,
  cumulative: boolean,
): Promise<Found[]> {
  const { rows } = await sql<LineRow>`
    select ${lineColumns}, coalesce(line.standing_baseline, line.baseline) as baseline,
      coalesce(line.standing_target, line.target) as target, coalesce(line.standing_phasing, line.phasing) as phasing,
      case when plan.state = 'approved' then nullif(line.target, line.standing_target) end as proposed
    from plan.plan join plan.plan_line as line on line.plan_id = plan.id
    left join registry.trade on trade.id = line.trade_id
    where plan.period_id = ${scope.period.id} and plan.place_id = any(${counties.map((one) => one.id)}::uuid[])
      and ${countedState} = any(${[...statusesOf[scope.counting]]}::text[]) and ${inCell(asked)}
      and (plan.standing_version is null or line.binding)
    order by trade.code, line.form`.execute(ctx.db)
  return rows.map(({ baseline, target, phasing, proposed, ...row }) => {
    const phased = cumulative
      ? (phasing[scope.month] ?? 0)
      : Object.entries(phasing).reduce((sum, [month, n]) => (month <= scope.month ? sum + n : sum), 0)
    const value = asked.measure === 'baseline' ? baseline : asked.measure === 'target' ? target : phased
    const revised = asked.measure === 'target' ? proposed : null
    return { ...row, reportId: null, month: null, state: null, value, proposed: revised }
  })
}

const columnOf = {
  actual: sql`report.value`,
  reportedBaseline: sql`report.baseline`,
  dormant: sql`coalesce(report.dormant, 0)`,
}

/** Of a stock the latest report of each line up to the month, of its baseline the first; of a flow every one. */
async function reportRows(
  ctx: Context,
  scope: Scope,
  counties: Counties,
  asked: AskedCell,
  cumulative: boolean,
): Promise<Found[]> {
  const measure = asked.measure as keyof typeof columnOf
  const isOne = measure !== 'actual' || cumulative
  const which = measure === 'reportedBaseline' ? sql`asc` : sql`desc`
  const { rows } = await sql<Found>`
    select ${isOne ? sql`distinct on (line.id)` : sql``} ${lineColumns}, report.id as "reportId", report.month, report.state,
      ${columnOf[measure]} as value, null as proposed
    from carry_out.report join plan.plan_line as line on line.id = report.plan_line_id
    join plan.plan on plan.id = line.plan_id left join registry.trade on trade.id = line.trade_id
    where report.standing and report.period_id = ${scope.period.id} and report.month <= ${scope.month}
      and plan.place_id = any(${counties.map((one) => one.id)}::uuid[]) and ${inCell(asked)}
    order by line.id, report.month ${which}`.execute(ctx.db)
  return rows
}

/** More counties than this are opened by the places directly below, each with its own total; it opens further. */
const mostWithRows = 60

const isPlanned = ({ measure }: AskedCell): boolean =>
  measure === 'baseline' || measure === 'target' || measure === 'phased'

/** The total, and what it is made of with its own sum: rows county by county, or the totals of the places below. */
export async function readCell(ctx: Context, asked: AskedCell) {
  const scope = await readScope(ctx, asked)
  const indicator = (await listIndicators(ctx)).find((one) => one.id === asked.indicatorId)
  if (!indicator) throw notFound()
  refuseIf(
    indicator.kind === 'additive'
      ? []
      : [
          finding(
            '/indicatorId',
            'ratio',
            msg('A ratio has no rows of its own. Open its numerator or its denominator.'),
          ),
        ],
  )
  refuseIf(
    indicator.isSummed
      ? []
      : [
          finding(
            '/indicatorId',
            'share',
            msg('Shares and rates are not added up. They stand line by line in plans and reports.'),
          ),
        ],
  )
  const { cumulative } = indicator
  const totalOf = (rows: readonly SumRow[]): number => {
    const sums = noSums()
    for (const row of rows) {
      if (row.indicatorId !== indicator.id) continue
      if (asked.tradeId && row.tradeId !== asked.tradeId) continue
      if (asked.form && row.form !== asked.form) continue
      addTo(sums, row, cumulative, scope.month, scope.counting)
    }
    return sums[asked.measure]
  }
  const total = totalOf(await totalsOf(ctx.db, scope.parts, scope.period.id, { upTo: scope.month }))
  const counties = await countCounties(ctx, scope)
  const byCounty = sumOf(counties.values()) <= mostWithRows
  const { groups, absent, trades } = byCounty
    ? await countyGroups(ctx, scope, asked, cumulative)
    : await childGroups(ctx, scope, totalOf)
  return {
    ...headOf(scope),
    indicator: shownIndicator(indicator),
    trade: trades.find((one) => one.id === asked.tradeId) ?? null,
    form: asked.form ?? null,
    measure: asked.measure,
    total,
    sum: groups.reduce((all, group) => all + group.sum, 0),
    byCounty,
    groups,
    absent: absent.map(({ id, names }) => ({ id, names })),
    mayOpen: may(ctx.actor, isPlanned(asked) ? 'plan.read' : 'report.read', scope.inCharge),
  }
}

type Row = Omit<Found, 'placeId' | 'planId' | 'planState' | 'trade'> & { trade: Names | null }
type CellGroup = {
  place: PlaceOf
  planState: PlanState | null
  planId: string | null
  sum: number
  rows: Row[]
}
type Groups = { groups: CellGroup[]; absent: PlaceOf[]; trades: Named[] }

async function countyGroups(
  ctx: Context,
  scope: Scope,
  asked: AskedCell,
  cumulative: boolean,
): Promise<Groups> {
  const counties = await countiesIn(ctx, scope)
  const read = isPlanned(asked) ? planRows : reportRows
  const found = await read(ctx, scope, counties, asked, cumulative)
  const byPlace = Map.groupBy(found, (row) => row.placeId)
  const groups = counties.flatMap((place): CellGroup[] => {
    const own = byPlace.get(place.id)
    if (!own) return []
    const { planState, planId } = own[0]
    const sum = own.reduce((all, row) => all + row.value, 0)
    const rows = own.map(({ trade, placeId: _, planId: __, planState: ___, ...row }) => ({
      ...row,
      trade: trade?.names ?? null,
    }))
    return [{ place, planState, planId, sum, rows }]
  })
  const trades = found.flatMap(({ trade }) => trade ?? [])
  return { groups, absent: counties.filter(({ id }) => !byPlace.has(id)), trades }
}

async function childGroups(
  ctx: Context,
  scope: Scope,
  totalOf: (rows: readonly SumRow[]) => number,
): Promise<Groups> {
  const rows = await totalsOf(ctx.db, scope.childParts, scope.period.id, { upTo: scope.month })
  const byPlace = Map.groupBy(rows, (row) => row.placeId)
  const all = scope.children.map(({ mergedInto: _, ...place }) => ({
    place,
    planState: null,
    planId: null,
    sum: totalOf(byPlace.get(place.id) ?? []),
    rows: [],
  }))
  return {
    groups: all.filter(({ sum }) => sum !== 0),
    absent: all.filter(({ sum }) => sum === 0).map(({ place }) => place),
    trades: (await listTrades(ctx.db)).map(({ id, names }) => ({ id, names })),
  }
}
