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
  const labels = labelsOf(sheets, about.language)
  const { say } = about
  const wordOf = ({ words }: Column, value: string) => {
    const word = words === 'forms' ? labels.get(`form ${value}`) : words?.[value] && say(words[value])
    return word ?? labels.get(value)
  }
  const filled = sheets.filter(({ rows }) => rows.length > 0)
  return writeExcelFile(
    filled.map(({ table, rows }) => ({
      sheet: say(table.title).slice(0, 31),
      stickyRowsCount: 1,
      columns: table.columns.map((one) => ({ width: widthOf(one) })),
      data: [
        table.columns.map((one) => ({ value: say(one.title), type: String, fontWeight: 'bold' as const })),
        ...rows.map((row) => table.columns.map((one) => cellOf(one, row[one.name], wordOf))),
      ],
    })) as never,
  ).toBuffer()
}

/** id → what a person calls the row, for every table whose rows have a name; of forms by their codes too. */
function labelsOf(sheets: readonly Sheet[], language: string): Map<string, string> {
  const labels = new Map<string, string>()
  for (const { table, rows } of sheets) {
    const prefix = ['name', 'title'].find((one) => table.columns.some(({ name }) => name === `${one}_zh`))
    if (!prefix) continue
    for (const row of rows) {
      const [zh, en] = [String(row[`${prefix}_zh`] ?? ''), String(row[`${prefix}_en`] ?? '')]
      labels.set(String(row.id), nameIn({ zh, en }, language))
      if (table.name === 'forms') labels.set(`form ${row.code}`, nameIn({ zh, en }, language))
    }
  }
  return labels
}

type WordOf = (column: Column, value: string) => string | undefined

function cellOf(column: Column, value: Row[string], wordOf: WordOf): Cell {
  if (value === null) return null
  if (column.name !== 'id' && typeof value === 'string') {
    const label = wordOf(column, value)
    if (label) return { value: label, type: String }
  }
  if (value instanceof Date) return { value, type: Date, format: 'yyyy-mm-dd hh:mm' }
  if (column.type === 'date')
    return { value: new Date(`${value}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd' }
  if (typeof value === 'number') return { value, type: Number }
  if (typeof value === 'boolean') return { value, type: Boolean }
  // Always as text: nothing that somebody typed becomes a formula.
  return { value: String(value), type: String }
}

function widthOf({ name, type }: Column): number {
  if (type === 'integer' || type === 'number' || type === 'boolean') return 12
  return name === 'id' || name.endsWith('_zh') || name.endsWith('_en') ? 28 : 18
}
