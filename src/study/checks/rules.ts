// What makes a check of understanding and an answer right, and what figures are made of answers. Pure.
import { type Finding, finding, unwrittenFindings } from '../../base/problems.ts'
import { partsBeside } from '../../base/rosters.ts'
import { coarse, fewest, type Share } from '../../base/shares.ts'
import { msg, type Names } from '../../base/words.ts'

export const checkStates = ['draft', 'open', 'closed'] as const
export type CheckState = (typeof checkStates)[number]
export const checkStateNames: Record<CheckState, string> = {
  draft: msg('draft'),
  open: msg('being answered'),
  closed: msg('closed'),
}

// ---- a check of understanding ----

export type QuestionEntry = {
  id?: string
  text: Names
  choices: Names[]
  right: number
  why: Names
  clauseIds: string[]
}

export const mostQuestions = 60
export const mostChoices = 8

/** What speaks against a check. `known` are the clauses that the writer may see. */
export const checkFindings = (
  entry: { title: Names; questions: readonly QuestionEntry[] },
  known: ReadonlySet<string>,
): Finding[] => [...unwrittenFindings('/title', entry.title), ...questionFindings(entry.questions, known)]

/** What speaks against these questions. `known` are the clauses that they may cite. */
export function questionFindings(questions: readonly QuestionEntry[], known: ReadonlySet<string>): Finding[] {
  const findings: Finding[] = []
  for (const [at, question] of questions.entries()) {
    const pointer = `/questions/${at}`
    findings.push(...unwrittenFindings(`${pointer}/text`, question.text))
    for (const [n, choice] of question.choices.entries())
      findings.push(...unwrittenFindings(`${pointer}/choices/${n}`, choice))
    if (question.right >= question.choices.length) {
      findings.push(finding(`${pointer}/right`, 'range', msg('Please mark which choice is right.')))
    }
    if (question.clauseIds.length === 0) {
      findings.push(
        finding(`${pointer}/clauseIds`, 'required', msg('A question cites the clause that answers it.')),
      )
    }
    for (const [n, clauseId] of question.clauseIds.entries()) {
      if (!known.has(clauseId)) {
        findings.push(finding(`${pointer}/clauseIds/${n}`, 'unknown', msg('There is no such clause.')))
      }
    }
  }
  return findings
}

/** question → the chosen choice, counted from 0 */
export type CheckAnswers = Record<string, number>

/** A paper is handed in whole: each question once, and nothing else. */
export function answerFindings(
  answers: CheckAnswers,
  questions: readonly { id: string; choices: readonly unknown[] }[],
): Finding[] {
  const findings: Finding[] = []
  for (const { id, choices } of questions) {
    if (answers[id] === undefined)
      findings.push(finding(`/answers/${id}`, 'required', msg('This question is not answered yet.')))
    else if (answers[id] >= choices.length)
      findings.push(finding(`/answers/${id}`, 'enum', msg('This is not one of the choices.')))
  }
  const known = new Set(questions.map(({ id }) => id))
  for (const id of Object.keys(answers)) {
    if (!known.has(id))
      findings.push(finding(`/answers/${id}`, 'unknown', msg('This check has no such question.')))
  }
  return findings
}

/** Those of one place or one post, in a check that was declared named. */
export type PartOf = { by: 'place' | 'post'; id: string }
/** What whoever may see figures reads, also who sees no names. */
export type CheckFigures = {
  questions: { questionId: string; right: Share }[]
  /** of those who answered, how many answered every question right that cites the clause */
  clauses: { clauseId: string; questions: number; understood: Share }[]
  /** questions of which nothing is told, since nearly the same people were asked the same before */
  repeated?: string[]
  parts?: (PartOf & { answered: number; clauses: { clauseId: string; understood: Share }[] })[]
  /** of a check that was declared named, for who sees each answer with its name: how many exactly */
  exact?: ExactFigures
}
type ClauseCount = { clauseId: string; questions: number; count: number }
export type ExactFigures = {
  questions: { questionId: string; count: number }[]
  clauses: ClauseCount[]
  parts: (PartOf & { answered: number; clauses: ClauseCount[] })[]
}

type Asked = { id: string; right: number; clauseIds: readonly string[] }

const isRight = (paper: CheckAnswers, question: Asked) => paper[question.id] === question.right

const nothing: ReadonlySet<string> = new Set()

/** Of these papers, how many understood each clause: answered every question right that cites it. */
function clauseCounts(
  papers: readonly CheckAnswers[],
  questions: readonly Asked[],
  silent = nothing,
): ClauseCount[] {
  const clauseIds = [...new Set(questions.flatMap((question) => question.clauseIds))]
  return clauseIds.flatMap((clauseId) => {
    const citing = questions.filter((question) => question.clauseIds.includes(clauseId))
    if (citing.some(({ id }) => silent.has(id))) return []
    const count = papers.filter((paper) => citing.every((question) => isRight(paper, question))).length
    return [{ clauseId, questions: citing.length, count }]
  })
}

const rightCount = (papers: readonly CheckAnswers[], question: Asked): number =>
  papers.filter((paper) => isRight(paper, question)).length

/**
 * The figures of a closed check over all its papers, or null below its floor. They are made once, when the check
 * closes, and stored; the papers of a check without names are erased in the same transaction. There is no figure while
 * a check is open (two of them could be subtracted), none about a part of the class, and none that rests on a question
 * of `repeated`.
 */
export function checkFigures(
  papers: readonly CheckAnswers[],
  questions: readonly Asked[],
  { floor = fewest, repeated = nothing }: { floor?: number; repeated?: ReadonlySet<string> } = {},
): CheckFigures | null {
  if (papers.length < floor) return null
  return {
    questions: questions.flatMap((question) =>
      repeated.has(question.id)
        ? []
        : [{ questionId: question.id, right: coarse(rightCount(papers, question), papers.length) }],
    ),
    clauses: clauseCounts(papers, questions, repeated).map(({ count, ...clause }) => ({
      ...clause,
      understood: coarse(count, papers.length),
    })),
    ...(repeated.size > 0 ? { repeated: [...repeated] } : {}),
  }
}

/** A paper with its name, in a check that was declared named. */
export type NamedPaper = { personId: string; placeId: string; postId: string; answers: CheckAnswers }
export type NamedPart = PartOf & { people: string[]; papers: CheckAnswers[] }

/** The places and posts of a named check that may stand beside the whole and each other. */
export function namedParts(papers: readonly NamedPaper[]): NamedPart[] {
  const setOf = (by: PartOf['by'], of: (paper: NamedPaper) => string): NamedPart[] =>
    [...Map.groupBy(papers, of)].map(([id, own]) => ({
      by,
      id,
      people: own.map(({ personId }) => personId),
      papers: own.map(({ answers }) => answers),
    }))
  const whole = papers.map(({ personId }) => personId)
  return partsBeside(whole, [setOf('place', ({ placeId }) => placeId), setOf('post', ({ postId }) => postId)])
}

/** What is told of a part to who sees no names; nothing where all of it rests on questions of `repeated`. */
export function partFigures(
  { by, id, papers }: NamedPart,
  questions: readonly Asked[],
  repeated: ReadonlySet<string>,
): NonNullable<CheckFigures['parts']> {
  const clauses = clauseCounts(papers, questions, repeated).map(({ clauseId, count }) => ({
    clauseId,
    understood: coarse(count, papers.length),
  }))
  return clauses.length > 0 ? [{ by, id, answered: papers.length, clauses }] : []
}

export const exactFigures = (
  papers: readonly CheckAnswers[],
  questions: readonly Asked[],
  parts: readonly NamedPart[],
): ExactFigures => ({
  questions: questions.map((question) => ({ questionId: question.id, count: rightCount(papers, question) })),
  clauses: clauseCounts(papers, questions),
  parts: parts.map((part) => ({
    by: part.by,
    id: part.id,
    answered: part.papers.length,
    clauses: clauseCounts(part.papers, questions),
  })),
})
