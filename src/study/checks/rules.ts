// What makes a check of understanding and an answer right, and what figures are made of answers. Pure.
import { type Finding, finding, unwrittenFindings } from '../../base/problems.ts'
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
export type Question = QuestionEntry & { id: string }

/** What speaks against these questions. `known` are the clauses that the writer may see. */
export function checkFindings(
  entry: { title: Names; questions: readonly QuestionEntry[] },
  known: ReadonlySet<string>,
): Finding[] {
  const findings = unwrittenFindings('/title', entry.title)
  for (const [at, question] of entry.questions.entries()) {
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

export type CheckFigures = {
  questions: { questionId: string; right: Share }[]
  /** of those who answered, how many answered every question right that cites the clause */
  clauses: { clauseId: string; questions: number; understood: Share }[]
}

/**
 * The figures of a closed check over all its papers, or null for fewer than five. They are made once, when the check
 * closes, and stored; the papers of a check without names are erased in the same transaction. There is no figure while
 * a check is open (two of them could be subtracted) and none about a part of the class (no filter by place or post).
 */
export function checkFigures(
  papers: readonly CheckAnswers[],
  questions: readonly { id: string; right: number; clauseIds: readonly string[] }[],
): CheckFigures | null {
  const n = papers.length
  if (n < fewest) return null
  const isRight = (paper: CheckAnswers, question: { id: string; right: number }) =>
    paper[question.id] === question.right
  const clauseIds = [...new Set(questions.flatMap((question) => question.clauseIds))]
  return {
    questions: questions.map((question) => ({
      questionId: question.id,
      right: coarse(papers.filter((paper) => isRight(paper, question)).length, n),
    })),
    clauses: clauseIds.map((clauseId) => {
      const citing = questions.filter((question) => question.clauseIds.includes(clauseId))
      const understood = papers.filter((paper) => citing.every((question) => isRight(paper, question))).length
      return { clauseId, questions: citing.length, understood: coarse(understood, n) }
    }),
  }
}
