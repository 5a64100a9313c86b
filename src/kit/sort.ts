// Orders rows of a table by what their cells mean, not by how they look. Pure.

export type SortValue = string | number | boolean | null | undefined
export type Order = { key: string; down: boolean }

/** Rows in order; what is missing stands last both ways; equal rows keep their places. */
export function sortRows<Row>(
  rows: Row[],
  value: (row: Row) => SortValue,
  down: boolean,
  language: string,
): Row[] {
  const words = new Intl.Collator(language, { numeric: true })
  const compare = (a: SortValue, b: SortValue): number => {
    if (typeof a === 'string' && typeof b === 'string') return words.compare(a, b)
    return Number(a) - Number(b)
  }
  return rows
    .map((row, at) => ({ row, at, value: value(row) ?? null }))
    .sort((a, b) => {
      if (a.value === null || b.value === null)
        return a.value === b.value ? a.at - b.at : a.value === null ? 1 : -1
      return (down ? -1 : 1) * compare(a.value, b.value) || a.at - b.at
    })
    .map(({ row }) => row)
}

/** What a click on a column's head leads to: up, down, then the order the rows came in. */
export function nextOrder(order: Order | null, key: string, startsDown: boolean): Order | null {
  if (order?.key !== key) return { key, down: startsDown }
  return order.down === startsDown ? { key, down: !startsDown } : null
}
