// The levels of places: what a programme calls them, in their order, and what each does. Pure.
import { type Finding, finding } from '../../base/problems.ts'
import { msg, type Names } from '../../base/words.ts'
import { codeFindings, namesFindings } from '../rules.ts'

/**
 * What the places of a level do: `planning` draws up plans and reports them, what stands `above` sums and reviews, what
 * stands `below` lies in a place that plans.
 */
export const tiers = ['above', 'planning', 'below'] as const
export type Tier = (typeof tiers)[number]
export const tierNames: Record<Tier, string> = {
  above: msg('sums and reviews'),
  planning: msg('draws up plans'),
  below: msg('lies in a place that plans'),
}

/**
 * `short`: as sentences have it, where that is shorter; `also`: other words by which files call it; `digits`: of its
 * codes, where those of an administration nest.
 */
export type LevelEntry = {
  code: string
  names: Names
  plural: Names
  short: Names | null
  shortPlural: Names | null
  also: string[]
  digits: number | null
  tier: Tier
}
/** `places`: how many stand at it. */
export type LevelRow = LevelEntry & { places: number }

/** A place stands under one of a level that comes before its own. `levels`: codes, in their order. */
export const mayStandUnder = (levels: readonly { code: string }[], level: string, above: string): boolean => {
  const rank = (code: string) => levels.findIndex((one) => one.code === code)
  return rank(above) >= 0 && rank(above) < rank(level)
}

export const mostLevels = 9

/** The levels with what each does, where the one that plans is said: what comes before it is above. */
export const tiered = <E extends object>(levels: readonly E[], planning: number): (E & { tier: Tier })[] =>
  levels.map((level, at) => ({
    ...level,
    tier: at < planning ? 'above' : at === planning ? 'planning' : 'below',
  }))

type Said = Omit<LevelEntry, 'tier'>

/** Levels as they are said, without what follows. */
export const saidOf = (levels: readonly Said[]): Said[] =>
  levels.map(({ code, names, plural, short, shortPlural, also, digits }) => ({
    code,
    names,
    plural,
    short,
    shortPlural,
    also,
    digits,
  }))

/** A level as a pack has it. */
export type PackLevel = {
  code: string
  names: Names
  plural: Names
  short?: Names
  shortPlural?: Names
  also?: string[]
  digits?: number
  plans?: boolean
}

/** Levels of a pack as they are said by hand: what a pack leaves out is nothing. */
export const packLevels = (levels: readonly PackLevel[]): Said[] =>
  levels.map(({ plans: _, ...level }) => ({
    ...level,
    short: level.short ?? null,
    shortPlural: level.shortPlural ?? null,
    also: level.also ?? [],
    digits: level.digits ?? null,
  }))

/** What whoever changes levels has seen of them. */
export const seenOf = (levels: readonly LevelEntry[]): { levels: Said[]; planning: string } => ({
  levels: saidOf(levels),
  planning: levels.find(({ tier }) => tier === 'planning')?.code ?? '',
})

/** What speaks against these levels in place of those that stand. `isResting`: plans or classes rest on who plans. */
export function levelFindings(
  levels: readonly LevelEntry[],
  before: readonly LevelRow[],
  isResting: boolean,
): Finding[] {
  const at = (one: number, of: string) => `/levels/${one}${of}`
  const findings = levels.flatMap((level, i) => [
    ...codeFindings(level.code).map((one) => ({ ...one, pointer: at(i, one.pointer) })),
    ...namesFindings(level.names).map((one) => ({ ...one, pointer: at(i, one.pointer) })),
    ...namesFindings(level.plural, '/plural').map((one) => ({ ...one, pointer: at(i, one.pointer) })),
    ...(
      [
        ['/short', level.short],
        ['/shortPlural', level.shortPlural],
      ] as const
    ).flatMap(([of, said]) => (said ? namesFindings(said, at(i, of)) : [])),
    ...(levels.findIndex(({ code }) => code === level.code) < i
      ? [finding(at(i, '/code'), 'taken', msg('This code is taken.'))]
      : []),
  ])
  if (levels.filter(({ tier }) => tier === 'planning').length !== 1)
    findings.push(finding('/planning', 'required', msg('Please say which level draws up plans.')))
  // What everything stands under goes along with the first level, whichever that is.
  const held = before.slice(1).filter(({ places }) => places > 0)
  for (const { code, names, places } of held)
    if (!levels.slice(1).some((level) => level.code === code)) {
      const text = msg('Places stand at the level “{name}” ({n}), so it stays where it is.')
      findings.push(finding('/levels', 'in-use', text, { n: places, name: names }))
    }
  const order = levels.flatMap(({ code }) => (held.some((one) => one.code === code) ? [code] : []))
  if (order.length === held.length && order.some((code, i) => code !== held[i].code))
    findings.push(
      finding('/levels', 'order', msg('Places stand at these levels, so their order stays as it is.')),
    )
  const planning = (of: readonly LevelEntry[]) => of.find(({ tier }) => tier === 'planning')?.code
  if (isResting && planning(levels) !== planning(before))
    findings.push(
      finding(
        '/planning',
        'in-use',
        msg('Plans, condition sheets or classes stand already, so the level that draws up plans stays.'),
      ),
    )
  return findings
}
