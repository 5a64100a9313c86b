// Imports in words: what a set of rows would do, or has done.
import { formatNumber, t } from '../../kit/words.ts'
import { type Counts, type RowState, rowStateNames, rowStates } from '../import/rules.ts'

export const stateTone: Record<RowState, 'plain' | 'good' | 'warn' | 'accent'> = {
  new: 'good',
  changed: 'good',
  same: 'plain',
  ask: 'warn',
  faulty: 'accent',
  'left-out': 'plain',
}

/** '12 new, 3 already there' */
export function countsInWords(counts: Counts): string {
  return rowStates
    .filter((state) => counts[state] > 0)
    .map((state) => t('{n} {state}', { n: formatNumber(counts[state]), state: t(rowStateNames[state]) }))
    .join(t(', '))
}
