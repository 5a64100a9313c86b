// What the bulk actions of the registry have in common: how a row that came in from elsewhere is judged. Pure.
import { type Finding, finding, Problem } from '../../base/problems.ts'
import { msg, type Names } from '../../base/words.ts'

/** Somebody or something that a row may mean. */
export type Candidate = { id: string; code: string; names: Names; note: Names | null }

/**
 * What a row would do. `ask`: only a person can say; `candidates` are those that it may be, and none where the question
 * is whether it is meant at all. `id` is the record that it is or will be.
 */
export type Judged = {
  state: 'new' | 'same' | 'changed' | 'ask' | 'faulty'
  id: string
  findings: Finding[]
  candidates: Candidate[]
}

/** The answer to `ask`: 'new', 'meant', or the id of the candidate. */
export type Decision = string | null

export const faulty = (findings: Finding[]): Judged => ({ state: 'faulty', id: '', findings, candidates: [] })

export const ask = (found: Finding, candidates: Candidate[] = []): Judged => ({
  state: 'ask',
  id: '',
  findings: [found],
  // Whoever reads the row learns of a candidate what the choice needs, and no more.
  candidates: candidates.map(({ id, code, names, note }) => ({ id, code, names, note })),
})

export const notYours = (pointer: string): Finding =>
  finding(pointer, 'not-yours', msg('You are not responsible for this place.'))
export const codeTaken = (): Finding => finding('/code', 'taken', msg('This code is taken.'))

/** Refuses with what is wrong with each row ('/rows/3/code'), at most the first 50; a question left open is wrong too. */
export function refuseRows(judged: readonly Judged[]): void {
  const errors = judged.flatMap((one, at) =>
    one.state === 'faulty' || one.state === 'ask'
      ? one.findings.map((found) => ({ ...found, pointer: `/rows/${at}${found.pointer}` }))
      : [],
  )
  if (errors.length > 0) throw new Problem('invalid', { errors: errors.slice(0, 50) })
}

/** The rows of which each value stands twice, by value; rows without the value are left out. */
export function twice<T>(rows: readonly T[], keyOf: (row: T) => string | null): Map<string, number[]> {
  const found = new Map<string, number[]>()
  for (const [at, row] of rows.entries()) {
    const key = keyOf(row)
    if (key !== null) found.set(key, [...(found.get(key) ?? []), at])
  }
  for (const [key, rows] of found) if (rows.length < 2) found.delete(key)
  return found
}

/** Two rows can't be the same record: the later one is wrong. */
export function onceEach(judged: Judged[], pointer: string): Judged[] {
  const seen = new Set<string>()
  return judged.map((one) => {
    if (one.state !== 'same' && one.state !== 'changed') return one
    if (seen.has(one.id))
      return faulty([finding(pointer, 'twice', msg('An earlier row of the file is this same record.'))])
    seen.add(one.id)
    return one
  })
}
