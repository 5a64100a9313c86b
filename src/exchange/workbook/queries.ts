// The workbook for people: a sheet a table, headings in the reader's language, names where another row is meant.
import { finding, Problem } from '../../base/problems.ts'
import { msg, nameIn } from '../../base/words.ts'
import type { Say } from '../../platform/catalogues.ts'
import type { Db } from '../../platform/database.ts'
import { type Column, codeTables, type ExportTable } from '../../platform/exports.ts'
import type { Write } from '../../platform/outgoing.ts'
import { openZip } from '../../platform/zip.ts'
import { inSnapshot, isMoreThan, type Row, rowsOf, type Taken } from '../export/queries.ts'
import { type Cell, openWorkbook } from './sheets.ts'

/** More rows than this, and a spreadsheet is no longer the right thing to read them with. */
const mostWorkbookRows = 200_000

type About = { say: Say; language: string; now: Date }

/** The workbook, as a zip; refused before its first part where there is more than a spreadsheet is good for. */
export const writeWorkbook = (
  write: Write,
  db: Db,
  tables: readonly ExportTable[],
  taken: Taken,
  about: About,
): Promise<void> =>
  inSnapshot(db, async (tx) => {
    if (await isMoreThan(tx, tables, taken, mostWorkbookRows))
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
    const book = await openWorkbook(openZip(write, about.now))
    const wordOf = await readWords(tx, tables, taken, about)
    const { say } = about
    for (const table of tables) {
      const found = rowsOf(tx, table, taken)
      const first = await found.next()
      if (first.done) continue
      // An id is for machines; whoever reads this sees the words of the row instead.
      const columns = table.columns.filter(({ name }) => name !== 'id')
      const heads = columns.map((one) => ({ text: say(one.title), width: widthOf(one) }))
      await book.addSheet(say(table.title), heads, async (write) => {
        const put = (rows: Row[]) =>
          write(rows.map((row) => columns.map((one) => cellOf(one, row[one.name], wordOf))))
        await put(first.value)
        for await (const rows of found) await put(rows)
      })
    }
    await book.end()
  })

const isCodeTable = ({ name }: ExportTable): boolean => (codeTables as readonly string[]).includes(name)

type WordOf = (column: Column, value: string) => string

const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

/** What people say for a code, for the id of another row, and for a text that is kept in several languages. */
async function readWords(
  tx: Db,
  tables: readonly ExportTable[],
  taken: Taken,
  { say, language }: About,
): Promise<WordOf> {
  const labels = new Map<string, string>()
  const nameOf = (table: string, code: string) => labels.get(`${table} ${code}`) ?? code
  const wordOf: WordOf = ({ words }, value) => {
    if (typeof words === 'function') return words(value, { language, say, nameOf })
    if (typeof words === 'string')
      return value
        .split(' ')
        .map((code) => nameOf(words, code))
        .join(say(msg(', ')))
    if (words?.[value]) return say(words[value])
    if (isId(value)) return labels.get(value) ?? say(msg('not among these data'))
    return inWords(value, language)
  }
  const hasId = ({ columns }: ExportTable) => columns.some(({ name }) => name === 'id')
  for (const table of tables.filter(hasId))
    for await (const rows of rowsOf(tx, table, taken, columnsOfLabel(table)))
      for (const row of rows) {
        const label = labelOf(table, row, language, wordOf)
        if (row.id) labels.set(String(row.id), label)
        if (isCodeTable(table)) labels.set(`${table.name} ${row.code}`, label)
      }
  return wordOf
}

/** By what a name begins that a row is called by; null where it has none. */
const prefixOf = ({ columns }: ExportTable): string | null =>
  ['name', 'title', 'if'].find((one) => columns.some(({ name }) => name === `${one}_zh`)) ?? null

/** What a row is called by; where it has no name, the rows and codes that it belongs to. */
function columnsOfLabel(table: ExportTable): Column[] {
  const prefix = prefixOf(table)
  return table.columns.filter(
    ({ name, of, words }) =>
      name === 'id' ||
      name === 'code' ||
      (prefix ? name === `${prefix}_zh` || name === `${prefix}_en` : of || words || name === 'month'),
  )
}

/** A row is called by its name, or by the rows that it belongs to. */
function labelOf(table: ExportTable, row: Row, language: string, wordOf: WordOf): string {
  const prefix = prefixOf(table)
  if (prefix)
    return nameIn({ zh: String(row[`${prefix}_zh`] ?? ''), en: String(row[`${prefix}_en`] ?? '') }, language)
  return table.columns
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
  if (column.type === 'date' && typeof value === 'string') return { day: value }
  return typeof value === 'string' ? wordOf(column, value) : value
}

function widthOf({ name, type }: Column): number {
  if (type === 'integer' || type === 'number' || type === 'boolean') return 12
  return name === 'id' || name.endsWith('_zh') || name.endsWith('_en') ? 28 : 18
}
