// The two lists by which a programme orders what it plans: what a trade should do (outlooks), and into which parts a
// plan is divided (sections). A programme may have neither; then nobody is asked. Pure.
import type { Day } from '../../base/dates.ts'
import { type Finding, finding } from '../../base/problems.ts'
import { isEmptyText, msg, type Names } from '../../base/words.ts'
import { entryFindings } from '../../registry/lists/rules.ts'
import { namesFindings } from '../../registry/rules.ts'

/** How what is said of a trade is marked: as good news, as a warning, as something to decide. */
export const outlookTones = ['plain', 'good', 'warn', 'accent'] as const
export type OutlookTone = (typeof outlookTones)[number]
export const outlookToneNames: Record<OutlookTone, string> = {
  plain: msg('without colour'),
  good: msg('as good news'),
  warn: msg('as a warning'),
  accent: msg('as something to settle'),
}

export type OutlookEntry = {
  names: Names
  /** in tables, where that is shorter */
  short: Names | null
  /** whoever plans growth in the trade all the same says why */
  barsGrowth: boolean
  tone: OutlookTone
}
/** What a trade should do, as the programme says it. `code` is what condition sheets name. */
export type Outlook = OutlookEntry & { id: string; code: string; retiredOn: Day | null }

/** `about`: what the lines of the section are about; may be empty. */
export type SectionEntry = { names: Names; about: Names }
/** A part of a plan. `code` is what lines name. */
export type PlanSection = SectionEntry & { id: string; code: string; retiredOn: Day | null }

export const planLists = ['outlooks', 'sections'] as const
export type PlanList = (typeof planLists)[number]

export const outlookFindings = ({ code, names, short }: OutlookEntry & { code: string }): Finding[] => [
  ...entryFindings({ code, names }),
  ...(short && !isEmptyText(short) ? namesFindings(short, '/short') : []),
]

/** Of an outlook in use it stays what it means for targets: lines were judged by it. */
export const usedOutlookFindings = (before: OutlookEntry, entry: OutlookEntry): Finding[] =>
  before.barsGrowth === entry.barsGrowth
    ? []
    : [
        finding(
          '/barsGrowth',
          'used',
          msg('Condition sheets say this already, so this stays as it is. Add another outlook instead.'),
        ),
      ]

/** Lines by the sections of their plan; last those that stand in none. */
export function bySection<L extends { section: string | null }>(
  lines: readonly L[],
  sections: readonly PlanSection[],
): { section: PlanSection | null; lines: L[] }[] {
  const groups = sections.map((section) => ({
    section,
    lines: lines.filter((line) => line.section === section.code),
  }))
  const others = lines.filter((line) => !sections.some(({ code }) => code === line.section))
  return [...groups, { section: null, lines: others }].filter((group) => group.lines.length > 0)
}

/** What each name begins with, as far as it takes to tell them apart: 'D' and 'M', 'Re' and 'Ri'. */
export function marksOf(names: readonly string[]): string[] {
  const first = (name: string, n: number) => [...name].slice(0, n).join('').trim()
  return names.map((own, at) => {
    const others = names.filter((_, other) => other !== at)
    const isTold = (n: number) => others.every((other) => first(other, n) !== first(own, n))
    const enough = [...own].findIndex((_, n) => isTold(n + 1))
    return enough < 0 ? own : first(own, enough + 1)
  })
}
