// Text out of a file whose encoding nobody names, and rows out of text whose delimiter nobody names. Runs in a worker.
import { parse } from 'csv-parse/sync'
import { finding, Problem } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import { type FileRead, mostColumns, mostRows } from './rules.ts'

export const refuseFile = (code: string, text: string, params?: Record<string, string | number>): Problem =>
  new Problem('invalid', { errors: [finding('', code, text, params)] })

const decode = (bytes: Uint8Array, encoding: string): string | null => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** UTF-16 without a mark: every second byte of Latin letters, digits and delimiters is zero. */
function looksLikeUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const sample = bytes.subarray(0, 4000)
  const zeros = [0, 0]
  for (const [at, byte] of sample.entries()) if (byte === 0) zeros[at % 2]++
  const half = sample.length / 2
  if (bytes.length % 2 !== 0 || half < 2) return null
  if (zeros[1] > half * 0.05 && zeros[0] === 0) return 'utf-16le'
  if (zeros[0] > half * 0.05 && zeros[1] === 0) return 'utf-16be'
  return null
}

export function readText(bytes: Uint8Array): { text: string; encoding: string } {
  const mark = [...bytes.subarray(0, 3)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  const marked = mark.startsWith('fffe')
    ? 'utf-16le'
    : mark.startsWith('feff')
      ? 'utf-16be'
      : mark === 'efbbbf'
        ? 'utf-8'
        : looksLikeUtf16(bytes)
  for (const encoding of marked ? [marked] : ['utf-8', 'gb18030']) {
    const text = decode(bytes, encoding)
    if (text !== null && isText(text)) return { text, encoding: names[encoding] }
  }
  throw refuseFile(
    'encoding',
    msg(
      'The characters of this file cannot be read. Save it again as “CSV UTF-8” or as an Excel workbook (.xlsx).',
    ),
  )
}

const names: Record<string, string> = {
  'utf-8': 'UTF-8',
  gb18030: 'GB18030',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
}

/** No control signs but tabs and line ends, and hardly any sign for private use, which wrong decoding leaves behind. */
function isText(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  if (/[\u0000-\u0008\u000b\u000e-\u001f\ufffd]/.test(text)) return false
  return (text.match(/[\ue000-\uf8ff]/g)?.length ?? 0) <= text.length / 100
}

const delimiters = [',', ';', '\t', '，'] as const

/** The delimiter that cuts the first lines into the most cells; signs within quotes don't count. */
function delimiterOf(text: string): string {
  const lines = text
    .slice(0, 20_000)
    .replace(/"(?:[^"]|"")*"/g, '')
    .split(/\r\n|\n|\r/)
    .slice(0, 30)
  const most = (delimiter: string) => Math.max(...lines.map((line) => line.split(delimiter).length))
  return [...delimiters].sort((a, b) => most(b) - most(a))[0]
}

export function readCsv(bytes: Uint8Array): FileRead {
  const { text, encoding } = readText(bytes)
  if (/^\s*<(!doctype|html|table|\?xml)/i.test(text))
    throw refuseFile(
      'web-page',
      msg(
        'This is a web page or XML under another name. Open it in a spreadsheet program and save it as .xlsx.',
      ),
    )
  if (!text.trim()) throw refuseFile('empty', msg('The file is empty.'))
  // Excel's own line that names the delimiter; it stays a row, so that row numbers are those of the file.
  const said = /^sep=(.)\r?\n/.exec(text)
  const delimiter = said?.[1] ?? delimiterOf(text)
  const rows = parseRows(text, delimiter)
  if (said) rows[0] = []
  return { sheets: [{ name: '', rows }], encoding, delimiter }
}

function parseRows(text: string, delimiter: string): string[][] {
  try {
    const rows: string[][] = parse(text, {
      delimiter,
      relax_column_count: true,
      skip_empty_lines: false,
      max_record_size: 1_000_000,
      to: mostRows + 100,
    })
    refuseExtent(rows.length, Math.max(0, ...rows.slice(0, 1000).map((row) => row.length)))
    return rows
  } catch (error) {
    if (error instanceof Problem) throw error
    const { code, lines, records } = error as { code?: string; lines?: number; records?: number }
    const row = (records ?? 0) + 1
    if (code === 'CSV_QUOTE_NOT_CLOSED')
      throw refuseFile(
        'quote',
        msg('A quotation mark that is opened in row {row} is never closed. Close it or take it away.'),
        { row },
      )
    throw refuseFile('csv', msg('Row {row} cannot be read as comma-separated text.'), { row: lines ?? row })
  }
}

export function refuseExtent(rows: number, columns: number): void {
  if (rows > mostRows)
    throw refuseFile('rows', msg('More than {n} rows cannot be taken at once. Divide the file.'), {
      n: mostRows,
    })
  if (columns > mostColumns)
    throw refuseFile(
      'columns',
      msg('The sheet has {n} columns; at most {most} are read. Keep only those that are wanted.'),
      { n: columns, most: mostColumns },
    )
}
