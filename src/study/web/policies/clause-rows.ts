// The clauses of an imported text while it is checked: what each continues, and what joining and leaving out make of
// them. Pure.

export type Row = {
  key: number
  change: 'same' | 'changed' | 'added' | 'removed'
  clauseId: string | null
  before: { number: string; text: string } | null
  after: { number: string; depth: number; heading: boolean; text: string } | null
}

/** What neither stands in the new text nor stood before is no clause any more. */
const isClause = (row: Row): boolean => row.after !== null || row.clauseId !== null

/** The text of a clause goes to the end of the one above that the new text has. */
export function joinedUp(rows: readonly Row[], key: number): Row[] {
  const at = rows.findIndex((row) => row.key === key)
  const up = rows.slice(0, at).findLastIndex((row) => row.after !== null)
  const [target, joined] = [rows[up], rows[at]]
  if (!target?.after || !joined?.after) return [...rows]
  const after = { ...target.after, text: `${target.after.text}\n${joined.after.text}` }
  return rows
    .map((row, n): Row => {
      if (n === up) return { ...row, after, change: row.change === 'same' ? 'changed' : row.change }
      if (n === at) return { ...row, after: null, change: row.clauseId ? 'removed' : row.change }
      return row
    })
    .filter(isClause)
}

/** The new text does not have the clause. */
export const leftOut = (rows: readonly Row[], key: number): Row[] =>
  rows
    .map((row): Row => (row.key === key ? { ...row, after: null, change: 'removed' } : row))
    .filter(isClause)
