// The calls about policies and their clauses.
import { Type } from 'typebox'
import { call } from '../../base/call.ts'
import {
  After,
  CodeText,
  DayText,
  Done,
  Id,
  Named,
  NamesShape,
  Next,
  nullable,
  oneOf,
  PageOf,
  ShareShape,
  Small,
  TextUpTo,
} from '../../base/schemas.ts'
import { longestClause, mostClauses, textLanguages } from './rules.ts'

export const Text = TextUpTo(longestClause)
export const Language = oneOf(textLanguages)
const Depth = Type.Integer({ minimum: 1, maximum: 6 })

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

export const policyPage = call({
  method: 'GET',
  path: '/api/policies/:policyId',
  summary:
    'A policy clause by clause, with the questions that cite each clause and what was understood of it.',
  params: Type.Object({ policyId: Id }),
  query: Type.Object({ version: Type.Optional(Small) }),
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

export const makePolicy = call({
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
    baseVersion: Small,
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

export const addVersion = call({
  method: 'POST',
  path: '/api/policies/:policyId/versions',
  summary: 'Saves a text as the policy’s next version. Clauses keep their ids; those left out stay citable.',
  params: Type.Object({ policyId: Id }),
  body: Type.Object({
    language: Language,
    baseVersion: Small,
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
