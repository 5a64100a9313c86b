// The library of misconception cards, and the examinations of a class: one closed before and after, one open.
import type { Sample } from '../access/context.ts'
import type { Day } from '../base/dates.ts'
import type { Names } from '../base/words.ts'
import { drawn, nobody, onDay, statedRoster, takeBallots, trainees } from '../convene/seed-ballots.ts'
import { eachAlone } from '../platform/side-by-side.ts'
import { makeCard, nameMisconception } from './cards/actions.ts'
import { answerRound, makeRound, moveRound, takeRoundBallot } from './rounds/actions.ts'
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
/** How long an open phase of a sample stays open. */
const openHours = 90 * 24

export async function seed(sample: Sample): Promise<void> {
  const pack = sample.json<Examine>('examine.json')
  await eachAlone(sample.words<PackCard>('cards'), (card, position) => loadCard(sample, card, position))
  for (const { code, questions } of sample.json<Checks>('study.json').checks) {
    await eachAlone(questions, async ({ card }, at) => {
      if (card)
        await nameMisconception(
          sample.as(teacher),
          sample.id(`question:${code}/${at + 1}`),
          sample.id(`card:${card}`),
        )
    })
  }
  await eachAlone(pack.rounds, (round) => loadRound(sample, round))
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
    onDay(sample, round.by, round.made),
    classId,
    { title: round.title, cardIds },
    true,
  )
  sample.keep(`round:${round.code}`, id)
  // A phase that is closed lived through its day in the story; one that is open is open now.
  const openerOf = ({ opened, closed }: Sitting) =>
    closed ? onDay(sample, round.by, opened) : sample.as(round.by, opened)
  const until = ({ closed }: Sitting, now: Date) =>
    new Date(now.getTime() + (closed ? 1 : openHours) * 3_600_000).toISOString()
  const { before, after } = round
  const opener = openerOf(before)
  const people = (await trainees(sample, classId, before.opened))
    .slice(0, before.answered)
    .map((person) => ({ ...person, now: opener.now }))
  const roster = await statedRoster(sample, classId, people)
  await moveRound(opener, id, 'before_open', { closesAt: until(before, opener.now), roster })
  const ballots = await takeBallots(people, (person, blinded) => takeRoundBallot(person, id, blinded))
  const sit = (phase: Phase, answered: number, now: Date) =>
    eachAlone(ballots.slice(0, answered), (ballot, who) => {
      const answers = cardIds.map((cardId, n) => [
        cardId,
        answerOf(round.held[phase]?.[n] ?? 0, who, n, phase),
      ])
      const sender = { ...nobody(people[who]), now }
      return answerRound(sender, id, { ballot, phase, answers: Object.fromEntries(answers) })
    })
  await sit('before', before.answered, opener.now)
  if (before.closed) await moveRound(onDay(sample, round.by, before.closed, 2), id, 'before_closed')
  if (!after) return
  const again = openerOf(after)
  await moveRound(again, id, 'after_open', { closesAt: until(after, again.now) })
  await sit('after', after.answered, again.now)
  // Closed now, so that its answers wait for later ones from now on.
  if (after.closed) await moveRound(sample.as(round.by, after.closed), id, 'after_closed')
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
