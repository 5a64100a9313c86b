// What of a longer period counts, of its own figures and those of its parts. Pure. The rule, in words:
//
// Every month of a period belongs to one period alone: the shortest that holds it, of the period itself, its parts and
// the parts of these. So the months of a year are those of its quarters, and those that no quarter holds are its own.
// An indicator that counts in the whole period has its figures from the plan of the whole for all months.
//   A flow is added up over all of them: baselines, targets and reports of each. Where a period keeps only the months
// that no part holds, its target is what falls in these months; its baseline is of all its months and can't be parted,
// so that together there is none, nor a change.
//   A stock is not added up over time: its baseline is that of the period which holds the first month, its target that
// of the one which holds the last, and all the rest is of the one which holds the month asked for. Nothing is carried
// over from an earlier part into one that has not reported, and the change is the one within this part.
//   An average is a flow of what stands each month, divided by the months when it is read: of what is planned by those
// of the period asked for, of what was reported by those up to the month. So each month weighs the same, whatever part
// holds it; a baseline or a target counts once for every month of its part. An actual is told only where no month is
// missing.
//   What is reported less often than every month is due in fewer of them. A flow's figure tells of all months since it
// was due before: where a part holds some of these, it does not count beside it. In a month between, what is planned of
// a stock is its last closing figure of the same part, or its baseline; and nobody is expected to report.
//   Coverage is that of the part which holds the month: no county is expected four times. What reports there are, and
// how many were due, is counted where the actual comes from, so that the change of a flow is told only where no month
// of any part is missing.
// Which period holds a month follows from the periods alone, never from what anybody planned: so a total is the sum of
// those of the places below it, and nothing moves as another place begins a plan.
import { type Frequency, isDue, type Span } from '../plan/frequency/rules.ts'
import type { CountedIn, IndicatorKind } from '../plan/indicators/rules.ts'
import { type Nested, periodMonths } from '../plan/periods/rules.ts'
import { type Phasing, standsAt } from '../plan/phasing/rules.ts'
import type { SumRow } from '../totals/rules.ts'

export const cellMeasures = ['baseline', 'target', 'phased', 'actual', 'reportedBaseline', 'dormant'] as const
export type CellMeasure = (typeof cellMeasures)[number]

/** The months of a period, and those of them for which its figures count. */
type Stretch = { own: readonly string[]; months: readonly string[]; span: Span }

/** In which of the months up to one what is reported so often was last to be; undefined before the first. */
const lastDue = ({ own, span }: Stretch, often: Frequency, month: string): string | undefined =>
  own.findLast((one) => one <= month && isDue(often, one, span))

/** How many of the months up to one what is reported so often is due in. */
const countDue = (months: readonly string[], { span }: Stretch, often: Frequency, month: string): number =>
  months.filter((one) => one <= month && isDue(often, one, span)).length

/** The months that a flow tells of which is reported so often and due in this one: those since it was due before. */
const toldOf = ({ own, span }: Stretch, often: Frequency, month: string): readonly string[] => {
  const since = own.findLastIndex((one) => one < month && isDue(often, one, span)) + 1
  return own.slice(since, own.indexOf(month) + 1)
}

/**
 * Whether a flow's figure of a month counts: the period holds all months that it tells of. One that tells of months of
 * a part too cannot be parted, and would count these twice.
 */
const isHeld = (stretch: Stretch | undefined, often: Frequency, month: string): boolean =>
  !!stretch?.months.includes(month) &&
  toldOf(stretch, often, month).every((one) => stretch.months.includes(one))

/** The same of a figure of one of the periods. */
export const isCounted = (
  { stretches }: Calendar,
  often: Frequency,
  { periodId, month }: { periodId: string; month: string },
): boolean => isHeld(stretches.get(periodId), often, month)

export type Calendar = {
  months: readonly string[]
  /** by the id of each period that holds one of the months */
  stretches: ReadonlyMap<string, Stretch>
  holderOf: (month: string) => string
}

/** `tree` is a period and what lies within it, itself first. */
export function calendarOf(tree: readonly (Nested & Span)[], countedIn: CountedIn): Calendar {
  const [asked] = tree
  const months = periodMonths(asked)
  const all = tree.map((one) => ({ id: one.id, own: periodMonths(one), span: one }))
  const shortestFirst =
    countedIn === 'whole' ? all.slice(0, 1) : all.toSorted((a, b) => a.own.length - b.own.length)
  const holders = new Map(
    months.map((month) => [month, shortestFirst.find(({ own }) => own.includes(month))?.id ?? asked.id]),
  )
  const stretches = all.map(({ id, own, span }) => {
    return [id, { own, months: own.filter((month) => holders.get(month) === id), span }] as const
  })
  return {
    months,
    stretches: new Map(stretches.filter(([, stretch]) => stretch.months.length > 0)),
    holderOf: (month) => holders.get(month) ?? asked.id,
  }
}

/** The month of the closing figure that stands in a month, of what is reported so often; undefined before the first. */
export function closingIn({ stretches, holderOf }: Calendar, often: Frequency, month: string) {
  const stretch = stretches.get(holderOf(month))
  return stretch && lastDue(stretch, often, month)
}

/** Whether a period counts for a part of its months alone. */
export const isRest = ({ own, months }: Pick<Stretch, 'own' | 'months'>): boolean =>
  months.length < own.length
const passed = (months: readonly string[], month: string): number =>
  months.filter((one) => one <= month).length

/** A total of a period, as it counts in the one asked for. */
export type CountedRow = SumRow & {
  /** a baseline of more months than count */
  isParted?: true
  /** of lines: what they are lines for */
  lines?: Lines
  /** of what is not a stock: the period that it is planned in, and how many months of it count */
  stretch?: { periodId: string; months: number; passed: number }
}
type Lines = {
  /** how many reports of them were due up to the month */
  due: number
  /** whether their period holds the month, they are due in it, and the baseline and the target are theirs */
  stand: boolean
  areNow: boolean
  begin: boolean
  end: boolean
}
type PeriodRow = SumRow & { periodId: string }

/** As much of an indicator as says what of its totals counts. */
export type Told = {
  id: string
  kind: IndicatorKind
  cumulative: boolean
  countedIn: CountedIn
  frequency: Frequency
}

/** What of the totals counts as of the end of a month; what is of no indicator is not among it. */
export function countedRows(
  rows: readonly PeriodRow[],
  indicators: readonly Told[],
  calendars: Readonly<Record<CountedIn, Calendar>>,
  month: string,
): CountedRow[] {
  const byId = new Map(indicators.map((one) => [one.id, one]))
  return rows.flatMap((row) => {
    const indicator = byId.get(row.indicatorId ?? '')
    if (!indicator) return []
    const calendar = calendars[indicator.countedIn]
    const stretch = calendar.stretches.get(row.periodId)
    if (!stretch) return []
    if (indicator.cumulative) return ofStock(row, stretch, { calendar, often: indicator.frequency }, month)
    const { months } = stretch
    const of = { periodId: row.periodId, months: months.length, passed: passed(months, month) }
    const times = indicator.kind === 'average' ? monthsOf(row, stretch, month) : 1
    const at = { calendar, often: indicator.frequency }
    return ofFlow({ ...row, amount: row.amount * times, stretch: of }, stretch, at, month)
  })
}

/** How many months a row of an average is of. */
function monthsOf({ measure, status, month: of }: PeriodRow, { months }: Stretch, month: string): number {
  if (measure === 'baseline' && status === 'reported') return passed(months, month)
  return (measure === 'baseline' || measure === 'target') && of === null ? months.length : 1
}

/** How often a figure of one of the periods counts in an average's sum over months. */
export const timesOf = (
  measure: CellMeasure,
  { stretches }: Calendar,
  periodId: string,
  month: string,
): number => {
  const months = stretches.get(periodId)?.months ?? []
  return measure === 'reportedBaseline' ? passed(months, month) : measure === 'actual' ? 1 : months.length
}

/** What the sum of an average over months is divided by. */
export const divisorOf = (measure: CellMeasure, months: readonly string[], month: string): number =>
  measure === 'baseline' || measure === 'target' ? months.length : passed(months, month)

/** Of an indicator: by which calendar it counts, and how often it is reported. */
type At = { calendar: Calendar; often: Frequency }

function ofFlow(
  row: PeriodRow & CountedRow,
  stretch: Stretch,
  { calendar, often }: At,
  month: string,
): CountedRow[] {
  const stand = calendar.holderOf(month) === row.periodId
  const held = stretch.months.filter((one) => isHeld(stretch, often, one))
  const areNow = stand && isDue(often, month, stretch.span) && held.includes(month)
  const due = row.amount * countDue(held, stretch, often, month)
  if (row.measure === 'lines') return [{ ...row, lines: { due, stand, areNow, begin: true, end: true } }]
  if (row.measure === 'counties' && row.month === null) return areNow ? [row] : []
  if (!isRest(stretch)) return [row]
  if (row.measure === 'baseline') return row.month === null ? [{ ...row, isParted: true }] : []
  if (row.month === null || !held.includes(row.month)) return []
  return row.measure === 'target' ? [row, { ...row, month: null }] : [row]
}

/** What is phased is what is to stand: the last closing figure up to the month, the baseline before the first. */
function ofStock(row: PeriodRow, stretch: Stretch, { calendar, often }: At, month: string): CountedRow[] {
  const { months, holderOf } = calendar
  const stand = holderOf(month) === row.periodId
  const closing = lastDue(stretch, often, month)
  const areNow = stand && closing === month
  const begin = holderOf(months[0]) === row.periodId
  const end = holderOf(months[months.length - 1]) === row.periodId
  const due = stand ? row.amount * countDue(stretch.own, stretch, often, month) : 0
  if (row.measure === 'lines') return [{ ...row, lines: { due, stand, areNow, begin, end } }]
  if (row.measure === 'counties' && row.month === null) return areNow ? [row] : []
  if (row.measure === 'baseline' && row.month === null) {
    const before: CountedRow = { ...row, measure: 'target', month }
    return [...(begin ? [row] : []), ...(stand && closing === undefined ? [before] : [])]
  }
  if (row.measure === 'target' && row.month === null) return end ? [row] : []
  if (row.measure === 'target') return stand && row.month === closing ? [{ ...row, month }] : []
  return stand ? [row] : []
}

/**
 * The months that are read by themselves beside the one asked for: those of the closing figures that stand in it, of
 * stocks that are reported less often.
 */
export function monthsApart(
  indicators: readonly Told[],
  calendars: Readonly<Record<CountedIn, Calendar>>,
  month: string,
): string[] {
  const often = new Set(indicators.flatMap((one) => (one.cumulative ? one.frequency : [])))
  const closing = Object.values(calendars).flatMap((one) => [...often].map((n) => closingIn(one, n, month)))
  return [...new Set(closing.flatMap((one) => (one === undefined || one === month ? [] : one)))]
}

/** The periods whose rows are behind a figure. */
export function periodsBehind(
  measure: CellMeasure,
  cumulative: boolean,
  calendar: Calendar,
  month: string,
): Set<string> {
  const { months, stretches, holderOf } = calendar
  if (cumulative) {
    const of = measure === 'baseline' ? months[0] : measure === 'target' ? months[months.length - 1] : month
    return new Set([holderOf(of)])
  }
  const isBaseline = measure === 'baseline' || measure === 'reportedBaseline'
  return new Set([...stretches].filter(([, one]) => !(isBaseline && isRest(one))).map(([id]) => id))
}

type Planned = { periodId: string; baseline: number; target: number; phasing: Phasing }

/** What a line of one of these periods adds to what is planned. */
export function plannedOf(
  line: Planned,
  measure: CellMeasure,
  { kind, cumulative, frequency }: Pick<Told, 'kind' | 'cumulative' | 'frequency'>,
  calendar: Calendar,
  month: string,
): number {
  const stretch = calendar.stretches.get(line.periodId)
  const times = kind === 'average' ? (stretch?.months.length ?? 0) : 1
  if (measure === 'baseline') return line.baseline * times
  if (measure === 'target' && (cumulative || !stretch || !isRest(stretch))) return line.target * times
  if (cumulative) return standsAt(line, month)
  const until = measure === 'target' ? calendar.months[calendar.months.length - 1] : month
  return Object.entries(line.phasing).reduce(
    (sum, [of, n]) => (of <= until && isHeld(stretch, frequency, of) ? sum + n : sum),
    0,
  )
}
