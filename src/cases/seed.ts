// The practice cases of a sample: written, verified, consented to, published and asked about in the name of the cast.
import type { Sample } from '../access/context.ts'
import type { Day, SaidDate } from '../base/dates.ts'
import { newId } from '../base/ids.ts'
import type { Names } from '../base/words.ts'
import { eachAlone } from '../platform/side-by-side.ts'
import { makeCase } from './case-actions.ts'
import { publishCase, submitCase } from './decision-actions.ts'
import { recordConsent, verifyResult } from './evidence-actions.ts'
import { answerQuestion, askQuestion } from './question-actions.ts'
import type { CaseRecord, ConsentHow, EvidenceLevel } from './rules.ts'

type Step = { on: SaidDate | null; title: Names; who: Names; what: Names; clauses: string[] }
type Result = {
  indicator: Names
  unit: Names
  before: number
  beforeSaid: SaidDate
  after: number
  afterSaid: SaidDate
  less: boolean
  source: Names
  evidence: EvidenceLevel
  by?: Names
  on?: Day
}
type Question = {
  by: string
  named: boolean
  /** The step's number in the case. */
  step: number | null
  on: Day
  text: Names
  answer?: Names
  answerer?: string
  answered?: Day
}
type PracticeCase = {
  code: string
  organisation: string
  person: string
  post: string
  trade: string
  writer: string
  formBefore: string
  formAfter: string
  from: SaidDate
  to: SaidDate
  people: number
  title: Names
  record: CaseRecord
  steps: Step[]
  results: Result[]
  consent: { on: Day; how: ConsentHow; note: string } | null
  written: Day
  submitted?: Day
  published?: Day
  questions: Question[]
}

/** Verifying, the consent of presenters and publishing are the district's. */
const verifier = 'trainer'
const publisher = 'xuchang-officer'

export async function seed(sample: Sample): Promise<void> {
  await eachAlone(sample.json<PracticeCase[]>('cases.json'), (one) => loadCase(sample, one))
}

async function loadCase(sample: Sample, one: PracticeCase): Promise<void> {
  // A timetable made earlier may have named the case already.
  const code = `case:${one.code}`
  const caseId = sample.has(code) ? sample.id(code) : sample.keep(code, newId())
  const steps = one.steps.map(({ on, title, who, what, clauses }, at) => ({
    id: sample.keep(`step:${one.code}/${at + 1}`, newId()),
    onSaid: on,
    title,
    who,
    what,
    clauseIds: clauses.map((clause) => sample.id(`clause:${clause}`)),
  }))
  const results = one.results.map((result) => ({
    id: newId(),
    indicator: result.indicator,
    unit: result.unit,
    beforeValue: result.before,
    beforeSaid: result.beforeSaid,
    afterValue: result.after,
    afterSaid: result.afterSaid,
    lessIsBetter: result.less,
    source: result.source,
  }))
  const body = {
    id: caseId,
    organisationId: sample.id(`org:${one.organisation}`),
    tradeId: sample.id(`trade:${one.trade}`),
    personId: sample.id(`person:${one.person}`),
    postId: sample.id(`post:${one.post}`),
    formBefore: one.formBefore,
    formAfter: one.formAfter,
    fromSaid: one.from,
    toSaid: one.to,
    people: one.people,
    title: one.title,
    record: one.record,
    steps,
    results,
  }
  await makeCase(sample.as(one.writer, one.written), body, { illustrative: true })
  for (const [at, { evidence, by, on }] of one.results.entries()) {
    if (!by || !on) continue
    const seen = { evidence, verifiedBy: by, verifiedOn: on }
    await verifyResult(sample.as(verifier, on), caseId, results[at].id, seen)
  }
  if (one.consent) {
    const { on, how, note } = one.consent
    await recordConsent(sample.as(verifier, on), caseId, { givenOn: on, how, note })
  }
  if (one.submitted) await submitCase(sample.as(one.writer, one.submitted), caseId)
  if (one.published) await publishCase(sample.as(publisher, one.published), caseId)
  for (const question of one.questions) await loadQuestion(sample, caseId, one.code, question)
}

async function loadQuestion(sample: Sample, caseId: string, code: string, question: Question): Promise<void> {
  const { by, named, step, on, text, answer, answerer, answered } = question
  const id = newId()
  const stepId = step === null ? null : sample.id(`step:${code}/${step}`)
  await askQuestion(sample.as(by, on), caseId, { id, stepId, text, isNamed: named })
  if (answer && answerer && answered) {
    await answerQuestion(sample.as(answerer, answered), caseId, id, answer)
  }
}
