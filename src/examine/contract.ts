// The calls of examine. Cards are published downwards; a round belongs to a class. No call gives back what somebody
// answered, and the one that takes answers is open to anyone: it is let in by its ballot and refused with a session.
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
  InstantText,
  NamesShape,
  Next,
  nullable,
  oneOf,
  PageOf,
  RosterShape,
  ShareShape,
  Small,
  TextShape,
} from '../base/schemas.ts'
import { answerKinds, cardOrigins, phases, roundStages } from './rules.ts'

export const Stage = oneOf(roundStages)
export const PhaseShape = oneOf(phases)

/**
 * While an examination is open that the reader may be asked in, what would give the answers of its cards is sealed:
 * null. This is when the phase closes at the earliest.
 */
const SealedUntil = nullable(Type.String())

const CardHead = Type.Object({
  id: Id,
  code: Type.String(),
  statement: NamesShape,
  /** null while it is sealed */
  correction: nullable(TextShape),
  source: NamesShape,
  origin: oneOf(cardOrigins),
  illustrative: Type.Boolean(),
  sealedUntil: SealedUntil,
})

export const searchCards = call({
  method: 'GET',
  path: '/api/misconceptions',
  summary:
    'The misconception cards published to the reader, a page at a time, by a text in either language; or one by its id.',
  query: Type.Object({
    text: Type.Optional(Type.String({ maxLength: 200 })),
    misconceptionId: Type.Optional(Id),
    after: After,
  }),
  reply: Type.Object({ found: PageOf(CardHead), next: Next, mayChange: Type.Boolean() }),
})

const RefShape = nullable(Type.Object({ title: NamesShape, of: NamesShape, href: Type.String() }))

export const cardPage = call({
  method: 'GET',
  path: '/api/misconceptions/:misconceptionId',
  summary:
    'A card: statement, why people believe it, correction, what to do instead, evidence with what it cites. All but the statement is sealed for who sits in a class while it is asked about the card.',
  params: Type.Object({ misconceptionId: Id }),
  reply: Type.Object({
    card: Type.Object({
      ...CardHead.properties,
      reasons: nullable(TextShape),
      instead: nullable(TextShape),
      question: TextShape,
      version: Type.Integer(),
    }),
    /** null while it is sealed */
    evidence: nullable(
      Type.Array(
        Type.Object({
          id: Id,
          text: TextShape,
          source: NamesShape,
          illustrative: Type.Boolean(),
          clauseId: nullable(Id),
          stepId: nullable(Id),
          clause: RefShape,
          step: RefShape,
        }),
      ),
    ),
    /** the thirty of the latest checks; null while it is sealed */
    questions: nullable(Type.Array(Type.Object({ id: Id, checkId: Id, text: NamesShape }), { maxItems: 30 })),
    /** the latest thirty that were told */
    rounds: Type.Array(
      Type.Object({
        roundId: Id,
        title: NamesShape,
        class: NamesShape,
        phases: Type.Array(
          Type.Object({ phase: PhaseShape, answered: Type.Integer(), disagree: ShareShape }),
          { maxItems: phases.length },
        ),
      }),
      { maxItems: 30 },
    ),
    mayChange: Type.Boolean(),
  }),
})

const CardBody = Type.Object({
  statement: NamesShape,
  reasons: TextShape,
  correction: TextShape,
  instead: TextShape,
  question: TextShape,
  source: NamesShape,
  evidence: Type.Array(
    Type.Object({ text: TextShape, source: NamesShape, clauseId: nullable(Id), stepId: nullable(Id) }),
    { maxItems: 20 },
  ),
})

export const makeCard = call({
  method: 'POST',
  path: '/api/misconceptions',
  summary: 'Adds a card to the programme’s library.',
  body: Type.Object({ code: CodeText, ...CardBody.properties }),
  reply: Done,
})

export const changeCard = call({
  method: 'PUT',
  path: '/api/misconceptions/:misconceptionId',
  summary: 'Changes a card as a whole. The statement stays as it was while a round examines it.',
  params: Type.Object({ misconceptionId: Id }),
  body: Type.Object({ version: Small, ...CardBody.properties }),
  reply: Done,
})

export const nameMisconception = call({
  method: 'PUT',
  path: '/api/questions/:questionId/misconception',
  summary: 'Says which misconception a question of a check tests; null takes it away.',
  params: Type.Object({ questionId: Id }),
  body: Type.Object({ misconceptionId: nullable(Id) }),
  reply: Done,
})

// ---- rounds ----

export const RoundShape = Type.Object({
  id: Id,
  title: NamesShape,
  stage: Stage,
  onDay: DayText,
  illustrative: Type.Boolean(),
  classId: Id,
  class: NamesShape,
})

export const listRounds = call({
  method: 'GET',
  path: '/api/rounds',
  summary: 'The examinations of the classes that the reader may see, the newest first, a page at a time.',
  query: Type.Object({ classId: Type.Optional(Id), after: After }),
  reply: Type.Object({
    rounds: PageOf(Type.Object({ ...RoundShape.properties, cards: Type.Integer() })),
    next: Next,
  }),
})

const RoundCard = Type.Object({
  id: Id,
  statement: NamesShape,
  reasons: nullable(TextShape),
  correction: nullable(TextShape),
  instead: nullable(TextShape),
  question: TextShape,
  evidence: nullable(Type.Array(Type.Object({ text: TextShape, source: NamesShape }))),
  sealedUntil: SealedUntil,
})

export const roundPage = call({
  method: 'GET',
  path: '/api/rounds/:roundId',
  summary:
    'A round with its cards, for answering and for its trainer. It holds no answers, and while a phase is open, for who may answer, nothing that gives them.',
  params: Type.Object({ roundId: Id }),
  reply: Type.Object({
    round: RoundShape,
    cards: Type.Array(RoundCard),
    /** of all its cards together: another one whenever one of them is changed */
    version: Type.Integer(),
    /** while a phase is open, for an accepted trainee */
    publicKey: nullable(Type.String()),
    isTrainee: Type.Boolean(),
    /** of a draft and of an open phase */
    roster: nullable(RosterShape),
    /** from the closing of "before" on: until when the answers wait for the next phase */
    keptUntil: nullable(Type.String()),
    taken: Type.Boolean(),
    ballots: nullable(Type.Integer()),
    mayChange: Type.Boolean(),
    /** whether the reader may close the open phase by now: after its time, or once the answers of all are in */
    mayClose: Type.Boolean(),
    mayFigures: Type.Boolean(),
  }),
})

export const roundChoices = call({
  method: 'GET',
  path: '/api/classes/:classId/round-choices',
  summary:
    'What a new examination of a class may be made of: the first thirty cards that a text fits and that the class has not examined yet.',
  params: Type.Object({ classId: Id }),
  query: Type.Object({ text: Type.Optional(Type.String({ maxLength: 200 })) }),
  reply: Type.Object({
    found: Type.Array(Type.Object({ id: Id, statement: NamesShape, source: NamesShape }), { maxItems: 30 }),
    /** how many cards the class has examined already */
    examined: Type.Integer(),
  }),
})

export const makeRound = call({
  method: 'POST',
  path: '/api/classes/:classId/rounds',
  summary: 'Makes an examination of a class over some cards. A card is examined once in a class.',
  params: Type.Object({ classId: Id }),
  body: Type.Object({
    title: NamesShape,
    cardIds: Type.Array(Id, { minItems: 1, maxItems: 30, uniqueItems: true }),
  }),
  reply: Done,
})

export const moveRound = call({
  method: 'POST',
  path: '/api/rounds/:roundId/stage',
  summary:
    'Opens or closes a phase. Opening the first freezes who may answer and from how many answers on there are figures; opening any says when it closes (in twenty minutes where nothing is said), and it closes then, or once everybody has answered. Closing makes its figures, once; a closed phase never opens again. A draft whose cards are of another version than the one said is stale.',
  params: Type.Object({ roundId: Id }),
  body: Type.Object({ to: Stage, version: Type.Optional(Small), closesAt: Type.Optional(InstantText) }),
  reply: Done,
})

export const changeRoundClosing = call({
  method: 'PUT',
  path: '/api/rounds/:roundId/closing',
  summary: 'Moves the closing time of an open phase later, before it has passed.',
  params: Type.Object({ roundId: Id }),
  body: Type.Object({ closesAt: InstantText }),
  reply: Done,
})

export const takeRoundBallot = call({
  method: 'POST',
  path: '/api/rounds/:roundId/ballot',
  summary: 'Signs a blinded token for somebody on the roster, once, while the first phase is open.',
  once: 'none',
  params: Type.Object({ roundId: Id }),
  body: Type.Object({ blinded: BlindedText }),
  reply: Type.Object({ signature: Type.String() }),
})

export const answerRound = call({
  method: 'POST',
  path: '/api/rounds/:roundId/answers',
  summary: 'Takes in the answers of one phase by ballot; sent without a session.',
  open: 'anyone',
  once: 'id',
  params: Type.Object({ roundId: Id }),
  body: Type.Object({
    ballot: BallotShape,
    phase: PhaseShape,
    answers: Type.Record(
      Type.String({ maxLength: 36 }),
      Type.Object(
        { answer: oneOf(answerKinds), confidence: Type.Enum([1, 2, 3, 4]) },
        { additionalProperties: false },
      ),
      { maxProperties: 30 },
    ),
  }),
  reply: Type.Object({ held: Type.Literal(true) }),
})

const SpreadShape = Type.Object({
  agree: ShareShape,
  partly: ShareShape,
  disagree: ShareShape,
  sureAndWrong: ShareShape,
})

export const roundFigures = call({
  method: 'GET',
  path: '/api/rounds/:roundId/figures',
  summary: 'The figures of the closed phases of a round, as they were made when each closed.',
  params: Type.Object({ roundId: Id }),
  reply: Type.Object({
    round: RoundShape,
    floor: Type.Integer(),
    phases: Type.Array(
      Type.Object({
        phase: PhaseShape,
        withheld: nullable(oneOf(['not closed', 'below the floor'])),
        /** whose answers are counted */
        answered: nullable(Type.Integer()),
        /** answers left out by lot, so that those who did not come back do not show */
        leftOut: Type.Integer(),
      }),
    ),
    cards: Type.Array(
      Type.Object({
        id: Id,
        statement: NamesShape,
        before: nullable(SpreadShape),
        after: nullable(SpreadShape),
        later: nullable(SpreadShape),
        /** the first answers of those who answered again */
        earlier: nullable(SpreadShape),
        gain: nullable(Type.Integer()),
        /** the first answers of those who answered later */
        laterEarlier: nullable(SpreadShape),
        laterGain: nullable(Type.Integer()),
        /** in a closed phase nothing is told of it: nearly the same people were asked the same elsewhere */
        repeated: Type.Boolean(),
      }),
    ),
    /** why no gain is told although both phases are closed: one to four people answered only once */
    gainWithheld: Type.Boolean(),
  }),
})
