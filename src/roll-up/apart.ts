// What figures are told apart by, in every cell of a place: each part's actual, its share where the parts make the
// whole figure, and what was not said where they do not. Parts count as their indicator does, in nested periods too.
// Pure.
import type { Names } from '../base/words.ts'
import type { Asked } from '../plan/disaggregations/rules.ts'
import { type Coverage, cellKey } from './coverage-rules.ts'
import { type IndicatorOf, type Sums, sumOf, type TradeForm } from './rules.ts'
import { withheld } from './withholding.ts'

export type ToldApart = {
  id: string
  names: Names
  parts: { id: string; names: Names; value: number | null; share: number | null }[]
  notSaid: number | null
}

type Apart = IndicatorOf & { disaggregations: readonly Asked[] }
type Cells = { sums: ReadonlyMap<string, Sums>; coverage: ReadonlyMap<string, Coverage> }

/** The parts of indicators as totals know them: each like its indicator, under an id of its own. */
export const partsAsIndicators = <I extends Apart>(indicators: readonly I[]): I[] =>
  indicators.flatMap((indicator) =>
    indicator.disaggregations.flatMap(({ parts }) => parts.map(({ id }) => ({ ...indicator, id }))),
  )

const actualIn = ({ sums }: Cells, id: string, { tradeId, form }: TradeForm): number =>
  sums.get(cellKey(id, tradeId, form))?.actual ?? 0

/**
 * The keys of the figures that one disaggregation of an indicator keeps to itself, over the cells of a place: parts add
 * up in each cell, and the cells of trades and of forms to those above them.
 */
export function withheldIn(cells: Cells, { parts, least }: Asked, of: readonly TradeForm[]): Set<string> {
  if (least === 0) return new Set()
  const key = (id: string, { tradeId, form }: TradeForm) => cellKey(id, tradeId, form)
  const figures = new Map(
    of.flatMap((cell) => parts.map(({ id }) => [key(id, cell), actualIn(cells, id, cell)])),
  )
  const inCell = of.map((cell) => parts.map(({ id }) => key(id, cell)))
  const above = of.flatMap((cell) => {
    const byTrade = of.filter(
      (one) => cell.tradeId === null && one.tradeId !== null && one.form === cell.form,
    )
    const byForm = of.filter((one) => cell.form === null && one.form !== null && one.tradeId === cell.tradeId)
    return [byTrade, byForm].filter(({ length }) => length > 0).map((below) => [cell, ...below])
  })
  const acrossCells = above.flatMap((all) => parts.map(({ id }) => all.map((cell) => key(id, cell))))
  return withheld(figures, least, [...inCell, ...acrossCells])
}

/** Below it a difference comes of dividing a mean, and is none. */
const tiny = 1e-9

/** How the figure of a cell is told apart; nothing of a disaggregation that nobody said anything by. */
export function toldApart(
  cells: Cells,
  cell: TradeForm,
  actual: number | null,
  indicator: Apart,
  kept: ReadonlySet<string>,
): ToldApart[] {
  if (actual === null) return []
  return indicator.disaggregations.flatMap(({ id, names, parts }) => {
    const said = parts.filter(
      (part) => cells.coverage.get(cellKey(part.id, cell.tradeId, cell.form))?.reports,
    )
    const rest = actual - sumOf(said.map((part) => actualIn(cells, part.id, cell)))
    const notSaid = Math.abs(rest) < tiny ? null : rest
    if (said.length === 0 || notSaid === actual) return []
    const each = said.map((part) => {
      const isKept = kept.has(cellKey(part.id, cell.tradeId, cell.form))
      const value = isKept ? null : actualIn(cells, part.id, cell)
      const share = value === null || notSaid !== null || actual === 0 ? null : value / actual
      return { id: part.id, names: part.names, value, share }
    })
    return [{ id, names, parts: each, notSaid }]
  })
}
