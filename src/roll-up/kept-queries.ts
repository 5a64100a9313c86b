// What a place keeps to itself of the parts of its figures. It is not what its own figures alone ask for: the place
// above is shown beside those that make it up, and so on up to where the programme begins. So the places are gone
// through from there downwards, and what is withheld is the same on every page that shows it.
import type { Context } from '../access/context.ts'
import { type TotalRow, totalsOf } from '../totals/queries.ts'
import { cellsOf, noPart, partsByIndicator, rowOf } from './cells.ts'
import type { Indicator } from './defined.ts'
import { above, keyAt, type PlaceCells, partsAsIndicators, withheldAt } from './disaggregated.ts'
import { isRest, monthsApart, type Told } from './period-rules.ts'
import { readLevels } from './place-queries.ts'
import type { Scope } from './scope.ts'

/**
 * Up to which month totals are read as one, and what by itself: not as one where a period keeps months that none of its
 * parts holds, for then it matters which months they are of.
 */
export const monthsRead = ({ calendars, month }: Scope, indicators: readonly Told[]) => ({
  upTo: [...calendars.parts.stretches.values()].some(isRest) ? null : month,
  apart: monthsApart(indicators, calendars, month),
})

/** A place above, with the totals of those that make it up. */
type Level = { childId: string; rows: readonly TotalRow[] }

const isKeeping = ({ disaggregations }: Indicator): boolean => disaggregations.some(({ least }) => least > 0)

/** The places above the one asked for, the highest first; none are read where nothing is withheld. */
export async function readAbove(
  ctx: Context,
  scope: Scope,
  indicators: readonly Indicator[],
): Promise<Level[]> {
  if (!indicators.some(isKeeping)) return []
  const levels = await readLevels(ctx, scope)
  const months = monthsRead(scope, indicators)
  return Promise.all(
    levels.map(async ({ childId, childParts }) => ({
      childId,
      rows: await totalsOf(ctx.db, childParts, months),
    })),
  )
}

/** The keys of cells that a place keeps to itself, and those that places directly below it keep. */
export type Kept = { own: ReadonlySet<string>; at: (childId: string) => ReadonlySet<string> }

/** What is withheld of an indicator at a place, by its totals and those above; below it by those of its children. */
export function keptOf(
  levels: readonly Level[],
  own: readonly TotalRow[],
  indicator: Indicator,
  scope: Scope,
  children: readonly TotalRow[] = [],
): Kept {
  if (!isKeeping(indicator)) return { own: new Set(), at: () => new Set() }
  const placeCells = (rows: readonly TotalRow[]): PlaceCells => {
    const cells = cellsOf(rows, [indicator, ...partsAsIndicators([indicator])], scope, scope.calendars)
    const of = [noPart, ...(partsByIndicator(cells).get(indicator.id) ?? [])]
    return { cells, of, actualOf: (cell) => rowOf(indicator, cell, [indicator], cells, scope).figures.actual }
  }
  const each = (rows: readonly TotalRow[]) =>
    [...Map.groupBy(rows, (row) => row.placeId)].map(([id, all]) => [id, placeCells(all)] as const)
  const steps = [
    ...levels.map(({ childId, rows }) => ({ childId, whole: placeCells(rows), places: each(rows) })),
    { childId: '', whole: placeCells(own), places: each(children) },
  ]
  const [ofOwn, below] = [new Set<string>(), new Map<string, Set<string>>()]
  for (const one of indicator.disaggregations.filter(({ least }) => least > 0)) {
    const keysOf = (at: string, { of }: PlaceCells) =>
      one.parts.flatMap(({ id }) => of.map((cell) => keyAt(at, id, cell)))
    const rename = (key: string, from: string, to: string) => `${to}${key.slice(from.length)}`
    let known = new Set<string>()
    for (const { childId, whole, places } of steps) {
      // A place that lies there a part of the period alone has other figures than it has there.
      const hidden = withheldAt(new Map([[above, whole]]), one, { hidden: known })
      const shown = new Set(keysOf(above, whole).filter((key) => !hidden.has(key)))
      const kept =
        places.length > 0 ? withheldAt(new Map([[above, whole], ...places]), one, { hidden, shown }) : hidden
      if (childId === '') {
        for (const key of hidden) ofOwn.add(key.slice(above.length + 1))
        for (const [id] of places) {
          const keys = [...kept].filter((key) => key.startsWith(id)).map((key) => key.slice(id.length + 1))
          below.set(id, new Set([...(below.get(id) ?? []), ...keys]))
        }
      }
      known = new Set(
        [...kept].filter((key) => key.startsWith(`${childId} `)).map((key) => rename(key, childId, above)),
      )
    }
  }
  return { own: ofOwn, at: (childId) => below.get(childId) ?? new Set() }
}
