// The pure rules of study: what a policy, a check and its figures are. The same on the phone and on the server.
import { type Finding, finding, unwrittenFindings } from '../base/problems.ts'
import { coarse, fewest, type Share } from '../base/shares.ts'
import { msg, type Names } from '../base/words.ts'

export const checkStates = ['draft', 'open', 'closed'] as const
export type CheckState = (typeof checkStates)[number]
export const checkStateNames: Record<CheckState, string> = {
  draft: msg('draft'),
  open: msg('being answered'),
  closed: msg('closed'),
}

export const materialKinds = ['reading', 'figures', 'form', 'picture'] as const
export type MaterialKind = (typeof materialKinds)[number]
export const materialKindNames: Record<MaterialKind, string> = {
  reading: msg('reading'),
  figures: msg('figures'),
  form: msg('form'),
  picture: msg('picture'),
}

export const textLanguages = ['zh', 'en'] as const
export type TextLanguage = (typeof textLanguages)[number]

const shorten = (text: string, most: number) => {
  const line = text.split('\n')[0].trim()
  if (line.length <= most) return line
  const isInWord = /^[a-z]{2}$/i.test(line.slice(most - 2, most))
  const start = line.slice(0, most - 1)
  return `${(isInWord ? start.replace(/\s\S*$/, '') : start).trimEnd()}…`
}

/** A clause in one line: its number and how its text begins. */
export function clauseTitle(number: string, text: Names): Names {
  const zh = shorten(text.zh || text.en, text.zh ? 36 : 80)
  const en = shorten(text.en || text.zh, text.en ? 80 : 36)
  return { zh: `${number} ${zh}`, en: `${number} ${en}` }
}

// ---- a version of a policy ----

export const mostClauses = 1000
export const longestClause = 8000
export type ClauseEntry = {
  clauseId: string | null
  number: string
  depth: number
  heading: boolean
  text: string
}

/** What speaks against saving these clauses. `known` are the ids of the policy's clauses so far. */
export function versionFindings(clauses: readonly ClauseEntry[], known: ReadonlySet<string>): Finding[] {
  if (clauses.length === 0) return [finding('/clauses', 'empty', msg('There is no clause to save.'))]
  const findings: Finding[] = []
  const numbers = new Map<string, number>()
  const ids = new Set<string>()
  for (const [at, clause] of clauses.entries()) {
    const number = clause.number.trim()
    const pointer = `/clauses/${at}`
    if (!number)
      findings.push(finding(`${pointer}/number`, 'required', msg('A clause needs a number, to be cited by.')))
    else if (numbers.has(number)) {
      findings.push(
        finding(`${pointer}/number`, 'double', msg('Number {number} is there twice.'), { number }),
      )
    }
    numbers.set(number, at)
    if (!clause.text.trim())
      findings.push(finding(`${pointer}/text`, 'required', msg('A clause without text cannot be saved.')))
    if (clause.clauseId === null) continue
    if (!known.has(clause.clauseId)) {
      findings.push(finding(`${pointer}/clauseId`, 'unknown', msg('This policy has no such clause.')))
    } else if (ids.has(clause.clauseId)) {
      findings.push(
        finding(`${pointer}/clauseId`, 'double', msg('Two clauses cannot continue the same one.')),
      )
    }
    ids.add(clause.clauseId)
  }
  return findings
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
