// The library of misconception cards, and the examinations of a class: one closed before and after, one open.
import type { Sample } from '../access/context.ts'
import type { Day } from '../base/dates.ts'
import type { Names } from '../base/words.ts'
import { drawn, nobody, takeBallots, trainees } from '../convene/seed-ballots.ts'
import { makeCard, nameMisconception } from './cards/actions.ts'
import { answerRound, makeRound, moveRound, takeRoundBallot } from './rounds/actions.ts'
import { readRound } from './rounds/queries.ts'
import type { CardAnswer, CardOrigin, Confidence, Phase } from './rules.ts'

/** `clause`: 'policy/number' of a clause of the pack; `step`: of one of the sample's cases */
type PackEvidence = { text: Names; source: Names; clause?: string; step?: string; illustrative?: boolean }
type PackCard = Omit<Parameters<typeof makeCard>[1], 'evidence'> & {
  origin?: CardOrigin
  evidence: PackEvidence[]
}
type Sitting = { opened: Day; closed: Day | null; answered: number }
type Round = {
  code: string
  class: string
  by: string
  title: Names
  made: Day
  cards: string[]
  /** by card: how many hold the statement */
  held: Partial<Record<Phase, number[]>>
  before: Sitting
  after?: Sitting
}
type Examine = { rounds: Round[] }
type Checks = { checks: { code: string; questions: { card?: string }[] }[] }

const teacher = 'trainer'

export async function seed(sample: Sample): Promise<void> {
  const pack = sample.json<Examine>('examine.json')
  for (const [position, card] of sample.words<PackCard>('cards').entries())
    await loadCard(sample, card, position)
  for (const { code, questions } of sample.json<Checks>('study.json').checks) {
    for (const [at, { card }] of questions.entries()) {
      if (card)
        await nameMisconception(
          sample.as(teacher),
          sample.id(`question:${code}/${at + 1}`),
          sample.id(`card:${card}`),
        )
    }
  }
  for (const round of pack.rounds) await loadRound(sample, round)
}

async function loadCard(
  sample: Sample,
  { origin, evidence, ...card }: PackCard,
  position: number,
): Promise<void> {
  const cited = evidence.map(({ text, source, clause, step }) => ({
    text,
    source,
    clauseId: clause ? sample.id(`clause:${clause}`) : null,
    stepId: step ? sample.id(`step:${step}`) : null,
  }))
  const marks = {
    origin,
    position,
    illustrativeEvidence: evidence.map(({ illustrative }) => illustrative ?? false),
  }
  const { id } = await makeCard(sample.as(teacher, '1954-02-12'), { ...card, evidence: cited }, marks)
  sample.keep(`card:${card.code}`, id)
}

async function loadRound(sample: Sample, round: Round): Promise<void> {
  const classId = sample.id(`class:${round.class}`)
  const cardIds = round.cards.map((code) => sample.id(`card:${code}`))
  const { id } = await makeRound(
    sample.as(round.by, round.made),
    classId,
    { title: round.title, cardIds },
    true,
  )
  sample.keep(`round:${round.code}`, id)
  await moveRound(sample.as(round.by, round.before.opened), id, 'before_open')
  const people = (await trainees(sample, classId, round.before.opened)).slice(0, round.before.answered)
  const { publicKey } = await readRound(people[0], id)
  const ballots = await takeBallots(publicKey ?? '', people, (person, blinded) =>
    takeRoundBallot(person, id, blinded),
  )
  const sit = async (phase: Phase, answered: number) => {
    for (const [who, ballot] of ballots.slice(0, answered).entries()) {
      const answers = cardIds.map((cardId, n) => [
        cardId,
        answerOf(round.held[phase]?.[n] ?? 0, who, n, phase),
      ])
      await answerRound(nobody(people[who]), id, { ballot, phase, answers: Object.fromEntries(answers) })
    }
  }
  await sit('before', round.before.answered)
  if (round.before.closed) await moveRound(sample.as(round.by, round.before.closed), id, 'before_closed')
  if (!round.after) return
  await moveRound(sample.as(round.by, round.after.opened), id, 'after_open')
  await sit('after', round.after.answered)
  if (round.after.closed) await moveRound(sample.as(round.by, round.after.closed), id, 'after_closed')
}

/** Who held a statement more firmly before lets go of it later: the same draw decides in both phases. */
function answerOf(held: number, who: number, card: number, phase: Phase): CardAnswer {
  const firm = drawn(who, card, 1954)
  const answer = firm < held ? 'agree' : firm < held + (1 - held) * 0.3 ? 'partly' : 'disagree'
  const sure =
    drawn(who, card, phase === 'before' ? 3 : 5) +
    (phase === 'before' ? 0 : answer === 'disagree' ? 0.35 : -0.2)
  return { answer, confidence: Math.min(4, Math.max(1, Math.ceil(sure * 4))) as Confidence }
}
