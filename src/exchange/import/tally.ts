// How many rows of a preview are alike in what its page tells of all of them: it is shown after every change, and going
// through a hundred thousand rows each time would take long.
import { eachInSlices } from '../../platform/slices.ts'
import type { Verdict } from './evaluate.ts'
import { type Choice, choicesAtOnce, noChoices, type Question, questionOf } from './rules.ts'

/** Of `candidates` two stand for several. */
type Alike = Question & { sheet: number; hasReading: boolean; isDecided: boolean; n: number }
export type Tally = Alike[]

type Judged = { sheet: number; decision: string | null } & Pick<
  Verdict,
  'state' | 'marks' | 'candidates' | 'hasReading'
>

export async function tallyOf(rows: readonly Judged[]): Promise<Tally> {
  const tally = new Map<string, Alike>()
  await eachInSlices(rows, (row) => {
    const question = questionOf(row)
    const candidates = Math.min(question.candidates, 2)
    const { sheet, hasReading, decision } = row
    const alike = { ...question, candidates, sheet, hasReading, isDecided: decision !== null, n: 0 }
    const key = JSON.stringify(alike)
    const known = tally.get(key) ?? alike
    known.n += 1
    tally.set(key, known)
  })
  return [...tally.values()]
}

/** How many of the rows that wait each choice would decide if it were made for all of them at once. */
export function choicesIn(tally: Tally): Record<Choice, number> {
  const counts = noChoices()
  for (const alike of tally) for (const choice of choicesAtOnce(alike)) counts[choice] += alike.n
  return counts
}

/** How many of the new entries get the reading of a Chinese name as their Latin one. */
export const readingsIn = (tally: Tally): number =>
  tally.reduce((sum, { hasReading, n }) => sum + (hasReading ? n : 0), 0)

/** Of how many rows somebody has said what they are. */
export const decidedIn = (tally: Tally): number =>
  tally.reduce((sum, { isDecided, n }) => sum + (isDecided ? n : 0), 0)

export type Placed = { sheet: number; state: Question['state'] }

/** The sheets of which not all rows are left out. */
export const takenSheets = (rows: readonly Placed[]): Set<number> => {
  const taken = new Set<number>()
  for (const { state, sheet } of rows) if (state !== 'left-out') taken.add(sheet)
  return taken
}
