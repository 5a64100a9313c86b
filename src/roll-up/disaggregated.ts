// What figures are told apart by, in every cell of a place: each part's actual, its share where the parts make the
// whole figure, and what was not said where they do not. Parts count as their indicator does, in nested periods too.
// Pure.
import type { Names } from '../base/words.ts'
import type { Asked } from '../plan/disaggregations/rules.ts'
import type { Cells } from './cells.ts'
import { cellKey } from './coverage-rules.ts'
import { type IndicatorOf, sumOf, type TradeForm } from './rules.ts'
import { type Known, type Sum, withheld } from './withholding.ts'

export type Disaggregated = {
  id: string
  names: Names
  parts: { id: string; names: Names; value: number | null; share: number | null }[]
  notSaid: number | null
}

type WithParts = IndicatorOf & { disaggregations: readonly Asked[] }

/** The parts of indicators as totals know them: each like its indicator, under an id of its own. */
export const partsAsIndicators = <I extends WithParts>(indicators: readonly I[]): I[] =>
  indicators.flatMap((indicator) =>
    indicator.disaggregations.flatMap(({ parts }) => parts.map(({ id }) => ({ ...indicator, id }))),
  )

const actualIn = ({ sums }: Pick<Cells, 'sums'>, id: string, { tradeId, form }: TradeForm): number =>
  sums.get(cellKey(id, tradeId, form))?.actual ?? 0

const isSaid = ({ coverage }: Pick<Cells, 'coverage'>, { tradeId, form }: TradeForm, id: string): boolean =>
  (coverage.get(cellKey(id, tradeId, form))?.reports ?? 0) > 0

/** The parts that are shown of a figure: none where nobody said anything by them. */
function saidIn(
  cells: Pick<Cells, 'sums' | 'coverage'>,
  cell: TradeForm,
  actual: number | null,
  parts: Asked['parts'],
) {
  if (actual === null) return []
  const said = parts.filter(({ id }) => isSaid(cells, cell, id))
  return actual !== 0 && sumOf(said.map(({ id }) => actualIn(cells, id, cell))) === 0 ? [] : said
}

/** A place with all of its cells, and the actual of each as it is shown. */
export type PlaceCells = {
  cells: Pick<Cells, 'sums' | 'coverage'>
  of: readonly TradeForm[]
  actualOf: (cell: TradeForm) => number | null
}

/** The key of a part's figure at a place. */
export const keyAt = (at: string, id: string, { tradeId, form }: TradeForm): string =>
  `${at} ${cellKey(id, tradeId, form)}`

/** Where the place that others make up stands among them. */
export const above = 'above'

/**
 * The keys of the figures that one disaggregation keeps to itself at some places: parts add up in each cell, the cells
 * of trades and of forms to those above them, and the places to the one above, where that is among them.
 */
export function withheldAt(
  places: ReadonlyMap<string, PlaceCells>,
  { parts, least }: Asked,
  known: Known,
): Set<string> {
  if (least === 0) return new Set()
  const figures = new Map<string, number>()
  const sums: Sum[] = []
  const below = [...places.keys()].filter((at) => at !== above)
  const cellsOf = new Map(
    [...places.values()].flatMap(({ of }) => of).map((one) => [keyAt('', '', one), one]),
  )
  /** A mean of which reports are missing is not shown yet. */
  const isOpen = (at: string, cell: TradeForm) => {
    const { cells, actualOf } = places.get(at) as PlaceCells
    return actualOf(cell) !== null || !parts.some(({ id }) => isSaid(cells, cell, id))
  }
  const add = (whole: [string, TradeForm], of: readonly [string, TradeForm][]) => {
    if (of.length === 0 || ![whole, ...of].every(([at, cell]) => isOpen(at, cell))) return
    const key =
      (id: string) =>
      ([at, cell]: readonly [string, TradeForm]) =>
        keyAt(at, id, cell)
    for (const { id } of parts) sums.push({ whole: key(id)(whole), of: of.map(key(id)) })
  }
  for (const [at, { cells, of, actualOf }] of places)
    for (const cell of of) {
      const said = saidIn(cells, cell, actualOf(cell), parts)
      for (const { id } of said) figures.set(keyAt(at, id, cell), actualIn(cells, id, cell))
      // One alone, where it is withheld, is not told at all.
      if (said.length > 1) sums.push({ whole: null, of: said.map(({ id }) => keyAt(at, id, cell)) })
      const within = (is: (one: TradeForm) => boolean) =>
        of.filter(is).map((one): [string, TradeForm] => [at, one])
      if (cell.tradeId === null)
        add(
          [at, cell],
          within((one) => one.tradeId !== null && one.form === cell.form),
        )
      if (cell.form === null)
        add(
          [at, cell],
          within((one) => one.form !== null && one.tradeId === cell.tradeId),
        )
    }
  if (places.has(above))
    for (const cell of cellsOf.values())
      add(
        [above, cell],
        below.map((at) => [at, cell]),
      )
  return withheld(figures, least, sums, known)
}

/** Below it a difference comes of dividing a mean, and is none. */
const tiny = 1e-9

/** How the figure of a cell is told apart; nothing of a disaggregation that nobody said anything by. */
export function disaggregated(
  cells: Cells,
  cell: TradeForm,
  actual: number | null,
  indicator: WithParts,
  kept: ReadonlySet<string>,
): Disaggregated[] {
  if (actual === null) return []
  return indicator.disaggregations.flatMap(({ id, names, parts }) => {
    const said = saidIn(cells, cell, actual, parts)
    const isKept = (part: { id: string }) => kept.has(cellKey(part.id, cell.tradeId, cell.form))
    // What the figure and what was not said leave over is the only part.
    if (said.length === 0 || (said.length === 1 && isKept(said[0]))) return []
    const rest = actual - sumOf(said.map((part) => actualIn(cells, part.id, cell)))
    const notSaid = Math.abs(rest) < tiny ? null : rest
    const each = said.map((part) => {
      const value = isKept(part) ? null : actualIn(cells, part.id, cell)
      const share = value === null || notSaid !== null || actual === 0 ? null : value / actual
      return { id: part.id, names: part.names, value, share }
    })
    return [{ id, names, parts: each, notSaid }]
  })
}
