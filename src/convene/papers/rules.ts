// The papers of a class as they come, and what a programme may say of a paper. Pure.
import type { PaperKind, PaperWords } from '../../base/papers.ts'
import { type Finding, finding } from '../../base/problems.ts'
import { msg, type Names } from '../../base/words.ts'
import { namesFindings } from '../../registry/rules.ts'

/** What every text may name beside its own, also as it begins a sentence: see registry/levels/own-words.ts. */
export const ownNames = [
  'planner',
  'planners',
  'planningPlace',
  'planningPlaces',
  'reviewer',
  'reviewingPlace',
].flatMap((name) => [name, name.slice(0, 1).toUpperCase() + name.slice(1)])

/** The names in braces of a text. */
const namesIn = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)

/** A text that names something which nobody fills would be printed with its braces. */
function fillFindings({ holds }: PaperKind, text: Names, pointer: string): Finding[] {
  const known = [...holds, ...ownNames]
  return (['zh', 'en'] as const).flatMap((side) => {
    const strange = namesIn(text[side]).find((name) => !known.includes(name))
    return strange === undefined
      ? []
      : [
          finding(
            `${pointer}/${side}`,
            'unknown-name',
            msg('Nobody fills in {name} here. What can be filled in: {known}.'),
            { name: `{${strange}}`, known: known.map((name) => `{${name}}`).join(' ') },
          ),
        ]
  })
}

export const paperFindings = (kind: PaperKind, { title, signatures }: PaperWords): Finding[] =>
  [
    { text: title, pointer: '/said/title' },
    ...signatures.map((text, at) => ({ text, pointer: `/said/signatures/${at}` })),
  ].flatMap(({ text, pointer }) => [...namesFindings(text, pointer), ...fillFindings(kind, text, pointer)])

/** A text of the code as a pack would have it: what is filled in stays in its braces. */
export const unfilled = (text: string): Record<string, string> =>
  Object.fromEntries(namesIn(text).map((name) => [name, `{${name}}`]))

export const noticePaper: PaperKind = {
  code: 'notice',
  name: msg('Convening notice'),
  title: msg('Notice: {name}'),
  holds: ['name', 'place'],
  signatures: [msg('For {place}')],
}
export const seatsPaper: PaperKind = {
  code: 'seats',
  name: msg('Seat table'),
  title: msg('Seat table'),
  holds: ['name', 'place'],
  signatures: [],
}
export const rosterPaper: PaperKind = {
  code: 'roster',
  name: msg('Roster'),
  title: msg('Roster'),
  holds: ['name', 'place'],
  signatures: [msg('Head of the class')],
}
export const timetablePaper: PaperKind = {
  code: 'timetable',
  name: msg('Timetable'),
  title: msg('Timetable'),
  holds: ['name', 'place'],
  signatures: [],
}
export const signInPaper: PaperKind = {
  code: 'sign-in',
  name: msg('Sign-in sheet'),
  title: msg('Sign-in sheet'),
  holds: ['name'],
  signatures: [msg('Kept by')],
}

export const classPapers: readonly PaperKind[] = [
  noticePaper,
  seatsPaper,
  rosterPaper,
  timetablePaper,
  signInPaper,
]
