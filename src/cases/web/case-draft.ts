// What the form of a case holds while it is written: the body of the call, with figures that may still be missing.
import type { CallInput } from '../../base/call.ts'
import { newId } from '../../base/ids.ts'
import { emptyText, type Names } from '../../base/words.ts'
import type { TypedNumber } from '../../kit/numbers.ts'
import { numberOf } from '../../kit/typed-number.ts'
import type { changeCase } from '../contract.ts'
import { type CaseRecord, closingParts, conditionParts, type ResultDraft, ruleParts } from '../rules.ts'
import type { Case } from './telling.tsx'

export type Body = CallInput<typeof changeCase>['body']
export type ResultEntry = Omit<ResultDraft, 'beforeValue' | 'afterValue'> & {
  beforeValue: TypedNumber
  afterValue: TypedNumber
}
export type StepEntry = Body['steps'][number]
export type CaseEntry = Omit<Body, 'results' | 'people'> & {
  id: string
  people: TypedNumber
  results: ResultEntry[]
}

const blanks = <K extends string>(parts: readonly K[]): Record<K, Names> =>
  Object.fromEntries(parts.map((part) => [part, emptyText])) as Record<K, Names>

const emptyRecord = (): CaseRecord => ({
  summary: emptyText,
  conditions: blanks(conditionParts),
  problem: emptyText,
  decisions: [],
  objections: [],
  rules: blanks(ruleParts),
  arrangements: emptyText,
  ...blanks(closingParts),
})

export const emptyStep = (): StepEntry => ({
  id: newId(),
  onSaid: null,
  title: emptyText,
  who: emptyText,
  what: emptyText,
  clauseIds: [],
})
export const emptyResult = (): ResultEntry => ({
  id: newId(),
  indicator: emptyText,
  unit: emptyText,
  beforeValue: null,
  beforeSaid: '',
  afterValue: null,
  afterSaid: '',
  lessIsBetter: false,
  source: emptyText,
})
export const emptyDecision = () => ({ question: emptyText, chosen: emptyText, rejected: emptyText })
export const emptyObjection = () => ({ said: emptyText, answer: emptyText })

export const emptyCase = (): CaseEntry => ({
  id: newId(),
  version: 1,
  organisationId: '',
  tradeId: '',
  personId: '',
  postId: '',
  formBefore: '',
  formAfter: '',
  fromSaid: '',
  toSaid: '',
  people: null,
  title: emptyText,
  record: emptyRecord(),
  steps: [],
  results: [],
})

/** A stored case as an entry to go on with. */
export const entryOf = (one: Case): CaseEntry => ({
  id: one.id,
  version: one.version,
  organisationId: one.unit.id,
  tradeId: one.trade.id,
  personId: one.presenter.id,
  postId: one.post.id,
  formBefore: one.formBefore,
  formAfter: one.formAfter,
  fromSaid: one.fromSaid,
  toSaid: one.toSaid,
  people: one.people,
  title: one.title,
  record: one.record,
  steps: one.steps.map(({ id, onSaid, title, who, what, clauseIds }) => ({
    id,
    onSaid,
    title,
    who,
    what,
    clauseIds,
  })),
  results: one.results.map(({ evidence: _, verifiedBy: __, verifiedOn: ___, ...result }) => result),
})

/** The entry as a body; the form has made sure that no figure is missing. */
export function bodyOf({ id: _, ...entry }: CaseEntry): Body {
  return {
    ...entry,
    people: numberOf(entry.people, '/people') ?? 0,
    steps: entry.steps.map((step) => ({ ...step, clauseIds: step.clauseIds.filter(Boolean) })),
    results: entry.results.map((result, at) => ({
      ...result,
      beforeValue: numberOf(result.beforeValue, `/results/${at}/beforeValue`) ?? 0,
      afterValue: numberOf(result.afterValue, `/results/${at}/afterValue`) ?? 0,
    })),
  }
}

/** The list with one item moved by one place; the same list at either end. */
export function moved<T>(list: T[], from: number, by: -1 | 1): T[] {
  const to = from + by
  if (to < 0 || to >= list.length) return list
  const next = [...list]
  ;[next[from], next[to]] = [next[to], next[from]]
  return next
}
