// What the fields of a pack are called where two entries stand beside each other.
import { languageName, t } from '../../../kit/words.ts'
import type { Section } from '../../pack/contract.ts'

export const partName = (part: Section): string =>
  ({
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

/** By the key of the format; a key that is not here stands as the format has it. */
const fieldNames = (): Record<string, string> => ({
  names: t('Name'),
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
  skippable: t('May be skipped'),
  questions: t('Questions'),
  text: t('Text'),
  scale: t('Written in'),
  scaledNames: t('Name of what it is written in'),
  isShare: t('Shares or rates'),
  definition: t('Definition'),
  unit: t('Unit'),
  cumulative: t('As it stands'),
  averaged: t('Averaged over the months'),
  byTrade: t('By trade'),
  byForm: t('By form'),
  needsAction: t('Needs an action'),
  counts: t('What it counts'),
  countedIn: t('Where it counts'),
  frequency: t('Reported'),
  ratio: t('Numerator and denominator'),
  formula: t('Formula'),
  indicator: t('Indicator'),
  weight: t('Weight'),
  balance: t('What comes and goes'),
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
  number: t('Number'),
  choices: t('Choices'),
  right: t('The right one'),
  why: t('Why'),
  statement: t('Statement'),
  reasons: t('Reasons'),
  correction: t('Correction'),
  instead: t('What to do instead'),
  question: t('Question'),
  evidence: t('Evidence'),
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

export const fieldText = (text: string | null): string =>
  text === 'true' ? t('yes') : (text ?? t('nothing'))
