// What makes a version of a policy's text right. Pure.
import { type Finding, finding } from '../../base/problems.ts'
import { msg, type Names } from '../../base/words.ts'

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
