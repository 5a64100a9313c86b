// Where a period may lie among others. Pure; apart from the other rules, which every phone loads.
import type { Day } from '../../base/dates.ts'
import { type Finding, finding } from '../../base/problems.ts'
import { msg, type Names } from '../../base/words.ts'
import type { Nested } from './rules.ts'

/** A year, its halves, their quarters, and the months of these. */
const mostLevels = 4

export type NestEntry = {
  id: string | null
  programmeId: string
  parentPeriodId: string | null
  fromOn: Day
  toOn: Day
}
type Other = Nested & { programmeId: string; names: Names; state: 'open' | 'closed' }

/**
 * A part lies within the longer period and is shorter, so that no circle can come about; no two parts of one share a
 * day, so that none is added twice; and what is closed gains no part and loses none.
 */
export function nestFindings(entry: NestEntry, all: readonly Other[]): Finding[] {
  const { id, programmeId, parentPeriodId, fromOn, toOn } = entry
  const parts = id === null ? [] : all.filter((one) => one.parentId === id)
  const outside = parts.filter((part) => !isWithin(part, entry))
  const below = Math.max(0, ...parts.map((part) => levelsOf(part, all)))
  const found = outside.map(({ names }) =>
    finding('/toOn', 'parts', msg('Its part {name} would not lie within it.'), { name: names }),
  )
  if (parentPeriodId === null) return found
  const parent = all.find((one) => one.id === parentPeriodId && one.programmeId === programmeId)
  if (!parent || parent.id === id || !isWithin(entry, parent)) {
    const text = msg('A part lies within the longer period that it belongs to.')
    return [...found, finding('/parentPeriodId', 'outside', text)]
  }
  const beside = all.filter((one) => one.parentId === parent.id && one.id !== id)
  for (const { names } of beside.filter((one) => one.fromOn < toOn && fromOn < one.toOn)) {
    const text = msg('It shares days with {name}, another part of the same period.')
    found.push(finding('/fromOn', 'overlap', text, { name: names }))
  }
  if (depthOf(parent, all) + 1 + below > mostLevels) {
    const text = msg('Periods lie in one another at most {n} deep.')
    found.push(finding('/parentPeriodId', 'deep', text, { n: mostLevels }))
  }
  return found
}

const isWithin = (part: Pick<Nested, 'fromOn' | 'toOn'>, of: Pick<Nested, 'fromOn' | 'toOn'>): boolean =>
  of.fromOn <= part.fromOn && part.toOn <= of.toOn && (of.fromOn < part.fromOn || part.toOn < of.toOn)

const levelsOf = <P extends Nested>(period: P, all: readonly P[]): number =>
  1 + Math.max(0, ...all.filter((one) => one.parentId === period.id).map((part) => levelsOf(part, all)))

const depthOf = <P extends Nested>(period: P, all: readonly P[]): number => {
  const parent = all.find((one) => one.id === period.parentId)
  return parent ? 1 + depthOf(parent, all) : 1
}
