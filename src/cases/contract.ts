// The calls of cases: the library, one case with everything in it, writing it, and what is decided about it.
import { Type } from 'typebox'
import { call } from '../base/call.ts'
import {
  After,
  DayText,
  Done,
  Id,
  Line,
  Named,
  NamesShape,
  Next,
  nullable,
  oneOf,
  PageOf,
  SaidText,
  Small,
  TextShape,
} from '../base/schemas.ts'
import { FormCode } from '../registry/lists/contract.ts'
import {
  caseStates,
  closingParts,
  conditionParts,
  consentHows,
  evidenceLevels,
  type RulePart,
  ruleParts,
} from './rules.ts'

type Texts<K extends string> = Record<K, typeof TextShape>
const texts = <K extends string>(parts: readonly K[]): Texts<K> =>
  Object.fromEntries(parts.map((part) => [part, TextShape])) as Texts<K>

export const RecordShape = Type.Object({
  summary: TextShape,
  conditions: Type.Object(texts(conditionParts)),
  problem: TextShape,
  decisions: Type.Array(Type.Object({ question: TextShape, chosen: TextShape, rejected: TextShape }), {
    maxItems: 20,
  }),
  objections: Type.Array(Type.Object({ said: TextShape, answer: TextShape }), { maxItems: 20 }),
  rules: Type.Object(texts<RulePart>(ruleParts)),
  arrangements: TextShape,
  ...texts(closingParts),
})

const Figure = Type.Number({ minimum: -1e12, maximum: 1e12 })

export const StepBody = Type.Object({
  id: Id,
  onSaid: nullable(SaidText),
  title: NamesShape,
  who: NamesShape,
  what: TextShape,
  clauseIds: Type.Array(Id, { maxItems: 10 }),
})
export const ResultBody = Type.Object({
  id: Id,
  indicator: NamesShape,
  unit: NamesShape,
  beforeValue: Figure,
  beforeSaid: SaidText,
  afterValue: Figure,
  afterSaid: SaidText,
  lessIsBetter: Type.Boolean(),
  source: NamesShape,
})
const body = {
  organisationId: Id,
  tradeId: Id,
  personId: Id,
  postId: Id,
  formBefore: FormCode,
  formAfter: FormCode,
  fromSaid: SaidText,
  toSaid: SaidText,
  people: Type.Integer({ minimum: 1, maximum: 100000 }),
  title: NamesShape,
  record: RecordShape,
  steps: Type.Array(StepBody, { maxItems: 40 }),
  results: Type.Array(ResultBody, { maxItems: 40 }),
}

export const ResultShape = Type.Object({
  ...ResultBody.properties,
  evidence: oneOf(evidenceLevels),
  verifiedBy: nullable(NamesShape),
  verifiedOn: nullable(DayText),
})

const Summary = Type.Object({
  id: Id,
  title: NamesShape,
  summary: TextShape,
  unit: Named,
  place: Named,
  trade: Named,
  formBefore: FormCode,
  formAfter: FormCode,
  people: Type.Integer(),
  state: oneOf(caseStates),
  evidence: nullable(oneOf(evidenceLevels)),
  result: nullable(ResultShape),
  steps: Type.Integer(),
  adoptedBy: Type.Integer(),
  openQuestions: Type.Integer(),
  hasConsent: Type.Boolean(),
  isLikeMine: Type.Boolean(),
  illustrative: Type.Boolean(),
})

export const caseLibrary = call({
  method: 'GET',
  path: '/api/cases',
  summary:
    'The practice cases that the reader may see, a page at a time, those of units like the reader’s first.',
  query: Type.Object({
    text: Type.Optional(Type.String({ maxLength: 100 })),
    tradeId: Type.Optional(Id),
    form: Type.Optional(FormCode),
    evidence: Type.Optional(oneOf(evidenceLevels)),
    people: Type.Optional(Type.Integer({ minimum: 1, maximum: 100000 })),
    after: After,
  }),
  reply: Type.Object({
    cases: PageOf(Summary),
    /** all that fit, not only those of the page */
    total: Type.Integer(),
    next: Next,
    trades: Type.Array(Named),
    mayWrite: Type.Boolean(),
    /** What the reader's own post says of "a unit like mine". */
    mine: nullable(Type.Object({ unit: Named, trade: Named })),
  }),
})

const LinkedClause = Type.Object({ id: Id, title: NamesShape, of: NamesShape, href: Type.String() })
const AdoptionShape = Type.Object({ planLineId: Id, place: Named, adoptedOn: DayText })

export const StepShape = Type.Object({
  ...StepBody.properties,
  n: Type.Integer(),
  clauses: Type.Array(LinkedClause),
  /** How many places took it up; `adoptions` lists the latest forty that the reader may see. */
  adoptedBy: Type.Integer(),
  adoptions: Type.Array(AdoptionShape, { maxItems: 40 }),
})

export const QuestionShape = Type.Object({
  id: Id,
  step: nullable(Type.Integer()),
  asker: nullable(NamesShape),
  text: TextShape,
  askedOn: DayText,
  answer: nullable(TextShape),
  answeredBy: nullable(NamesShape),
  answeredOn: nullable(DayText),
})

const CasePage = Type.Object({
  id: Id,
  version: Type.Integer(),
  state: oneOf(caseStates),
  reason: nullable(Type.String()),
  publishedOn: nullable(DayText),
  illustrative: Type.Boolean(),
  /** That this unit did present is recorded in a source, even where its figures are invented. */
  isUnitOnRecord: Type.Boolean(),
  title: NamesShape,
  unit: Named,
  place: Named,
  trade: Named,
  presenter: Named,
  post: Named,
  programme: nullable(NamesShape),
  formBefore: FormCode,
  formAfter: FormCode,
  fromSaid: SaidText,
  toSaid: SaidText,
  people: Type.Integer(),
  record: RecordShape,
  steps: Type.Array(StepShape),
  results: Type.Array(ResultShape),
  /** how many questions were asked, and how many of them still wait for an answer: see `caseQuestions` */
  asked: Type.Integer(),
  unanswered: Type.Integer(),
  /** the latest twenty in which it was presented */
  sessions: Type.Array(Type.Object({ id: Id, classId: Id, className: NamesShape, title: NamesShape }), {
    maxItems: 20,
  }),
  adoptedBy: Type.Integer(),
  consent: nullable(Type.Object({ givenOn: DayText, how: oneOf(consentHows), note: Type.String() })),
  mayEdit: Type.Boolean(),
  mayReopen: Type.Boolean(),
  mayConsent: Type.Boolean(),
  mayVerify: Type.Boolean(),
  mayPublish: Type.Boolean(),
  mayWithdraw: Type.Boolean(),
  mayAsk: Type.Boolean(),
  mayAnswer: Type.Boolean(),
  mayAdopt: Type.Boolean(),
})

const ofCase = Type.Object({ caseId: Id })

export const casePage = call({
  method: 'GET',
  path: '/api/cases/:caseId',
  summary: 'One practice case: conditions, steps, results with source and evidence, adoptions.',
  params: ofCase,
  reply: CasePage,
})

export const makeCase = call({
  method: 'POST',
  path: '/api/cases',
  summary: 'Begins a case as a draft; the id is made by the writer, so that sending twice makes one.',
  once: 'id',
  body: Type.Object({ id: Id, ...body }),
  reply: Done,
})

export const changeCase = call({
  method: 'PUT',
  path: '/api/cases/:caseId',
  summary:
    'Writes a draft anew, made from the named version. Evidence stays only with figures that are unchanged.',
  params: ofCase,
  body: Type.Object({ version: Small, ...body }),
  reply: Done,
})

const decide = <const V extends string>(verb: V, summary: string) =>
  call({ method: 'POST', path: `/api/cases/:caseId/${verb}`, summary, params: ofCase, reply: Done })
const decideWhy = <const V extends string>(verb: V, summary: string) =>
  call({
    method: 'POST',
    path: `/api/cases/:caseId/${verb}`,
    summary,
    params: ofCase,
    body: Type.Object({ reason: Line }),
    reply: Done,
  })

export const submitCase = decide(
  'submit',
  'Hands a draft in; refused while a part is missing that every case needs.',
)
export const returnCase = decideWhy('return', 'Sends a submitted case back to its writer with a reason.')
export const publishCase = decide(
  'publish',
  'Shows a submitted case to the programme: needs consent and evidence.',
)
export const withdrawCase = decideWhy('withdraw', 'Takes a case out of sight of those below.')
export const reopenCase = decide('reopen', 'Makes a withdrawn case a draft again.')

export const recordConsent = call({
  method: 'POST',
  path: '/api/cases/:caseId/consent',
  summary: 'Records that the presenter agrees to the case being shown: when and how.',
  params: ofCase,
  body: Type.Object({ givenOn: DayText, how: oneOf(consentHows), note: Type.String({ maxLength: 300 }) }),
  reply: Done,
})

export const withdrawConsent = call({
  method: 'POST',
  path: '/api/cases/:caseId/consent/withdraw',
  summary: 'Takes the consent back; a published case is withdrawn with it.',
  params: ofCase,
  reply: Done,
})

export const verifyResult = call({
  method: 'POST',
  path: '/api/cases/:caseId/results/:resultId/verify',
  summary: 'Says what evidence of a figure was seen, by whom and when.',
  params: Type.Object({ caseId: Id, resultId: Id }),
  body: Type.Object({ evidence: oneOf(evidenceLevels), verifiedBy: NamesShape, verifiedOn: DayText }),
  reply: Done,
})

export const caseQuestions = call({
  method: 'GET',
  path: '/api/cases/:caseId/questions',
  summary:
    'What was asked about a case and what was answered, a page at a time: those without an answer first, the latest of each first.',
  params: ofCase,
  query: Type.Object({ after: After }),
  reply: Type.Object({ questions: PageOf(QuestionShape), next: Next }),
})

export const askQuestion = call({
  method: 'POST',
  path: '/api/cases/:caseId/questions',
  summary: 'Asks the presenter about a published case, with the asker’s name or without.',
  once: 'id',
  params: ofCase,
  body: Type.Object({ id: Id, stepId: nullable(Id), text: TextShape, isNamed: Type.Boolean() }),
  reply: Done,
})

export const answerQuestion = call({
  method: 'POST',
  path: '/api/cases/:caseId/questions/:questionId/answer',
  summary: 'Answers a question, or words the answer better.',
  params: Type.Object({ caseId: Id, questionId: Id }),
  body: Type.Object({ text: TextShape }),
  reply: Done,
})

export const StepChoice = Type.Object({
  id: Id,
  caseId: Id,
  n: Type.Integer(),
  title: NamesShape,
  unit: NamesShape,
})

export const stepChoices = call({
  method: 'GET',
  path: '/api/case-steps',
  summary: 'Steps of published cases to cite, by a text in Chinese or Latin letters.',
  query: Type.Object({ text: Type.Optional(Type.String({ maxLength: 100 })), stepId: Type.Optional(Id) }),
  reply: Type.Object({ steps: Type.Array(StepChoice) }),
})

export const caseChoices = call({
  method: 'GET',
  path: '/api/cases/choices',
  summary:
    'What a case may be written about: the units in the writer’s places, with the people who hold posts there.',
  query: Type.Object({
    text: Type.Optional(Type.String({ maxLength: 100 })),
    organisationId: Type.Optional(Id),
  }),
  reply: Type.Object({
    units: Type.Array(
      Type.Object({
        ...Named.properties,
        placeNames: NamesShape,
        tradeId: nullable(Id),
        form: Type.String(),
      }),
    ),
    people: Type.Array(Type.Object({ ...Named.properties, post: Named })),
    trades: Type.Array(Named),
  }),
})
