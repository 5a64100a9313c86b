// What texts call the places of a programme's levels. Apart from the rules, since every screen needs it. Pure.
import type { Names } from '../../base/words.ts'
import type { LevelEntry } from './rules.ts'

/**
 * What texts call the places that plan and those that review them: `planner` within a sentence, `planningPlace` in
 * full, each also as it begins one. Where nothing stands above those that plan, they review themselves.
 */
export function ownWordsOf(levels: readonly Pick<LevelEntry, Spoken>[]): Record<string, Names> {
  const at = levels.findIndex(({ tier }) => tier === 'planning')
  if (at < 0) return {}
  const [planning, reviewing] = [levels[at], levels[Math.max(at - 1, 0)]]
  const words = {
    planner: planning.short ?? planning.names,
    planners: planning.shortPlural ?? planning.plural,
    planningPlace: planning.names,
    planningPlaces: planning.plural,
    reviewer: reviewing.short ?? reviewing.names,
    reviewingPlace: reviewing.names,
  }
  const begun = Object.entries(words).map(([name, { zh, en }]) => [upper(name), { zh, en: upper(en) }])
  return { ...words, ...Object.fromEntries(begun) }
}
type Spoken = 'names' | 'plural' | 'short' | 'shortPlural' | 'tier'
const upper = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)
