// What the reports of one county add to coverage: who reported, for which trades and forms, and whether a month was
// reported whole. Unlike figures these are counts of counties, so that all lines of the county are looked at together.
// Pure; src/carry-out/migrations/2026-12-02-reporters.sql says the same of all counties at once.
import { cellsOf, type Delta, widerThan } from '../../totals/rules.ts'

export type CountyLine = { id: string; indicatorId: string; tradeId: string | null; form: string | null }
export type County = Pick<Delta, 'placeId' | 'bordersOn' | 'periodId'> & {
  /** how many figures are due in a month: a line of the approved version that stands is one for each reporter */
  linesIn: (month: string) => number
}

/** A line that has a standing report of a month; once for each of its reporters that has. */
export type Reported = CountyLine & { month: string }

type Cell = Omit<Delta, 'placeId' | 'bordersOn' | 'periodId' | 'amount'>

/** What changes where one more line reports a month that `others` reported before it. */
export function changeByFirst(county: County, others: readonly Reported[], line: Reported): Delta[] {
  const { placeId, bordersOn, periodId, linesIn } = county
  const lines = linesIn(line.month)
  const post = (cell: Cell, amount = 1): Delta => ({ placeId, bordersOn, periodId, ...cell, amount })
  const before = others.filter(({ month }) => month === line.month)
  const seen = new Set(before.flatMap(countedIn).map(keyOf))
  const fresh = countedIn(line).filter((cell) => !seen.has(keyOf(cell)))
  const again = before.some(({ id }) => id === line.id) ? furtherCell(line) : []
  const [was, is] = [before.length, before.length + 1].map((n) => (n === 0 ? null : statusOf(n, lines)))
  const month = was === is ? [] : [was, is]
  return [
    ...[...fresh, ...again].map((cell) => post(cell)),
    ...month.flatMap((status) => (status ? post(monthCell(line.month, status), status === is ? 1 : -1) : [])),
  ]
}

/** Everything that a county's reports add to coverage, cell by cell. */
export function coverageOf(county: County, reported: readonly Reported[]): Map<string, Delta> {
  const { placeId, bordersOn, periodId, linesIn } = county
  const cells = new Map(reported.flatMap(countedIn).map((cell) => [keyOf(cell), cell]))
  const months = [...countBy(reported)].map(([month, n]) => monthCell(month, statusOf(n, linesIn(month))))
  const ofLines = Map.groupBy(reported, ({ id, month }) => `${id} ${month}`).values()
  const again = [...ofLines].flatMap((own) => own.slice(1).flatMap(furtherCell))
  return cellsOf(
    [...cells.values(), ...months, ...again].map((cell) => ({
      placeId,
      bordersOn,
      periodId,
      ...cell,
      amount: 1,
    })),
  )
}

/** What a county is counted in, once each, for a line that reported a month. */
const countedIn = ({ indicatorId, month, ...line }: Reported): Cell[] =>
  widerThan(line).map((wide) => ({ indicatorId, ...wide, measure: 'counties', month, status: 'reported' }))

/** Where a trade and a form are known lines are counted for counties: what more report of the same one is taken off. */
const furtherCell = ({ indicatorId, tradeId, form, month }: Reported): Cell[] =>
  tradeId === null || form === null
    ? []
    : [{ indicatorId, tradeId, form, measure: 'counties', month, status: 'again' }]

const keyOf = ({ indicatorId, tradeId, form, month }: Cell) => `${indicatorId} ${tradeId} ${form} ${month}`

const statusOf = (reported: number, lines: number) => (reported >= lines ? 'whole' : 'partly')

/** A county is counted once more in each month, by whether all of its lines that are due reported it. */
const monthCell = (month: string, status: string): Cell => ({
  indicatorId: null,
  tradeId: null,
  form: null,
  measure: 'counties',
  status,
  month,
})

function countBy(reported: readonly Reported[]): Map<string, number> {
  const months = new Map<string, number>()
  for (const { month } of reported) months.set(month, (months.get(month) ?? 0) + 1)
  return months
}
