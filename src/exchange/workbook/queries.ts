// The workbook for people: a sheet a table, headings in the reader's language, names where another row is meant, and
// hours by the clock of the programme.
import type { Context } from '../../access/context.ts'
import { onClock } from '../../base/dates.ts'
import { finding, Problem } from '../../base/problems.ts'
import type { Ref, RefKind } from '../../base/refs.ts'
import { msg, nameIn } from '../../base/words.ts'
import { type Column, codeTables, type ExportTable, type SeenType } from '../../platform/exports.ts'
import type { Write } from '../../platform/outgoing.ts'
import { readSettings, zoneOf } from '../../platform/settings.ts'
import { openZip } from '../../platform/zip.ts'
import { describeRefs } from '../../thread/queries.ts'
import { asAsked, inSnapshot, isMoreThan, type Row, rowsOf, type Taken } from '../export/queries.ts'
import { type Cell, openWorkbook } from './sheets.ts'

/** More rows than this, and a spreadsheet is no longer the right thing to read them with. */
const mostWorkbookRows = 200_000

/** A table with its columns as people see them. */
type Sheet = Omit<ExportTable, 'columns'> & { columns: Seen[] }
type Seen = Column<SeenType>

const sheetOf = (table: ExportTable): Sheet => ({
  ...table,
  columns: table.columns.map((one) => ({ ...one, ...one.seen })),
})

/** The workbook, as a zip; refused before its first part where there is more than a spreadsheet is good for. */
export const writeWorkbook = (
  write: Write,
  ctx: Context,
  tables: readonly ExportTable[],
  taken: Taken,
): Promise<void> =>
  inSnapshot(ctx.db, async (tx) => {
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
    const book = await openWorkbook(openZip(write, ctx.now))
    const sheets = (await asAsked(tx, tables)).map(sheetOf)
    const wordOf = await readWords({ ...ctx, db: tx }, sheets, taken)
    const { say } = ctx
    const zone = zoneOf(await readSettings(tx))
    const headOf = ({ title, type }: Seen) =>
      type === 'datetime' ? say(msg('{heading} (time of {zone})'), { heading: say(title), zone }) : say(title)
    for (const { columns: all, ...sheet } of sheets) {
      // An id is for machines; whoever reads this sees the words of the row instead.
      const columns = all.filter(({ name }) => name !== 'id')
      const found = rowsOf(tx, sheet, taken, columns)
      const first = await found.next()
      if (first.done) continue
      const heads = columns.map((one) => ({ text: headOf(one), width: widthOf(one) }))
      await book.addSheet(say(sheet.tab ?? sheet.title), heads, async (write) => {
        const put = (rows: Row[]) =>
          write(rows.map((row) => columns.map((one) => cellOf(one, row[one.name], { wordOf, zone }))))
        await put(first.value)
        for await (const rows of found) await put(rows)
      })
    }
    await book.end()
  })

const isCodeTable = ({ name }: Sheet): boolean => (codeTables as readonly string[]).includes(name)

type WordOf = (column: Seen, value: string) => string

const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

/** What people say for a code, for the id of another row, and for a text that is kept in several languages. */
async function readWords(ctx: Context, sheets: readonly Sheet[], taken: Taken): Promise<WordOf> {
  const { say, language } = ctx
  const labels = await readReferred(ctx, sheets, taken)
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
  // Rows are known by their ids, and those of code tables by their codes.
  const isKnown = (sheet: Sheet) => isCodeTable(sheet) || sheet.columns.some(({ name }) => name === 'id')
  for (const sheet of sheets.filter(isKnown))
    for await (const rows of rowsOf(ctx.db, sheet, taken, columnsOfLabel(sheet)))
      for (const row of rows) {
        const label = labelOf(sheet, row, language, wordOf)
        if (row.id) labels.set(String(row.id), label)
        if (isCodeTable(sheet)) labels.set(`${sheet.name} ${row.code}`, label)
      }
  return wordOf
}

/** By their ids the things of other rooms that rows refer to, as far as the reader may see them: 'policy: clause'. */
async function readReferred(
  ctx: Context,
  sheets: readonly Sheet[],
  taken: Taken,
): Promise<Map<string, string>> {
  const refs = new Map<string, Ref>()
  for (const sheet of sheets)
    for (const { name, kindIn } of sheet.columns) {
      if (!kindIn) continue
      const columns = sheet.columns.filter((one) => one.name === name || one.name === kindIn)
      for await (const rows of rowsOf(ctx.db, sheet, taken, columns))
        for (const row of rows)
          refs.set(String(row[name]), { kind: row[kindIn] as RefKind, id: String(row[name]) })
    }
  const described = await describeRefs(ctx, [...refs.values()])
  return new Map(
    described.map(({ id, of, title }) => [id, `${nameIn(of, ctx.language)}: ${nameIn(title, ctx.language)}`]),
  )
}

/** By what a name begins that a row is called by; null where it has none. */
const prefixOf = ({ columns }: Sheet): string | null =>
  ['name', 'title', 'if'].find((one) => columns.some(({ name }) => name === `${one}_zh`)) ?? null

/** What a row is called by; where it has no name, the rows and codes that it belongs to. */
function columnsOfLabel(sheet: Sheet): Seen[] {
  const prefix = prefixOf(sheet)
  return sheet.columns.filter(
    ({ name, of, words }) =>
      name === 'id' ||
      name === 'code' ||
      (prefix ? name === `${prefix}_zh` || name === `${prefix}_en` : of || words || name === 'month'),
  )
}

/** A row is called by its name, or by the rows that it belongs to. */
function labelOf(sheet: Sheet, row: Row, language: string, wordOf: WordOf): string {
  const prefix = prefixOf(sheet)
  if (prefix)
    return nameIn({ zh: String(row[`${prefix}_zh`] ?? ''), en: String(row[`${prefix}_en`] ?? '') }, language)
  return sheet.columns
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

type Reading = { wordOf: WordOf; zone: string }

function cellOf(column: Seen, value: Row[string], { wordOf, zone }: Reading): Cell {
  if (value instanceof Date) return { instant: onClock(value, zone) }
  if (column.type === 'date' && typeof value === 'string') return { day: value }
  if (column.type === 'clock' && typeof value === 'number') return { minutes: value }
  return typeof value === 'string' ? wordOf(column, value) : value
}

function widthOf({ name, type }: Seen): number {
  if (type === 'integer' || type === 'number' || type === 'boolean' || type === 'clock') return 12
  return name === 'id' || name.endsWith('_zh') || name.endsWith('_en') ? 28 : 18
}
