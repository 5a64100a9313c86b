// Rows out of an Excel workbook. The archive is weighed before anything is unpacked, and the extent of every sheet is
// read before it is laid out: a small file can claim to be endless. Runs in a worker.
import { strFromU8, type UnzipFileInfo, unzipSync } from 'fflate'
import readXlsxFile, { InvalidInputError, InvalidSpreadsheetError } from 'read-excel-file/universal'
import { Problem } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import type { FileRead } from './rules.ts'
import { refuseExtent, refuseFile } from './text.ts'

const mostUnpacked = 200 * 1024 * 1024

const damaged = () =>
  refuseFile('damaged', msg('The workbook is damaged or not complete. Save it again and choose it anew.'))

/** What the archive says that it holds, without unpacking it. */
function contentsOf(bytes: Uint8Array): UnzipFileInfo[] {
  const found: UnzipFileInfo[] = []
  try {
    unzipSync(bytes, {
      filter: (file) => {
        found.push(file)
        return false
      },
    })
  } catch {
    throw damaged()
  }
  return found
}

function weigh(bytes: Uint8Array): void {
  const contents = contentsOf(bytes)
  const names = contents.map((file) => file.name)
  if (names.includes('EncryptedPackage')) throw locked()
  if (!names.includes('xl/workbook.xml'))
    throw refuseFile(
      'not-a-workbook',
      msg(
        'This is an archive, but not an Excel workbook (.xlsx). Open it in a spreadsheet program and save it as .xlsx.',
      ),
    )
  if (contents.reduce((sum, file) => sum + file.originalSize, 0) > mostUnpacked)
    throw refuseFile(
      'unpacked',
      msg('Unpacked, this workbook is far too large. Copy the sheet that is wanted into a new workbook.'),
    )
}

const locked = () => refuseFile('locked', msg('The workbook is locked with a password. Save it without one.'))

/** The highest row and column that a sheet names anywhere. */
function measure(bytes: Uint8Array): void {
  const sheets = unzipSync(bytes, { filter: (file) => /^xl\/worksheets\/[^/]+\.xml$/.test(file.name) })
  for (const sheet of Object.values(sheets)) {
    const text = strFromU8(sheet)
    let [rows, columns] = [0, 0]
    // Only cells with content stretch a sheet: programs write styles down to the last row.
    for (const m of text.matchAll(/<c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>/]*>(?!\s*<\/c>)/g)) {
      columns = Math.max(columns, columnNumber(m[1]))
      rows = Math.max(rows, Number(m[2]))
    }
    refuseExtent(rows, columns)
    // The reader lays out empty rows and cells too; what is only styled may reach further, but not without end.
    for (const m of text.matchAll(/\br="([A-Z]{0,3})(\d{1,7})"/g))
      if (Number(m[2]) > 1_048_576) throw damaged()
  }
}

const columnNumber = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)

export async function readWorkbook(bytes: Uint8Array): Promise<FileRead> {
  try {
    weigh(bytes)
    measure(bytes)
    const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
    const sheets = await readXlsxFile<string>(buffer, { parseNumber: (text) => text })
    return {
      sheets: sheets.map(({ sheet, data }) => ({ name: sheet, rows: data.map((row) => row.map(textOf)) })),
      encoding: null,
      delimiter: null,
    }
  } catch (error) {
    if (error instanceof Problem) throw error
    if (error instanceof InvalidSpreadsheetError || error instanceof InvalidInputError) {
      const at = /row (\d+), col (\d+)/.exec(error.message)
      if (at)
        throw refuseFile(
          'cell',
          msg(
            'The cell in row {row}, column {column} has no value that can be read, perhaps a formula that was never calculated. Open the workbook in a spreadsheet program and save it again.',
          ),
          { row: at[1], column: at[2] },
        )
    }
    throw damaged()
  }
}

/** A number as it was kept, without the noise of binary fractions; a day as YYYY-MM-DD. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return Number.isNaN(value.valueOf()) ? '' : value.toISOString().slice(0, 10)
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  const text = String(value)
  return /^-?\d+(\.\d+)?(E[+-]?\d+)?$/i.test(text) ? String(Number(text)) : text
}
