// What a file is, by its content alone: a workbook or delimited text. Whatever claims to be something else by its name
// is refused, and so is everything that is neither.
import { Problem } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import { refuseFile } from './refusing.ts'
import type { Encoding, FileRead } from './rules.ts'

const startsWith = (bytes: Uint8Array, ...signature: number[]): boolean =>
  signature.every((byte, at) => bytes[at] === byte)

const ending = (name: string): string => /\.([a-z0-9]+)$/i.exec(name)?.[1].toLowerCase() ?? ''

/** Reads the bytes of a file called `name` into sheets of text, or refuses with what it is instead. */
async function readFile(name: string, bytes: Uint8Array, encoding?: Encoding): Promise<FileRead> {
  if (bytes.length === 0) throw refuseFile('empty', msg('The file is empty.'))
  if (startsWith(bytes, 0x50, 0x4b)) {
    if (['csv', 'tsv', 'txt'].includes(ending(name)))
      throw refuseFile(
        'claims-csv',
        msg(
          'By its content this is a packed workbook, but its name says text. Rename it to .xlsx, if it is one.',
        ),
      )
    // Neither waits for what reads the other.
    const { readWorkbook } = await import('./workbook.ts')
    return readWorkbook(bytes)
  }
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0))
    throw refuseFile(
      'old-workbook',
      msg(
        'This is an Excel workbook of the old kind (.xls) or one with a password. Save it as .xlsx without one.',
      ),
    )
  const other = otherKind(bytes)
  if (other)
    throw refuseFile(
      'other-kind',
      msg('This is a {kind} file. Choose a CSV file or an Excel workbook (.xlsx).'),
      { kind: other },
    )
  if (['xlsx', 'xlsm', 'xls'].includes(ending(name)))
    throw refuseFile(
      'claims-workbook',
      msg(
        'The name says Excel workbook, but the content is none. Save it again as .xlsx, or name it .csv if it is text.',
      ),
    )
  const { readCsv } = await import('./text.ts')
  return readCsv(bytes, encoding)
}

function otherKind(bytes: Uint8Array): string | null {
  if (startsWith(bytes, 0x25, 0x50, 0x44, 0x46)) return 'PDF'
  if (startsWith(bytes, 0x89, 0x50, 0x4e, 0x47)) return 'PNG'
  if (startsWith(bytes, 0xff, 0xd8, 0xff)) return 'JPEG'
  if (startsWith(bytes, 0x1f, 0x8b)) return 'gzip'
  if (startsWith(bytes, 0x52, 0x61, 0x72, 0x21)) return 'RAR'
  if (startsWith(bytes, 0x37, 0x7a, 0xbc, 0xaf)) return '7z'
  return null
}

/** Half of a character and U+0000 no database keeps; what stands for them is then marked in its cell. */
const storable = (text: string): string => text.toWellFormed().replaceAll('\u0000', '\ufffd')

export type Answer = { read: FileRead } | { refused: Problem['details'] } | { broke: string }

/** As `readFile`, with every outcome as plain data: what goes from one thread to another. */
export async function answerFor(name: string, bytes: Uint8Array, encoding?: Encoding): Promise<Answer> {
  try {
    const read = await readFile(name, bytes, encoding)
    for (const sheet of read.sheets) {
      sheet.name = storable(sheet.name)
      sheet.rows = sheet.rows.map((row) => row.map(storable))
    }
    return { read }
  } catch (error) {
    if (error instanceof Problem) return { refused: error.details }
    return { broke: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}
