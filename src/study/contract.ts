// The calls of study. Policies and materials are published downwards; checks belong to a class. An answer without a
// name is the one call here that is open to anyone: it is let in by its ballot and refused if it names its sender.
import { Type } from 'typebox'
import { call } from '../base/call.ts'
import {
  After,
  BallotShape,
  BlindedText,
  CodeText,
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
  ShareShape,
  TextUpTo,
} from '../base/schemas.ts'
import { checkStates, longestClause, materialKinds, mostClauses, textLanguages } from './rules.ts'

const Text = TextUpTo(longestClause)
const Language = oneOf(textLanguages)
const Depth = Type.Integer({ minimum: 1, maximum: 6 })
const Position = Type.Integer({ minimum: 0, maximum: 20 })

const PolicyShape = Type.Object({
  id: Id,
  code: Type.String(),
  names: NamesShape,
  source: NamesShape,
  place: Named,
  version: Type.Integer(),
  illustrative: Type.Boolean(),
})

export const listPolicies = call({
  method: 'GET',
  path: '/api/policies',
  summary:
    'The policies that are published to the reader, each with its number of clauses, a page at a time by code.',
  query: Type.Object({ after: After }),
  reply: Type.Object({
    policies: PageOf(
      Type.Object({ ...PolicyShape.properties, clauses: Type.Integer(), questions: Type.Integer() }),
    ),
    next: Next,
    mayChange: Type.Boolean(),
  }),
})

const ClauseShape = Type.Object({
  id: Id,
  number: Type.String(),
  depth: Depth,
  heading: Type.Boolean(),
  text: Text,
})

const MaterialShape = Type.Object({
  id: Id,
  kind: oneOf(materialKinds),
  title: NamesShape,
  text: nullable(Text),
  file: nullable(Type.Object({ name: Type.String(), kind: Type.String(), size: Type.Integer() })),
  classId: nullable(Id),
  sessionId: nullable(Id),
  clauseId: nullable(Id),
  illustrative: Type.Boolean(),
  onDay: DayText,
  mayChange: Type.Boolean(),
})

export const policyPage = call({
  method: 'GET',
  path: '/api/policies/:policyId',
  summary:
    'A policy clause by clause, with the questions that cite each clause and what was understood of it.',
  params: Type.Object({ policyId: Id }),
  query: Type.Object({ version: Type.Optional(Type.Integer({ minimum: 1 })) }),
  reply: Type.Object({
    policy: PolicyShape,
    /** the version that is shown */
    version: Type.Integer(),
    versions: Type.Array(Type.Object({ version: Type.Integer(), note: Type.String(), onDay: DayText })),
    clauses: Type.Array(
      Type.Object({
        ...ClauseShape.properties,
        /** how many questions cite it, and the ten of the latest checks */
        asked: Type.Integer(),
        questions: Type.Array(
          Type.Object({ id: Id, checkId: Id, position: Type.Integer(), text: NamesShape }),
          { maxItems: 10 },
        ),
        /** what the five latest checks told */
        results: Type.Array(
          Type.Object({ checkId: Id, title: NamesShape, answered: Type.Integer(), understood: ShareShape }),
          { maxItems: 5 },
        ),
      }),
    ),
    /** clauses that stood in earlier versions: still citable */
    dropped: Type.Array(Type.Object({ ...ClauseShape.properties, version: Type.Integer() })),
    mayChange: Type.Boolean(),
  }),
})

export const createPolicy = call({
  method: 'POST',
  path: '/api/policies',
  summary: 'Makes a policy, still without text, published by the programme’s place.',
  body: Type.Object({ code: CodeText, names: NamesShape, source: NamesShape, illustrative: Type.Boolean() }),
  reply: Done,
})

const ParsedShape = Type.Object({
  number: Type.String(),
  depth: Depth,
  heading: Type.Boolean(),
  text: Type.String(),
})

export const previewText = call({
  method: 'POST',
  path: '/api/policies/:policyId/preview',
  summary: 'Reads a plain text or Markdown file into clauses and says what it would change. Saves nothing.',
  once: 'none',
  params: Type.Object({ policyId: Id }),
  query: Type.Object({ language: Language }),
  raw: true,
  reply: Type.Object({
    encoding: Type.String(),
    title: Type.String(),
    /** no numbering was found, so the paragraphs were counted */
    counted: Type.Boolean(),
    baseVersion: Type.Integer(),
    rows: Type.Array(
      Type.Object({
        change: oneOf(['same', 'changed', 'added', 'removed']),
        clauseId: nullable(Id),
        before: nullable(Type.Object({ number: Type.String(), text: Type.String() })),
        after: nullable(ParsedShape),
      }),
    ),
  }),
})

export const saveVersion = call({
  method: 'POST',
  path: '/api/policies/:policyId/versions',
  summary: 'Saves a text as the policy’s next version. Clauses keep their ids; those left out stay citable.',
  params: Type.Object({ policyId: Id }),
  body: Type.Object({
    language: Language,
    baseVersion: Type.Integer({ minimum: 0 }),
    note: Type.String({ maxLength: 300 }),
    clauses: Type.Array(
      Type.Object({
        clauseId: nullable(Id),
        number: Type.String({ maxLength: 40 }),
        depth: Depth,
        heading: Type.Boolean(),
        text: Type.String({ maxLength: longestClause }),
      }),
      { maxItems: mostClauses },
    ),
  }),
  reply: Type.Object({ version: Type.Integer() }),
})

export const addClauseText = call({
  method: 'PUT',
  path: '/api/clauses/:clauseId/text',
  summary: 'Adds the other language to a clause that has only one.',
  params: Type.Object({ clauseId: Id }),
  body: Type.Object({ language: Language, text: Type.String({ minLength: 1, maxLength: longestClause }) }),
  reply: Done,
})

export const searchClauses = call({
  method: 'GET',
  path: '/api/clauses',
  summary: 'Clauses to cite, by number or text in either language; or one by its id.',
  query: Type.Object({
    text: Type.Optional(Type.String({ maxLength: 200 })),
    classId: Type.Optional(Id),
    policyId: Type.Optional(Id),
    clauseId: Type.Optional(Id),
  }),
  reply: Type.Object({
    found: Type.Array(
      Type.Object({
        id: Id,
        policyId: Id,
        policy: NamesShape,
        number: Type.String(),
        text: Text,
        stands: Type.Boolean(),
      }),
    ),
  }),
})

// ---- materials ----

export const listMaterials = call({
  method: 'GET',
  path: '/api/materials',
  summary:
    'The study materials that are published to the reader, the newest first, a page at a time; or those at the clauses of one policy.',
  query: Type.Object({
    classId: Type.Optional(Id),
    sessionId: Type.Optional(Id),
    policyId: Type.Optional(Id),
    after: After,
  }),
  reply: Type.Object({ materials: PageOf(MaterialShape), next: Next, mayChange: Type.Boolean() }),
})

export const createMaterial = call({
  method: 'POST',
  path: '/api/materials',
  summary: 'Adds a study material; its file, if it has one, follows by its own call.',
  body: Type.Object({
    kind: oneOf(materialKinds),
    title: NamesShape,
    text: nullable(Text),
    classId: nullable(Id),
    sessionId: nullable(Id),
    clauseId: nullable(Id),
  }),
  reply: Done,
})

export const putMaterialFile = call({
  method: 'PUT',
  path: '/api/materials/:materialId/file',
  summary: 'Keeps the file of a material: PDF, PNG, JPEG, WebP or plain text, judged by its content.',
  once: 'none',
  params: Type.Object({ materialId: Id }),
  query: Type.Object({ name: Line }),
  raw: true,
  reply: Done,
})

export const materialFile = call({
  method: 'GET',
  path: '/api/materials/:materialId/file',
  summary: 'The file of a material.',
  params: Type.Object({ materialId: Id }),
  file: true,
  reply: Type.Unknown(),
})

export const dropMaterial = call({
  method: 'DELETE',
  path: '/api/materials/:materialId',
  summary: 'Takes a material away.',
  params: Type.Object({ materialId: Id }),
  reply: Done,
})

// ---- checks of understanding ----

const CheckShape = Type.Object({
  id: Id,
  title: NamesShape,
  state: oneOf(checkStates),
  named: Type.Boolean(),
  onDay: DayText,
  illustrative: Type.Boolean(),
  classId: Id,
  class: NamesShape,
})

export const listChecks = call({
  method: 'GET',
  path: '/api/checks',
  summary:
    'The checks of the classes that the reader may see, the newest first, a page at a time; drafts only for those who write them.',
  query: Type.Object({ classId: Type.Optional(Id), after: After }),
  reply: Type.Object({
    checks: PageOf(Type.Object({ ...CheckShape.properties, questions: Type.Integer() })),
    next: Next,
  }),
})

const Cited = Type.Object({ id: Id, policyId: Id, policy: NamesShape, number: Type.String(), text: Text })

export const checkPage = call({
  method: 'GET',
  path: '/api/checks/:checkId',
  summary:
    'A check with its questions. What is right is told to those who write it, and to all when it is closed.',
  params: Type.Object({ checkId: Id }),
  reply: Type.Object({
    check: Type.Object({ ...CheckShape.properties, version: Type.Integer() }),
    questions: Type.Array(
      Type.Object({
        id: Id,
        text: NamesShape,
        choices: Type.Array(NamesShape),
        right: nullable(Type.Integer()),
        why: nullable(Text),
        misconceptionId: nullable(Id),
        clauses: Type.Array(Cited),
      }),
    ),
    /** while a check without names is open, for an accepted trainee */
    publicKey: nullable(Type.String()),
    isTrainee: Type.Boolean(),
    /** whether the reader took the ballot, perhaps on another device; in a named check, whether it was handed in */
    taken: Type.Boolean(),
    /** the reader's own paper in a named check */
    own: nullable(Type.Record(Type.String(), Type.Integer())),
    ballots: nullable(Type.Integer()),
    mayChange: Type.Boolean(),
    mayFigures: Type.Boolean(),
  }),
})

const QuestionBody = Type.Object({
  /** of a question that is there already */
  id: Type.Optional(Id),
  text: NamesShape,
  choices: Type.Array(NamesShape, { minItems: 2, maxItems: 8 }),
  right: Type.Integer({ minimum: 0, maximum: 7 }),
  why: Text,
  clauseIds: Type.Array(Id, { maxItems: 10, uniqueItems: true }),
})
const CheckBody = Type.Object({
  title: NamesShape,
  named: Type.Boolean(),
  questions: Type.Array(QuestionBody, { maxItems: 60 }),
})

export const createCheck = call({
  method: 'POST',
  path: '/api/classes/:classId/checks',
  summary: 'Makes a check for a class, as a draft.',
  params: Type.Object({ classId: Id }),
  body: CheckBody,
  reply: Done,
})

export const changeCheck = call({
  method: 'PUT',
  path: '/api/checks/:checkId',
  summary: 'Changes a draft check as a whole.',
  params: Type.Object({ checkId: Id }),
  body: Type.Object({ ...CheckBody.properties, version: Type.Integer() }),
  reply: Type.Object({ id: Id, version: Type.Integer() }),
})

export const openCheck = call({
  method: 'POST',
  path: '/api/checks/:checkId/open',
  summary:
    'Opens a check to the trainees of its class; from now on nothing in it changes, nor whether it is named.',
  params: Type.Object({ checkId: Id }),
  reply: Done,
})

export const closeCheck = call({
  method: 'POST',
  path: '/api/checks/:checkId/close',
  summary: 'Closes a check: the figures are made once and stored, the papers without names are erased.',
  params: Type.Object({ checkId: Id }),
  reply: Done,
})

export const takeCheckBallot = call({
  method: 'POST',
  path: '/api/checks/:checkId/ballot',
  summary: 'Signs a blinded token for an accepted trainee, once.',
  once: 'none',
  params: Type.Object({ checkId: Id }),
  body: Type.Object({ blinded: BlindedText }),
  reply: Type.Object({ signature: Type.String() }),
})

const Answers = Type.Record(Type.String({ maxLength: 36 }), Position, { maxProperties: 60 })
const Marked = Type.Object({
  questions: Type.Array(Type.Object({ id: Id, right: Type.Integer(), why: Text })),
})

export const answerCheck = call({
  method: 'POST',
  path: '/api/checks/:checkId/answers',
  summary: 'Hands in a paper without a name, by ballot; sent without a session. Says what was right.',
  open: 'anyone',
  once: 'id',
  params: Type.Object({ checkId: Id }),
  body: Type.Object({ ballot: BallotShape, answers: Answers }),
  reply: Marked,
})

export const answerNamedCheck = call({
  method: 'POST',
  path: '/api/checks/:checkId/named-answers',
  summary: 'Hands in a paper of a check that was declared named.',
  params: Type.Object({ checkId: Id }),
  body: Type.Object({ answers: Answers }),
  reply: Marked,
})

export const checkResults = call({
  method: 'GET',
  path: '/api/checks/:checkId/results',
  summary:
    'What the class understood, clause by clause, of a closed check; withheld where fewer than five answered.',
  params: Type.Object({ checkId: Id }),
  reply: Type.Object({
    check: CheckShape,
    withheld: nullable(oneOf(['not closed', 'fewer than five'])),
    answered: nullable(Type.Integer()),
    clauses: Type.Array(Type.Object({ clause: Cited, questions: Type.Integer(), understood: ShareShape })),
    questions: Type.Array(Type.Object({ id: Id, text: NamesShape, right: ShareShape })),
    /** only of a named check, and only for who teaches the class */
    people: nullable(Type.Array(Type.Object({ personId: Id, names: NamesShape, right: Type.Integer() }))),
  }),
})
