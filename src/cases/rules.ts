// The pure rules of cases: the record's parts, what makes a case fit to be published, what may change when.
import type { Verb } from '../access/rules.ts'
import { earliest, isSaidDate, latest } from '../base/dates.ts'
import { type Finding, finding } from '../base/problems.ts'
import { isEmptyText, msg, type Names } from '../base/words.ts'
import type { Form } from '../registry/lists/rules.ts'

/** A case tells how people went from one form to another: those who work alone, and units of their own. */
export const isCaseForm = (form: Pick<Form, 'kind'>): boolean =>
  form.kind === 'artisan' || form.kind === 'member_owned'

export const caseStates = ['draft', 'submitted', 'published', 'withdrawn'] as const
export type CaseState = (typeof caseStates)[number]
export const caseStateNames: Record<CaseState, string> = {
  draft: msg('draft'),
  submitted: msg('submitted'),
  published: msg('published'),
  withdrawn: msg('taken down'),
}

/** From weakest to strongest. */
export const evidenceLevels = ['self_reported', 'document_seen', 'field_verified', 'audited'] as const
export type EvidenceLevel = (typeof evidenceLevels)[number]
export const evidenceNames: Record<EvidenceLevel, string> = {
  self_reported: msg('self-reported'),
  document_seen: msg('document seen'),
  field_verified: msg('verified on the spot'),
  audited: msg('audited'),
}
export const strengthOf = (level: EvidenceLevel): number => evidenceLevels.indexOf(level)
/** What a figure needs at least before a case may rest on it in public. */
export const weakestForPublishing: EvidenceLevel = 'document_seen'

export const consentHows = ['signed', 'spoken', 'meeting'] as const
export type ConsentHow = (typeof consentHows)[number]
export const consentHowNames: Record<ConsentHow, string> = {
  signed: msg('in writing, signed'),
  spoken: msg('by word of mouth, before a witness'),
  meeting: msg('by a resolution of the members’ meeting'),
}

/** The parts of the record that are one text each, in reading order. */
export const conditionParts = ['tools', 'capital', 'debts', 'materials', 'orders'] as const
export const ruleParts = ['entry', 'valuation', 'pay', 'surplus', 'meetings'] as const
export const closingParts = ['costs', 'wentWrong', 'necessary', 'notWhere', 'advice'] as const
export type ConditionPart = (typeof conditionParts)[number]
export type RulePart = (typeof ruleParts)[number]
export type ClosingPart = (typeof closingParts)[number]

/** The telling of a case. Every text may be in one language or both; an empty part is left out when it is read. */
export type CaseRecord = {
  summary: Names
  conditions: Record<ConditionPart, Names>
  problem: Names
  decisions: { question: Names; chosen: Names; rejected: Names }[]
  objections: { said: Names; answer: Names }[]
  rules: Record<RulePart, Names>
  arrangements: Names
} & Record<ClosingPart, Names>

export type StepDraft = {
  id: string
  onSaid: string | null
  title: Names
  who: Names
  what: Names
  clauseIds: string[]
}
export type ResultDraft = {
  id: string
  indicator: Names
  unit: Names
  beforeValue: number
  beforeSaid: string
  afterValue: number
  afterSaid: string
  lessIsBetter: boolean
  source: Names
}
export type CaseDraft = {
  formBefore: string
  formAfter: string
  fromSaid: string
  toSaid: string
  title: Names
  record: CaseRecord
  steps: StepDraft[]
  results: ResultDraft[]
}

const missing = (pointer: string, text: Names): Finding[] =>
  isEmptyText(text) ? [finding(pointer, 'missing', msg('Please write something here.'))] : []

function stretchFindings(
  from: string,
  to: string,
  [fromAt, toAt]: [string, string],
  today: string,
): Finding[] {
  const wrong = [
    ...(isSaidDate(from) ? [] : [finding(fromAt, 'date', msg('This is not a date.'))]),
    ...(isSaidDate(to) ? [] : [finding(toAt, 'date', msg('This is not a date.'))]),
  ]
  if (wrong.length > 0) return wrong
  if (earliest(from) > latest(to))
    return [finding(toAt, 'order', msg('This date lies before the first one.'))]
  if (earliest(to) > today) return [finding(toAt, 'future', msg('This date has not come yet.'))]
  return []
}

/** What is wrong with a case as it is being written, whatever its state: dates, empty steps, results without source. */
export function draftFindings(draft: CaseDraft, today: string): Finding[] {
  const found = [
    ...missing('/title', draft.title),
    ...stretchFindings(draft.fromSaid, draft.toSaid, ['/fromSaid', '/toSaid'], today),
  ]
  for (const [at, step] of draft.steps.entries()) {
    const here = `/steps/${at}`
    found.push(...missing(`${here}/title`, step.title), ...missing(`${here}/what`, step.what))
    found.push(...missing(`${here}/who`, step.who))
    if (step.onSaid !== null && !isSaidDate(step.onSaid)) {
      found.push(finding(`${here}/onSaid`, 'date', msg('This is not a date.')))
    } else if (step.onSaid !== null && earliest(step.onSaid) > today) {
      found.push(finding(`${here}/onSaid`, 'future', msg('This date has not come yet.')))
    }
  }
  for (const [at, result] of draft.results.entries()) {
    const here = `/results/${at}`
    found.push(...missing(`${here}/indicator`, result.indicator), ...missing(`${here}/unit`, result.unit))
    found.push(...missing(`${here}/source`, result.source))
    const pointers: [string, string] = [`${here}/beforeSaid`, `${here}/afterSaid`]
    found.push(...stretchFindings(result.beforeSaid, result.afterSaid, pointers, today))
  }
  return [...found, ...doubled('/steps', draft.steps), ...doubled('/results', draft.results)]
}

function doubled(pointer: string, rows: { id: string }[]): Finding[] {
  const ids = rows.map((row) => row.id)
  return ids.flatMap((id, at) =>
    ids.indexOf(id) < at ? [finding(`${pointer}/${at}/id`, 'double', msg('This stands here twice.'))] : [],
  )
}

type Whole = { record: CaseRecord; steps: number; results: number }

/** What a case still lacks before it can be handed in: it must show choices and failure, not a hero. */
export function submitFindings({ record, steps, results }: Whole): Finding[] {
  const parts: [string, Names, string][] = [
    ['/record/summary', record.summary, msg('The case has no summary yet.')],
    ['/record/problem', record.problem, msg('The problem in the members’ own words is missing.')],
    ['/record/wentWrong', record.wentWrong, msg('What went wrong is missing: every case has something.')],
    ['/record/notWhere', record.notWhere, msg('Where this would not work is missing.')],
  ]
  return [
    ...parts.flatMap(([pointer, text, why]) => (isEmptyText(text) ? [finding(pointer, 'missing', why)] : [])),
    ...(steps === 0 ? [finding('/steps', 'missing', msg('The case has no step yet.'))] : []),
    ...(results === 0 ? [finding('/results', 'missing', msg('The case has no result yet.'))] : []),
  ]
}

/** What a submitted case still lacks before others may see it. */
export function publishFindings(given: { hasConsent: boolean; evidence: EvidenceLevel[] }): Finding[] {
  const found: Finding[] = []
  if (!given.hasConsent) {
    found.push(finding('/consent', 'no-consent', msg('The presenter’s consent is missing.')))
  }
  if (!given.evidence.some((level) => strengthOf(level) >= strengthOf(weakestForPublishing))) {
    found.push(
      finding(
        '/results',
        'no-evidence',
        msg('No result has evidence yet: at least one figure’s document must have been seen.'),
      ),
    )
  }
  return found
}

/** Whether a result says the same as before; only then does evidence that was seen still hold for it. */
export function isSameResult(a: ResultDraft, b: ResultDraft): boolean {
  const told = ({ indicator, unit, source, ...figures }: ResultDraft) => [
    [indicator.zh, indicator.en, unit.zh, unit.en, source.zh, source.en],
    [figures.beforeValue, figures.beforeSaid, figures.afterValue, figures.afterSaid],
  ]
  return JSON.stringify(told(a)) === JSON.stringify(told(b))
}

/** Whether a unit is of a like size: from half to double as many people. */
export const isLikeSize = (people: number, mine: number): boolean => people * 2 >= mine && people <= mine * 2

/** What it takes to say of a presenter that he agrees: for oneself to write cases, for others to teach. */
export const consentVerb = (presenterId: string, actor: { personId: string | null }): Verb =>
  presenterId === actor.personId ? 'case.write' : 'case.verify'
