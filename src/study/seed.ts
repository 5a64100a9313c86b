// What a class studies: the policy texts clause by clause in both languages, materials, and checks answered by
// trainees.
import type { Sample } from '../access/context.ts'
import type { Day } from '../base/dates.ts'
import type { Names } from '../base/words.ts'
import { drawn, nobody, onDay, statedRoster, takeBallots, trainees } from '../convene/seed-ballots.ts'
import { eachAlone } from '../platform/side-by-side.ts'
import { answerCheck, makeCheck, openCheck, takeCheckBallot } from './checks/actions.ts'
import { closeCheck } from './checks/closing.ts'
import { readCheck } from './checks/queries.ts'
import { makeMaterial } from './materials/actions.ts'
import type { MaterialKind } from './materials/rules.ts'
import { addClauseText, addVersion, changeQuestions, makePolicy } from './policies/actions.ts'
import { readStanding } from './policies/queries.ts'

type Material = {
  kind: MaterialKind
  clause: string | null
  on: Day
  illustrative: boolean
  title: Names
  text: Names
}
type Question = {
  text: Names
  choices: Names[]
  right: number
  known: number
  cites: string[]
  why: Names
  card?: string
}
type Check = {
  code: string
  class: string
  by: string
  title: Names
  written: Day
  opened: Day
  closed: Day | null
  answered: number
  questions: Question[]
}
/** `policies`: on which day each was published */
type Study = { policies: Record<string, Day>; materials: Material[]; checks: Check[] }

type PackClause = { number: string; depth: number; heading?: boolean; text: Names }
type PackQuestion = Omit<Question, 'known' | 'cites' | 'card'> & { clauses: string[] }
type PackPolicy = {
  code: string
  names: Names
  source: Names
  clauses: PackClause[]
  questions?: PackQuestion[]
}

/** How long the open check of a sample stays open. */
const openHours = 90 * 24

/** The policies are published for the whole programme; class materials by the class's trainer. */
const publisher = 'administrator'
const teacher = 'trainer'

export async function seed(sample: Sample): Promise<void> {
  const pack = sample.json<Study>('study.json')
  await eachAlone(sample.words<PackPolicy>('policies'), (policy) =>
    loadPolicy(sample, policy, pack.policies[policy.code]),
  )
  for (const { clause, on, illustrative, ...material } of pack.materials) {
    const entry = {
      ...material,
      classId: null,
      sessionId: null,
      clauseId: clause && sample.id(`clause:${clause}`),
    }
    await makeMaterial(sample.as(teacher, on), entry, illustrative)
  }
  await eachAlone(pack.checks, (check) => loadCheck(sample, check))
}

/** The Chinese text stands first; then each clause gets its English side. */
async function loadPolicy(
  sample: Sample,
  { clauses, questions = [], ...policy }: PackPolicy,
  on: Day,
): Promise<void> {
  const ctx = sample.as(publisher, on)
  const { id } = await makePolicy(ctx, { ...policy, illustrative: true })
  sample.keep(`policy:${policy.code}`, id)
  const entries = clauses.map(({ heading = false, text, ...clause }) => ({
    ...clause,
    heading,
    clauseId: null,
    text: text.zh,
  }))
  await addVersion(ctx, id, { language: 'zh', baseVersion: 0, note: '', clauses: entries })
  await eachAlone(await readStanding(ctx, { id, version: 1 }), (clause, at) => {
    sample.keep(`clause:${policy.code}/${clause.number}`, clause.id)
    return addClauseText(ctx, clause.id, { language: 'en', text: clauses[at].text.en })
  })
  if (questions.length === 0) return
  const ready = questions.map(({ clauses: cited, ...question }) => ({
    ...question,
    clauseIds: cited.map((number) => sample.id(`clause:${policy.code}/${number}`)),
  }))
  await changeQuestions(ctx, id, { questions: ready })
}

async function loadCheck(sample: Sample, check: Check): Promise<void> {
  const classId = sample.id(`class:${check.class}`)
  const questions = check.questions.map(({ known: _, card: __, cites, ...question }) => ({
    ...question,
    clauseIds: cites.map((code) => sample.id(`clause:${code}`)),
  }))
  const entry = { title: check.title, named: false, questions }
  const { id } = await makeCheck(onDay(sample, check.by, check.written), classId, entry, true)
  sample.keep(`check:${check.code}`, id)
  // One that is closed lived through its day in the story; one that is open is open now.
  const opener = check.closed ? onDay(sample, check.by, check.opened) : sample.as(check.by, check.opened)
  const people = (await trainees(sample, classId, check.opened))
    .slice(0, check.answered)
    .map((person) => ({ ...person, now: opener.now }))
  const roster = await statedRoster(sample, classId, people)
  const closesAt = new Date(opener.now.getTime() + (check.closed ? 1 : openHours) * 3_600_000).toISOString()
  await openCheck(opener, id, { closesAt, roster })
  const made = await readCheck(people[0], id)
  for (const [at, question] of made.questions.entries())
    sample.keep(`question:${check.code}/${at + 1}`, question.id)
  const ballots = await takeBallots(people, (person, blinded) => takeCheckBallot(person, id, blinded))
  await eachAlone(ballots, (ballot, who) => {
    const answers = made.questions.map((question, n) => [question.id, chosen(check.questions[n], who, n)])
    return answerCheck(nobody(people[who]), id, { ballot, answers: Object.fromEntries(answers) })
  })
  if (check.closed) await closeCheck(onDay(sample, check.by, check.closed, 2), id)
}

/** The right choice as often as the pack says; who knows one thing knows others a little more often. */
function chosen({ known, right, choices }: Question, who: number, n: number): number {
  const luck = drawn(who, n, newSeed) * 0.8 + drawn(who, newSeed) * 0.2
  if (luck < known) return right
  const others = choices.map((_, at) => at).filter((at) => at !== right)
  return others[Math.floor(drawn(who, n, 7) * others.length)]
}

const newSeed = 1954
