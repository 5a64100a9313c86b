// Text out of a file whose encoding nobody names, and rows out of text whose delimiter nobody names. Runs in a worker.
import { parse } from 'csv-parse/sync'
import { armed } from '../../base/csv.ts'
import { Problem } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import { askEncoding, decode, encodingNames, isChinese } from './encoding.ts'
import { refuseExtent, refuseFile } from './refusing.ts'
import { type Encoding, type FileRead, mostRows } from './rules.ts'

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

/** `said`: the encoding that somebody named. */
function readText(bytes: Uint8Array, said?: Encoding): { text: string; encoding: string } {
  const mark = [...bytes.subarray(0, 3)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  const shown = mark.startsWith('fffe')
    ? 'utf-16le'
    : mark.startsWith('feff')
      ? 'utf-16be'
      : mark === 'efbbbf'
        ? 'utf-8'
        : looksLikeUtf16(bytes)
  for (const encoding of said ? [said] : shown ? [shown] : ['utf-8', 'gb18030']) {
    const text = decode(bytes, encoding)
    const isPlain = text !== null && (said || encoding !== 'gb18030' || isChinese(bytes, text))
    if (isPlain) return { text, encoding: encodingNames[encoding] }
  }
  throw askEncoding(bytes)
}

const delimiters = [',', ';', '\t', '，', '|'] as const

/** The delimiter that cuts the most lines into one and the same number of cells; signs within quotes don't count. */
function delimiterOf(text: string): string {
  const lines = text
    .slice(0, 50_000)
    .replace(/"(?:[^"]|"")*"/g, '')
    .split(lineEnd)
    .slice(0, 200)
  const scores = delimiters.map((delimiter) => {
    const counts = new Map<number, number>()
    for (const line of lines) {
      const cells = line.split(delimiter).length
      if (cells > 1) counts.set(cells, (counts.get(cells) ?? 0) + 1)
    }
    const [[cells, count]] = [...counts, [0, 0] as const].sort((a, b) => b[1] - a[1] || b[0] - a[0])
    return { delimiter, cells, count }
  })
  return scores.sort((a, b) => b.count - a.count || b.cells - a.cells)[0].delimiter
}

const lineEnd = /\r\n|\n|\r/

export function readCsv(bytes: Uint8Array, said?: Encoding): FileRead {
  const { text, encoding } = readText(bytes, said)
  if (/^\s*<(!doctype|html|table|\?xml)/i.test(text))
    throw refuseFile(
      'web-page',
      msg(
        'This is a web page or XML under another name. Open it in a spreadsheet program and save it as .xlsx.',
      ),
    )
  if (!text.trim()) throw refuseFile('empty', msg('The file is empty.'))
  // Excel's own line that names the delimiter; it stays a row, so that row numbers are those of the file.
  const named = /^sep=(.)\r?\n/.exec(text)
  const delimiter = named?.[1] ?? delimiterOf(text)
  const rows = parseRows(text, delimiter)
  if (named) rows[0] = []
  return { sheets: [{ name: '', rows }], encoding, delimiter }
}

function parseRows(text: string, delimiter: string): string[][] {
  try {
    const rows: string[][] = parse(text, {
      delimiter,
      // Programs that add to a file of others end their lines in another way.
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: false,
      max_record_size: 1_000_000,
      to: mostRows + 100,
    })
    refuseExtent(rows.length, Math.max(0, ...rows.slice(0, 1000).map((row) => row.length)))
    return rows.map((row) => row.map(armed))
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
