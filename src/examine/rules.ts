// The pure rules of examination: cards, the stages of a round, and which figures may be told. Examination is about
// practice at work, never about belief, and never about a person.
import { type Finding, finding } from '../base/problems.ts'
import { coarse, fewest, type Share } from '../base/shares.ts'
import { isEmptyText, msg, type Names } from '../base/words.ts'

export const cardOrigins = ['class', 'recorded', 'added'] as const
/** 'class': named in the account of the class; 'recorded': in the literature; 'added' by a trainer. */
export type CardOrigin = (typeof cardOrigins)[number]
export const cardOriginNames: Record<CardOrigin, string> = {
  class: msg('from the class of 1954'),
  recorded: msg('recorded elsewhere'),
  added: msg('added here'),
}

export const phases = ['before', 'after', 'later'] as const
export type Phase = (typeof phases)[number]
export const phaseNames: Record<Phase, string> = {
  before: msg('before'),
  after: msg('after'),
  later: msg('later'),
}

export const roundStages = [
  'draft',
  'before_open',
  'before_closed',
  'after_open',
  'after_closed',
  'later_open',
  'finished',
] as const
export type RoundStage = (typeof roundStages)[number]
export const roundStageNames: Record<RoundStage, string> = {
  draft: msg('draft'),
  before_open: msg('open: before'),
  before_closed: msg('before is closed'),
  after_open: msg('open: after'),
  after_closed: msg('after is closed'),
  later_open: msg('open: later'),
  finished: msg('finished'),
}

/** Where a round may go from each stage. It never goes back: a reopened phase could be subtracted from itself. */
export const nextStages: Record<RoundStage, readonly RoundStage[]> = {
  draft: ['before_open'],
  before_open: ['before_closed'],
  before_closed: ['after_open', 'finished'],
  after_open: ['after_closed'],
  after_closed: ['later_open', 'finished'],
  later_open: ['finished'],
  finished: [],
}

/** The phase that takes answers at a stage. */
export const openPhase = (stage: RoundStage): Phase | null =>
  stage === 'before_open'
    ? 'before'
    : stage === 'after_open'
      ? 'after'
      : stage === 'later_open'
        ? 'later'
        : null

/** The stages at which one is open. */
export const openStages = roundStages.filter((stage) => openPhase(stage) !== null)

/** The phase that a step closes. */
export const closesPhase = (from: RoundStage): Phase | null => openPhase(from)

/**
 * Ballots are given out only while the first phase is open. Somebody who could join later would be the one whose later
 * answers have no earlier ones beside them, and attendance lists say who that was.
 */
export const givesBallots = (stage: RoundStage): boolean => stage === 'before_open'

export const answerKinds = ['agree', 'partly', 'disagree'] as const
export type AnswerKind = (typeof answerKinds)[number]
export const answerNames: Record<AnswerKind, string> = {
  agree: msg('I agree'),
  partly: msg('I partly agree'),
  disagree: msg('I disagree'),
}

export const confidences = [1, 2, 3, 4] as const
export type Confidence = (typeof confidences)[number]
export const confidenceNames: Record<Confidence, string> = {
  1: msg('I am guessing'),
  2: msg('not very sure'),
  3: msg('fairly sure'),
  4: msg('quite sure'),
}
/** From here on somebody counts as sure. */
const sure: Confidence = 3

export type CardAnswer = { answer: AnswerKind; confidence: Confidence }
/** misconception → answer */
export type RoundAnswers = Record<string, CardAnswer>

/**
 * A round is answered whole: each card once and nothing else, so that every card's figures are about the same people.
 */
export function answersFindings(answers: RoundAnswers, cardIds: readonly string[]): Finding[] {
  const missing = cardIds.filter((id) => !answers[id])
  const known = new Set(cardIds)
  const strange = Object.keys(answers).filter((id) => !known.has(id))
  return [
    ...missing.map((id) => finding(`/answers/${id}`, 'required', msg('This card is not answered yet.'))),
    ...strange.map((id) => finding(`/answers/${id}`, 'unknown', msg('This round has no such card.'))),
  ]
}

// ---- figures ----

export type Spread = {
  agree: Share
  partly: Share
  disagree: Share /** agree, and are sure of it */
  sureAndWrong: Share
}
export type CardFigures = {
  misconceptionId: string
  spread: Spread
  /** what the people of this phase had answered before; only with the phases after it */
  earlier: Spread | null
}
export type PhaseFigures = { answered: number; cards: CardFigures[] }

/** token → answers, as a pile holds them */
export type Pile = Record<string, RoundAnswers>

function spreadOf(papers: readonly RoundAnswers[], cardId: string): Spread {
  const count = (is: (answer: CardAnswer) => boolean) =>
    coarse(papers.filter((paper) => is(paper[cardId])).length, papers.length)
  return {
    agree: count(({ answer }) => answer === 'agree'),
    partly: count(({ answer }) => answer === 'partly'),
    disagree: count(({ answer }) => answer === 'disagree'),
    sureAndWrong: count(({ answer, confidence }) => answer === 'agree' && confidence >= sure),
  }
}

/**
 * The figures of a phase, made once when it closes; null below the floor. What may be told, and why no two figures can
 * be subtracted to reveal one person:
 * - there is no figure while a phase is open, and a closed one never opens again, so none is told of five people and
 *   then of six;
 * - every card of a phase is answered by the same people, and no part of them is told (no filter by post or place);
 * - `counted` are those tokens of the pile that are compared with what was told before (base/rosters.ts); `earlier`
 *   repeats their first answers, so that like is held against like;
 * - nothing is told of a card of `repeated`: nearly the same people were asked the same elsewhere;
 * - shares are coarse (base/shares.ts): nobody and a fifth are never told apart, nor all and all but a fifth.
 */
export function phaseFigures(
  pile: Pile,
  cardIds: readonly string[],
  { counted = Object.keys(pile), floor = fewest, first, repeated }: Beside = {},
): PhaseFigures | null {
  if (counted.length < floor) return null
  const papers = counted.map((token) => pile[token])
  const earlier = first && counted.map((token) => first[token])
  const told = cardIds.filter((id) => !repeated?.has(id))
  return {
    answered: counted.length,
    cards: told.map((misconceptionId) => ({
      misconceptionId,
      spread: spreadOf(papers, misconceptionId),
      earlier: earlier ? spreadOf(earlier, misconceptionId) : null,
    })),
  }
}

type Beside = {
  counted?: readonly string[]
  floor?: number
  /** the pile of before; everybody counted answered in it */
  first?: Pile
  repeated?: ReadonlySet<string>
}

/**
 * Percentage points by which more people disagree than before, or fewer: read off the coarse shares, so it tells
 * nothing new. At least so many where one of the two is told as so much or more, or less; null where both are, alike.
 */
export function gainOf({ spread, earlier }: CardFigures): number | null {
  if (!earlier) return null
  const [now, then] = [spread.disagree, earlier.disagree]
  return now.sign === then.sign && now.sign !== 'about' ? null : now.percent - then.percent
}

// ---- cards ----

export type EvidenceEntry = { text: Names; source: Names; clauseId: string | null; stepId: string | null }
export type CardEntry = {
  statement: Names
  reasons: Names
  correction: Names
  instead: Names
  question: Names
  source: Names
  evidence: EvidenceEntry[]
}

/** What speaks against a card. A statement without a correction would only spread the error. */
export function cardFindings(card: CardEntry): Finding[] {
  const parts: [
    keyof CardEntry & ('statement' | 'reasons' | 'correction' | 'instead' | 'question' | 'source'),
    string,
  ][] = [
    ['statement', msg('A card needs its statement.')],
    ['reasons', msg('Say why people believe it: whoever believes it should not feel foolish.')],
    ['correction', msg('A card without a correction would only repeat the error.')],
    ['instead', msg('Say what to do instead.')],
    ['question', msg('A card ends with a question to discuss.')],
    ['source', msg('Say where the statement was recorded.')],
  ]
  const findings = parts
    .filter(([part]) => isEmptyText(card[part]))
    .map(([part, text]) => finding(`/${part}/en`, 'required', text))
  for (const [at, evidence] of card.evidence.entries()) {
    const pointer = `/evidence/${at}`
    if (isEmptyText(evidence.text))
      findings.push(finding(`${pointer}/text/en`, 'required', msg('Evidence without words says nothing.')))
    if (evidence.clauseId && evidence.stepId) {
      findings.push(
        finding(
          `${pointer}/stepId`,
          'double',
          msg('Cite a clause or a case step here, and the other as evidence of its own.'),
        ),
      )
    }
  }
  return findings
}
