// The way on which a programme is set up: its steps in their order, what each lacks by what stands, and which roles
// will be able to do what at which level. Pure.
import { type Role, rolesWith, type Verb } from '../../access/rules.ts'
import type { Tier } from '../../registry/levels/rules.ts'

export const steps = [
  'levels',
  'places',
  'languages',
  'words',
  'posts',
  'indicators',
  'periods',
  'people',
] as const
export type Step = (typeof steps)[number]

/** How many places of a level are named. */
export const mostFirst = 5

/** How many there are of each; of what can be retired, those that are offered. */
export type Counts = {
  levels: number
  places: number
  planningPlaces: number
  programmes: number
  ownPapers: number
  forms: number
  countedForms: number
  trades: number
  posts: number
  units: number
  gates: number
  indicators: number
  outlooks: number
  sections: number
  periods: number
  openPeriods: number
  organisations: number
  people: number
  appointments: number
  accounts: number
}
/** `areLevelsSaid`: by hand or by a pack; else they are what every office begins with. */
export type Standing = { counts: Counts; areLevelsSaid: boolean }

export const lacks = [
  'own-levels',
  'planning-places',
  'programme',
  'forms',
  'counted-forms',
  'trades',
  'posts',
  'indicators',
  'open-period',
  'organisations',
  'appointments',
  'other-accounts',
] as const
export type Lack = (typeof lacks)[number]

/** What each step lacks; one that lacks nothing is done. */
export function lacksOf({ counts, areLevelsSaid }: Standing): Record<Step, Lack[]> {
  const where = (...found: [Lack, boolean][]) =>
    found.flatMap(([lack, isLacking]) => (isLacking ? [lack] : []))
  return {
    // Where places stand, the levels are in use as they are.
    levels: where(['own-levels', !areLevelsSaid && counts.planningPlaces === 0]),
    places: where(['planning-places', counts.planningPlaces === 0]),
    languages: [],
    words: where(['programme', counts.programmes === 0]),
    posts: where(
      ['forms', counts.forms === 0],
      ['counted-forms', counts.countedForms === 0],
      ['trades', counts.trades === 0],
      ['posts', counts.posts === 0],
    ),
    indicators: where(['indicators', counts.indicators === 0]),
    periods: where(['open-period', counts.openPeriods === 0]),
    people: where(
      ['organisations', counts.organisations === 0],
      ['appointments', counts.appointments === 0],
      ['other-accounts', counts.accounts < 2],
    ),
  }
}

/** What is done, by the verb that allows it, and at the places of which levels; 'top': of the first alone. */
export const deeds = [
  { verb: 'list.change', at: 'top' },
  { verb: 'account.change', at: ['above', 'planning', 'below'] },
  { verb: 'class.change', at: ['above', 'planning'] },
  { verb: 'nomination.make', at: ['planning'] },
  { verb: 'nomination.decide', at: ['above', 'planning'] },
  { verb: 'attendance.record', at: ['above', 'planning'] },
  { verb: 'study.change', at: ['above', 'planning', 'below'] },
  { verb: 'plan.write', at: ['planning'] },
  { verb: 'plan.review', at: ['planning'] },
  { verb: 'report.make', at: ['planning'] },
  { verb: 'report.verify', at: ['planning'] },
  { verb: 'roll_up.read', at: ['above', 'planning', 'below'] },
] as const satisfies readonly { verb: Verb; at: 'top' | readonly Tier[] }[]
export type Deed = (typeof deeds)[number]['verb']

/**
 * Who may do each: the roles that have it, at every level at which holding one is enough. A role holds for a place and
 * all below it, so it reaches what is done at its own level or at one further down.
 */
export const whoMay = (
  levels: readonly { code: string; tier: Tier }[],
): { deed: Deed; roles: readonly Role[]; levels: string[] }[] =>
  deeds.map(({ verb, at }) => ({
    deed: verb,
    roles: rolesWith(verb),
    levels: levels.flatMap(({ code }, n) => {
      const reached = levels
        .slice(n)
        .some(({ tier }) => at !== 'top' && (at as readonly Tier[]).includes(tier))
      return (at === 'top' ? n === 0 : reached) ? [code] : []
    }),
  }))
