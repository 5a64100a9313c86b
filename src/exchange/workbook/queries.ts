// The workbook for people: a sheet a table, headings in the reader's language, names where another row is meant.
import writeExcelFile from 'write-excel-file/node'
import { finding, Problem } from '../../base/problems.ts'
import { msg, nameIn } from '../../base/words.ts'
import type { Say } from '../../platform/catalogues.ts'
import type { Db } from '../../platform/database.ts'
import type { Column, ExportTable } from '../../platform/exports.ts'
import { type Row, readTables, type Taken } from '../export/queries.ts'

/** A workbook is built whole; more rows than this and a spreadsheet is no longer the right thing to read them with. */
const mostWorkbookRows = 200_000

type Cell = {
  value?: string | number | boolean | Date
  type?: typeof String | typeof Number | typeof Boolean | typeof Date
  format?: string
} | null
type Sheet = { table: ExportTable; rows: Row[] }

/** The workbook as bytes; refused where there is more than a spreadsheet is good for. */
export async function workbookOf(
  db: Db,
  tables: readonly ExportTable[],
  taken: Taken,
  about: { say: Say; language: string },
): Promise<Buffer> {
  const sheets: Sheet[] = []
  let count = 0
  await readTables(db, tables, taken, {
    table: (table) => void sheets.push({ table, rows: [] }),
    rows: (rows) => {
      count += rows.length
      if (count > mostWorkbookRows)
        throw new Problem('too-large', {
          errors: [
            finding(
              '/placeId',
              'rows',
              msg('These are more than {n} rows. Take a smaller place, or the data package.'),
              { n: mostWorkbookRows },
            ),
          ],
        })
      sheets.at(-1)?.rows.push(...rows)
    },
  })
  const wordOf = wordsOf(sheets, about)
  const { say } = about
  const filled = sheets.filter(({ rows }) => rows.length > 0)
  return writeExcelFile(
    filled.map(({ table, rows }) => {
      // An id is for machines; whoever reads this sees the words of the row instead.
      const columns = table.columns.filter(({ name }) => name !== 'id')
      return {
        sheet: say(table.title).slice(0, 31),
        stickyRowsCount: 1,
        columns: columns.map((one) => ({ width: widthOf(one) })),
        data: [
          columns.map((one) => ({ value: say(one.title), type: String, fontWeight: 'bold' as const })),
          ...rows.map((row) => columns.map((one) => cellOf(one, row[one.name], wordOf))),
        ],
      }
    }) as never,
  ).toBuffer()
}

type WordOf = (column: Column, value: string) => string

const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

/** What people say for a code, for the id of another row, and for a text that is kept in several languages. */
function wordsOf(sheets: readonly Sheet[], { say, language }: { say: Say; language: string }): WordOf {
  const labels = new Map<string, string>()
  const wordOf: WordOf = ({ words }, value) => {
    if (words === 'forms')
      return value
        .split(' ')
        .map((code) => labels.get(`form ${code}`) ?? code)
        .join(say(msg(', ')))
    if (words?.[value]) return say(words[value])
    if (isId(value)) return labels.get(value) ?? say(msg('not among these data'))
    return inWords(value, language)
  }
  for (const { table, rows } of sheets)
    for (const row of rows) {
      const label = labelOf(table, row, language, wordOf)
      if (row.id) labels.set(String(row.id), label)
      if (table.name === 'forms') labels.set(`form ${row.code}`, label)
    }
  return wordOf
}

/** A row is called by its name, or by the rows that it belongs to. */
function labelOf({ columns }: ExportTable, row: Row, language: string, wordOf: WordOf): string {
  const prefix = ['name', 'title', 'if'].find((one) => columns.some(({ name }) => name === `${one}_zh`))
  if (prefix)
    return nameIn({ zh: String(row[`${prefix}_zh`] ?? ''), en: String(row[`${prefix}_en`] ?? '') }, language)
  return columns
    .filter(({ name, of, words }) => (of || words || name === 'month') && typeof row[name] === 'string')
    .slice(0, 4)
    .map((column) => wordOf(column, String(row[column.name])))
    .join(' · ')
}

/** '{"zh": …, "en": …}' as the reader reads it. */
function inWords(text: string, language: string): string {
  if (!/^\{"(zh|en)":/.test(text.replace(/\s/g, ''))) return text
  try {
    const { zh = '', en = '' } = JSON.parse(text)
    return nameIn({ zh: String(zh), en: String(en) }, language)
  } catch {
    return text
  }
}

function cellOf(column: Column, value: Row[string], wordOf: WordOf): Cell {
  if (value === null) return null
  if (value instanceof Date) return { value, type: Date, format: 'yyyy-mm-dd hh:mm' }
  if (column.type === 'date')
    return { value: new Date(`${value}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd' }
  if (typeof value === 'number') return { value, type: Number }
  if (typeof value === 'boolean') return { value, type: Boolean }
  // Always as text: nothing that somebody typed becomes a formula.
  return { value: wordOf(column, value), type: String }
}

function widthOf({ name, type }: Column): number {
  if (type === 'integer' || type === 'number' || type === 'boolean') return 12
  return name === 'id' || name.endsWith('_zh') || name.endsWith('_en') ? 28 : 18
}
