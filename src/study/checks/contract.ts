// The calls about checks of understanding.
import { Type } from 'typebox'
import { call } from '../../base/call.ts'
import {
  After,
  BallotShape,
  BlindedText,
  DayText,
  Done,
  Id,
  InstantText,
  NamesShape,
  Next,
  nullable,
  oneOf,
  PageOf,
  RosterShape,
  ShareShape,
  Small,
} from '../../base/schemas.ts'
import { Text } from '../policies/contract.ts'
import { checkStates, mostChoices, mostQuestions } from './rules.ts'

const Position = Type.Integer({ minimum: 0, maximum: 20 })

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

export const Cited = Type.Object({
  id: Id,
  policyId: Id,
  policy: NamesShape,
  number: Type.String(),
  text: Text,
})

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
    /** of a check without names that is a draft or open */
    roster: nullable(RosterShape),
    /** whether the reader took the ballot, perhaps on another device; in a named check, whether it was handed in */
    taken: Type.Boolean(),
    /** the reader's own paper in a named check */
    own: nullable(Type.Record(Type.String(), Type.Integer())),
    ballots: nullable(Type.Integer()),
    /** of an open named check, for who may close it: how many of those in the class have handed in */
    handedIn: nullable(Type.Object({ n: Type.Integer(), of: Type.Integer() })),
    mayChange: Type.Boolean(),
    /** whether the reader may close it by now: named, or after its time, or once the answers of all are in */
    mayClose: Type.Boolean(),
    mayFigures: Type.Boolean(),
  }),
})

/** A question as it stands ready with a policy. */
export const ReadyQuestion = Type.Object({
  text: NamesShape,
  choices: Type.Array(NamesShape, { minItems: 2, maxItems: mostChoices }),
  right: Type.Integer({ minimum: 0, maximum: mostChoices - 1 }),
  why: Text,
  clauseIds: Type.Array(Id, { maxItems: 10, uniqueItems: true }),
})
export const QuestionBody = Type.Object({
  /** of a question that is there already */
  id: Type.Optional(Id),
  ...ReadyQuestion.properties,
})
const CheckBody = Type.Object({
  title: NamesShape,
  named: Type.Boolean(),
  questions: Type.Array(QuestionBody, { maxItems: mostQuestions }),
})

export const readyQuestions = call({
  method: 'GET',
  path: '/api/classes/:classId/ready-questions',
  summary:
    'The questions that stand ready with the policies of a class’s programme, for whoever writes its checks.',
  params: Type.Object({ classId: Id }),
  reply: Type.Object({
    policies: Type.Array(
      Type.Object({
        id: Id,
        names: NamesShape,
        questions: Type.Array(ReadyQuestion, { maxItems: mostQuestions }),
      }),
    ),
  }),
})

export const policyQuestions = call({
  method: 'GET',
  path: '/api/policies/:policyId/questions',
  summary: 'The questions that stand ready with a policy, for whoever may change them.',
  params: Type.Object({ policyId: Id }),
  reply: Type.Object({
    policy: Type.Object({ id: Id, names: NamesShape }),
    questions: Type.Array(ReadyQuestion, { maxItems: mostQuestions }),
  }),
})

const Ready = Type.Array(ReadyQuestion, { maxItems: mostQuestions })

export const changePolicyQuestions = call({
  method: 'PUT',
  path: '/api/policies/:policyId/questions',
  summary:
    'Changes the questions that stand ready with a policy, all together. Checks that took one keep it as it was. Stale where they are not any more what `was` says.',
  params: Type.Object({ policyId: Id }),
  body: Type.Object({ questions: Ready, was: Type.Optional(Type.Object({ questions: Ready })) }),
  reply: Done,
})

export const makeCheck = call({
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
  body: Type.Object({ ...CheckBody.properties, version: Small }),
  reply: Type.Object({ id: Id, version: Type.Integer() }),
})

export const openCheck = call({
  method: 'POST',
  path: '/api/checks/:checkId/open',
  summary:
    'Opens a check; from now on nothing in it changes, nor whether it is named. One without names freezes who may answer, from how many answers on there are figures, and when it closes (in twenty minutes where nothing is said). Stale where the draft is another version than the one said.',
  params: Type.Object({ checkId: Id }),
  body: Type.Object({ version: Type.Optional(Small), closesAt: Type.Optional(InstantText) }),
  reply: Done,
})

export const changeCheckClosing = call({
  method: 'PUT',
  path: '/api/checks/:checkId/closing',
  summary: 'Moves the closing time of an open check without names later, before it has passed.',
  params: Type.Object({ checkId: Id }),
  body: Type.Object({ closesAt: InstantText }),
  reply: Done,
})

export const closeCheck = call({
  method: 'POST',
  path: '/api/checks/:checkId/close',
  summary:
    'Closes a check: the figures are made once and stored, the papers without names are erased. One without names closes after its time, or once everybody on its roster has answered.',
  params: Type.Object({ checkId: Id }),
  reply: Done,
})

export const takeCheckBallot = call({
  method: 'POST',
  path: '/api/checks/:checkId/ballot',
  summary: 'Signs a blinded token for somebody on the roster, once.',
  once: 'none',
  params: Type.Object({ checkId: Id }),
  body: Type.Object({ blinded: BlindedText }),
  reply: Type.Object({ signature: Type.String() }),
})

export const Answers = Type.Record(Type.String({ maxLength: 36 }), Position, { maxProperties: 60 })
export const Marked = Type.Object({
  questions: Type.Array(Type.Object({ id: Id, right: Type.Integer(), why: Text })),
})

export const answerCheck = call({
  method: 'POST',
  path: '/api/checks/:checkId/answers',
  summary: 'Hands in a paper without a name, by ballot; sent without a session. Says what was right.',
  once: 'id',
  open: 'anyone',
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

/** how many exactly: only of a named check, and only for who teaches or organises the class, or stands above */
const Count = nullable(Type.Integer())

export const checkResults = call({
  method: 'GET',
  path: '/api/checks/:checkId/results',
  summary:
    'What the class understood, clause by clause, of a closed check; withheld below its floor, and of questions that nearly the same people were asked before. By place and by post of a named check alone.',
  params: Type.Object({ checkId: Id }),
  reply: Type.Object({
    check: CheckShape,
    withheld: nullable(oneOf(['not closed', 'below the floor'])),
    floor: Type.Integer(),
    answered: nullable(Type.Integer()),
    clauses: Type.Array(
      Type.Object({ clause: Cited, questions: Type.Integer(), understood: ShareShape, count: Count }),
    ),
    questions: Type.Array(Type.Object({ id: Id, text: NamesShape, right: ShareShape, count: Count })),
    /**
     * no figure is told of these, nor of clauses that rest on them: nearly the same people were asked the same before
     */
    repeated: Type.Array(Type.Object({ id: Id, text: NamesShape })),
    /**
     * only of a check that was declared named: the share that understood each clause, among those of a place or a post
     */
    parts: Type.Array(
      Type.Object({
        by: oneOf(['place', 'post']),
        id: Id,
        names: NamesShape,
        answered: Type.Integer(),
        clauses: Type.Array(Type.Object({ clauseId: Id, understood: ShareShape, count: Count })),
      }),
    ),
    /** only of a named check, and only for who teaches or organises the class, or stands above */
    /**
     * who handed in a named check; what each had right only once it is closed, when it is remembered that it was told
     */
    people: nullable(
      Type.Array(Type.Object({ personId: Id, names: NamesShape, right: nullable(Type.Integer()) })),
    ),
  }),
})
