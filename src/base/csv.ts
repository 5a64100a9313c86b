// Sheets as CSV files, safe to be opened by a spreadsheet.

// A spreadsheet takes for a formula what begins with one of these signs, as wide as a letter or as wide as a Chinese
// one, also behind blanks and line ends that it does not show.
const formula = /^[\s\p{DI}]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u

/** A cell of a CSV file. What a spreadsheet would take for a formula is disarmed by an apostrophe. */
export function csvCell(value: string | number | null): string {
  if (value === null) return ''
  const text = typeof value === 'number' ? String(value) : formula.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** The text of a cell that was disarmed, as it was. */
export const armed = (cell: string): string =>
  cell.startsWith("'") && formula.test(cell.slice(1)) ? cell.slice(1) : cell

/** One row with its line end. */
export const csvRow = (row: readonly (string | number | null)[]): string =>
  `${row.map(csvCell).join(',')}\r\n`

/** Before UTF-8, so that a spreadsheet reads the Chinese. */
export const byteOrderMark = '\ufeff'

export const csvOf = (rows: readonly (string | number | null)[][]): string =>
  `${byteOrderMark}${rows.map(csvRow).join('')}`
