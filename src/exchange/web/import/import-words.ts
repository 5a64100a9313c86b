// Imports in words: what a set of rows would do, or has done.
import { formatNumber, t, tn } from '../../../kit/words.ts'
import { type Counts, type RowState, rowStates } from '../../import/rules.ts'

export const stateTone: Record<RowState, 'plain' | 'good' | 'warn' | 'accent'> = {
  new: 'good',
  changed: 'good',
  same: 'plain',
  ask: 'warn',
  faulty: 'accent',
  'left-out': 'plain',
}

/** What stands beside a number of rows: 'new rows'. */
export const rowsText = (state: RowState, n: number): string =>
  ({
    new: tn('new row', 'new rows', n),
    changed: tn('changed row', 'changed rows', n),
    same: tn('row already there', 'rows already there', n),
    ask: tn('row to be decided', 'rows to be decided', n),
    faulty: tn('faulty row', 'faulty rows', n),
    'left-out': tn('row left out', 'rows left out', n),
  })[state]

/** '12 new rows, 3 rows already there' */
export function countsInWords(counts: Counts): string {
  return rowStates
    .filter((state) => counts[state] > 0)
    .map((state) => `${formatNumber(counts[state])} ${rowsText(state, counts[state])}`)
    .join(t(', '))
}
