// The cells of a place: sums, coverage and figures of every indicator altogether, by trade, by form and by both. Pure.
import type { TotalRow } from '../totals/queries.ts'
import {
  type Coverage,
  cellKey,
  coverageByCell,
  narrowest,
  noCoverage,
  type Planned,
  plannedIn,
} from './coverage-rules.ts'
import type { Indicator } from './defined.ts'
import { countedRows } from './period-rules.ts'
import {
  type Figures,
  figuresOf,
  formulaFigures,
  type IndicatorOf,
  noFigures,
  noSums,
  ratioFigures,
  type Sums,
  statusesOf,
  sumsByCell,
  type TradeForm,
} from './rules.ts'
import type { Scope } from './scope.ts'

/** The sums and the coverage of every cell, by its key. */
export type Cells = {
  sums: Map<string, Sums>
  coverage: Map<string, Coverage>
  /** in which parts of the period anything is planned; null where it has none */
  planned: ReadonlyMap<string, Planned> | null
  calendars: Scope['calendars']
}

export const noPart: TradeForm = { tradeId: null, form: null }

export function cellsOf(
  totals: readonly TotalRow[],
  indicators: readonly IndicatorOf[],
  scope: Scope,
  calendars: Scope['calendars'],
): Cells {
  const rows = countedRows(totals, indicators, calendars, scope.month)
  return {
    sums: sumsByCell(rows, indicators, scope),
    coverage: coverageByCell(rows, scope.month),
    planned: calendars.parts.stretches.size > 1 ? plannedIn(rows, statusesOf[scope.counting]) : null,
    calendars,
  }
}

/** The trades and forms that each indicator has figures or lines in: by trade, by form, by both. */
export function partsByIndicator(cells: Cells): Map<string, TradeForm[]> {
  const keys = [...new Set([...cells.sums.keys(), ...cells.coverage.keys()])].map((key) => key.split(' '))
  const parts = keys.filter(([, tradeId, form]) => tradeId || form)
  const byIndicator = Map.groupBy(parts, ([indicatorId]) => indicatorId)
  const shown = ([, tradeId, form]: string[]): TradeForm => ({ tradeId: tradeId || null, form: form || null })
  return new Map([...byIndicator].map(([indicatorId, own]) => [indicatorId, own.map(shown)]))
}

/** A ratio has those of its numerator, a formula those that all its terms have. */
export function partsOf(
  { id, numeratorId, terms }: IndicatorOf,
  all: readonly IndicatorOf[],
  known: ReadonlyMap<string, TradeForm[]>,
): TradeForm[] {
  if (!terms) return known.get(numeratorId ?? id) ?? []
  const [first = [], ...others] = terms.map(({ indicatorId }) => {
    const term = all.find((one) => one.id === indicatorId)
    return term ? partsOf(term, all, known) : []
  })
  return first.filter((part) =>
    others.every((own) => own.some((one) => one.tradeId === part.tradeId && one.form === part.form)),
  )
}

type Weighed = IndicatorOf & Pick<Indicator, 'isReweighed'>

export function rowOf(
  indicator: Weighed,
  part: TradeForm,
  all: readonly Weighed[],
  cells: Cells,
  scope: Scope,
): { figures: Figures; coverage: Coverage } {
  const { tradeId, form } = part
  const sums = (id: string) => cells.sums.get(cellKey(id, tradeId, form)) ?? noSums()
  const cover = (id: string) => cells.coverage.get(cellKey(id, tradeId, form)) ?? noCoverage()
  if (indicator.terms) {
    const terms = indicator.terms.map((term) => {
      const of = all.find((one) => one.id === term.indicatorId)
      const none = { figures: noFigures, coverage: noCoverage() }
      return { ...term, ...(of ? rowOf(of, part, all, cells, scope) : none) }
    })
    return {
      figures: indicator.isReweighed ? noFigures : formulaFigures(terms),
      coverage: narrowest(terms.map(({ coverage }) => coverage)),
    }
  }
  const top = all.find((one) => one.id === indicator.numeratorId)
  const bottom = all.find((one) => one.id === indicator.denominatorId)
  if (!(top && bottom ? top.isSummed && bottom.isSummed : indicator.isSummed))
    return { figures: noFigures, coverage: cover(indicator.id) }
  if (top && bottom) {
    const coverage = { top: cover(top.id), bottom: cover(bottom.id) }
    // Flows over other parts of the period than each other’s are no two quantities of the same thing.
    const partsOf = ({ id }: IndicatorOf) =>
      [...(cells.planned?.get(cellKey(id, tradeId, form))?.keys() ?? [])].sort().join(' ')
    const isAlike = top.cumulative || bottom.cumulative || partsOf(top) === partsOf(bottom)
    return {
      figures: isAlike ? ratioFigures(sums(top.id), sums(bottom.id), coverage, indicator.unit) : noFigures,
      coverage: narrowest([coverage.top, coverage.bottom]),
    }
  }
  const isOne = !indicator.cumulative || cells.calendars[indicator.countedIn].stretches.size === 1
  const when = { isLast: scope.month === scope.months.at(-1), isOne }
  const coverage = cover(indicator.id)
  return { figures: figuresOf(sums(indicator.id), coverage, indicator, when), coverage }
}
