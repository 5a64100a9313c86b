// Which unit each row of a file stands under: one that is there, or another row of the file.
import { type Finding, finding } from '../../base/problems.ts'
import { spellingKey } from '../../base/spelling.ts'
import { msg, type Names } from '../../base/words.ts'
import { eachInSlices, mapInSlices } from '../../platform/slices.ts'
import { partOfItself } from './rules.ts'

/** The unit above a row, in the same place: one that is there, or another row by its code or Chinese name. */
export type Parent = { id: string } | { named: string } | null
type RowUnder = { code: string | null; names: Names; placeId: string; parent: Parent }
type Unit = { id: string; parentId: string | null }

export const samePlaceName = (row: { placeId: string; names: Names }) =>
  `${row.placeId} ${spellingKey(row.names.zh)}`

/**
 * The other row that each row names as standing above it; where several units of the file bear the name, that which
 * the row's own stands under already. Where it stands under none of them it is unclear which is meant.
 */
export async function rowsAbove(rows: readonly RowUnder[], units: readonly (Unit | undefined)[]) {
  const named = new Map<string, Map<string, number>>()
  const withCode = new Map<string, number>()
  await eachInSlices(rows, (row, at) => {
    const called = named.get(samePlaceName(row)) ?? new Map<string, number>()
    named.set(samePlaceName(row), called.set(units[at]?.id ?? '', at))
    if (row.code) withCode.set(`${row.placeId} ${row.code}`, at)
  })
  const isUnclear = new Set<number>()
  const above = await mapInSlices(rows, ({ parent, placeId }, at) => {
    if (!parent || !('named' in parent)) return undefined
    const called = named.get(`${placeId} ${spellingKey(parent.named)}`)
    if (!called) return withCode.get(`${placeId} ${parent.named}`)
    if (called.size === 1) return [...called.values()][0]
    const parentId = units[at]?.parentId
    const known = parentId ? called.get(parentId) : undefined
    if (known === undefined) isUnclear.add(at)
    return known
  })
  return { above, isUnclear }
}

/** How many rows stand above each, one over the other; without end where they come round in a circle. */
export async function stepsAbove(above: readonly (number | undefined)[]): Promise<number[]> {
  const steps: number[] = []
  await eachInSlices(above, (_, at) => {
    const below = new Set<number>()
    let row: number | undefined = at
    while (row !== undefined && steps[row] === undefined && !below.has(row)) {
      below.add(row)
      row = above[row]
    }
    let count = row === undefined ? -1 : (steps[row] ?? Number.POSITIVE_INFINITY)
    for (const one of [...below].reverse()) steps[one] = ++count
  })
  return steps
}

export const severalAbove = finding(
  '/parentOrganisationId',
  'several',
  msg('There are several units of this name. Choose one, or write its code.'),
)

export function parentFindings(
  { parent, placeId }: RowUnder,
  above: number | undefined,
  steps: number,
  places: Map<string, string>,
): Finding[] {
  if (parent === null) return []
  const isHere = 'id' in parent ? places.get(parent.id) === placeId : above !== undefined
  if (!isHere)
    return [finding('/parentOrganisationId', 'unknown', msg('There is no such unit in this place.'))]
  return Number.isFinite(steps) ? [] : [partOfItself('/parentOrganisationId')]
}

/** The unit that a row names as standing above it; nothing where it names none, or a row that is not entered yet. */
export const parentOf = (
  { parent }: RowUnder,
  above: number | undefined,
  units: readonly ({ id: string } | undefined)[],
): string | undefined =>
  parent && 'id' in parent ? parent.id : above === undefined ? undefined : units[above]?.id
