// Sheets as CSV files, safe to be opened by a spreadsheet.

/** A cell of a CSV file. What a spreadsheet would take for a formula is disarmed by an apostrophe. */
export function csvCell(value: string | number | null): string {
  if (value === null) return ''
  const text = typeof value === 'number' ? String(value) : /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** One row with its line end. */
export const csvRow = (row: readonly (string | number | null)[]): string =>
  `${row.map(csvCell).join(',')}\r\n`

/** Before UTF-8, so that a spreadsheet reads the Chinese. */
export const byteOrderMark = '\ufeff'

export const csvOf = (rows: readonly (string | number | null)[][]): string =>
  `${byteOrderMark}${rows.map(csvRow).join('')}`
