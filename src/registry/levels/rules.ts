// The levels of places and which may stand under which. Pure.
import { msg } from '../../base/words.ts'

export const levels = ['nation', 'province', 'district', 'county', 'township'] as const
export type Level = (typeof levels)[number]
export const levelNames: Record<Level, string> = {
  nation: msg('nation'),
  province: msg('province'),
  district: msg('special district'),
  county: msg('county (city)'),
  township: msg('township'),
}

/** Where a level stands; a place stands under one of a smaller number. */
const rank = (level: Level): number => levels.indexOf(level)

export const mayStandUnder = (level: Level, above: Level): boolean => rank(above) < rank(level)
