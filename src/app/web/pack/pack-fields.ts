// What the fields of a pack are called where two entries stand beside each other.
import type { Names } from '../../../base/words.ts'
import { stageKindNames } from '../../../convene/classes/rules.ts'
import { languageName, monthName, nameOf, t } from '../../../kit/words.ts'
import { outlookToneNames } from '../../../plan/lists/rules.ts'
import { indicatorNames } from '../../../plan/web/parts/indicator-names.ts'
import { organisationKindNames } from '../../../registry/lists/rules.ts'
import type { Section } from '../../pack/contract.ts'

export const partName = (part: Section): string =>
  ({
    programme: t('Programme'),
    levels: t('Levels of places'),
    forms: t('Forms of units'),
    trades: t('Trades'),
    posts: t('Posts'),
    gates: t('Formation path'),
    units: t('Units of figures'),
    disaggregations: t('Disaggregations'),
    indicators: t('Indicators'),
    outlooks: t('Outlooks of trades'),
    sections: t('Sections of plans'),
    papers: t('Papers'),
    stages: t('Stages of a class'),
    example: t('Example of a class'),
    policies: t('Policies'),
    cards: t('Cards'),
  })[part]

/** By the key of the format: every key of its entries has a name. */
export const fieldNames = (): Record<string, string> => ({
  code: t('Code'),
  names: t('Name'),
  lead: t('What it is about'),
  yearFrom: t('Its year begins with'),
  dueDay: t('Reports are due on day'),
  plural: t('Name of several'),
  short: t('Short name'),
  shortPlural: t('Short name of several'),
  also: t('Also called'),
  digits: t('Digits of its codes'),
  plans: t('Draws up plans'),
  kind: t('Kind'),
  counted: t('Counted in plans'),
  leastMembers: t('Fewest members'),
  mostMembers: t('Most members'),
  forms: t('Forms that have it'),
  singleSeat: t('A single seat'),
  from: t('From'),
  to: t('To'),
  skippable: t('May be skipped'),
  questions: t('Questions'),
  text: t('Text'),
  scale: t('Written in'),
  scaledNames: t('Name of what it is written in'),
  isShare: t('Shares or rates'),
  least: t('In totals, withhold figures below'),
  parts: t('Parts'),
  definition: t('Definition'),
  unit: t('Unit'),
  cumulative: t('As it stands'),
  averaged: t('Averaged over the months'),
  byTrade: t('By trade'),
  byForm: t('By form'),
  needsAction: t('Needs an action'),
  counts: t('What it counts'),
  countedIn: t('Where it counts'),
  frequency: t('How often it is reported'),
  disaggregations: t('Told apart by'),
  ratio: t('Numerator and denominator'),
  formula: t('Formula'),
  indicator: t('Indicator'),
  weight: t('Weight'),
  balance: t('What comes and goes'),
  way: t('Which way'),
  barsGrowth: t('Growth needs a reason'),
  tone: t('Tone'),
  about: t('What it is about'),
  title: t('Title'),
  signatures: t('Lines to sign on'),
  purpose: t('Purpose'),
  stages: t('Stages'),
  sessions: t('Sessions'),
  stage: t('Stage'),
  day: t('Day'),
  startsAt: t('Begins, in minutes of the day'),
  endsAt: t('Ends, in minutes of the day'),
  source: t('Source'),
  clauses: t('Clauses'),
  clause: t('Clause'),
  number: t('Number'),
  depth: t('Depth'),
  heading: t('A heading, not cited'),
  choices: t('Choices'),
  right: t('The right one'),
  why: t('Why'),
  statement: t('Statement'),
  reasons: t('Reasons'),
  correction: t('Correction'),
  instead: t('What to do instead'),
  question: t('Question'),
  evidence: t('Evidence'),
  illustrative: t('Illustrative'),
  zh: languageName('zh'),
  en: languageName('en'),
})

/** 'clauses/2/text/en' in words: where in an entry a field stands. */
export function fieldName(path: string): string {
  const names = fieldNames()
  return path
    .split('/')
    .map((key) => (/^\d+$/.test(key) ? String(Number(key) + 1) : (names[key] ?? key)))
    .join(' · ')
}

/** What is said there by one of a few words, which have names elsewhere. */
const words: Record<string, Record<string, string>> = {
  kind: { ...organisationKindNames, ...stageKindNames },
  tone: outlookToneNames,
  ...indicatorNames,
}
/** What names an entry of another part by its code. */
const parts: Record<string, Section> = {
  forms: 'forms',
  unit: 'units',
  disaggregations: 'disaggregations',
  ratio: 'indicators',
  indicator: 'indicators',
}
export type NameAt = (section: Section, code: string) => Names | undefined

export function fieldText(path: string, text: string | null, nameAt: NameAt): string {
  if (text === null) return t('nothing')
  if (text === 'true') return t('yes')
  const key = path.split('/').findLast((one) => !/^\d+$/.test(one)) ?? ''
  if (key === 'yearFrom') return monthName(Number(text))
  if (words[key]?.[text]) return t(words[key][text])
  const named = parts[key] && nameAt(parts[key], text)
  return named ? nameOf(named) : text
}
