// How a table that goes out is described: where its rows come from, which place each belongs to, what its columns mean.
// Each room describes its own; src/exchange/export/ reads and packs them.
import { type RawBuilder, sql } from 'kysely'
import { type SaidDate, saySaid } from '../base/dates.ts'
import { msg } from '../base/words.ts'
import type { Say } from './catalogues.ts'

/** A type of the Frictionless table schema. */
export type ColumnType = 'string' | 'integer' | 'number' | 'boolean' | 'date' | 'datetime'
export type Column<T = ColumnType> = {
  name: string
  /** English, translated where it is shown. */
  title: string
  type: T
  /** `:day` in it is the day on whose borders the data go out */
  sql: string
  /** the table whose ids it holds: one that goes out before it, or its own */
  of?: string
  words?: Worded
  /** the column of the table that says of which kind the thing is whose id it holds (src/base/refs.ts) */
  kindIn?: string
  /** the table without whose rows nobody is asked what it holds, and it does not go out */
  ifAny?: string
  /** what stands in its place where people read it: the state as a screen says it, a time of day, a name */
  seen?: { title?: string; type?: SeenType; sql?: string }
}
/** As people see it: minutes after midnight are a time of day. */
export type SeenType = ColumnType | 'clock'
/**
 * What people call the codes of a column: in English, translated where they are shown; the table that goes out with
 * them and their names; or how one is put into words.
 */
export type Worded = Record<string, string> | CodeTable | ((code: string, reader: CodeReader) => string)
export const codeTables = ['forms', 'units', 'levels'] as const
export type CodeTable = (typeof codeTables)[number]
export type CodeReader = { language: string; say: Say; nameOf: (table: CodeTable, code: string) => string }

/** `day`: a column of days; 'ever' for any day. Without it today. */
export type IsUnder = (place: string, day?: string) => RawBuilder<boolean>

export type ExportTable = {
  /** Names its file and its address: stays for ever. */
  name: string
  /** English, translated where it is shown. */
  title: string
  /** the same in at most 31 signs in each language, where the title does not fit on the tab of a sheet */
  tab?: string
  /** the table of an earlier room that it follows; else it stands in the order of the rooms */
  after?: string
  columns: Column[]
  /** what follows `from`, with the rows' own table first */
  from: string
  /**
   * SQL that holds for the rows of the place that is taken out and of all that lies under it: as asked for by its
   * column, on the borders of today, of the day in another column, or of whenever it was.
   */
  within: (isUnder: IsUnder) => RawBuilder<boolean>
  /** SQL by which rows are ordered, so that the same data give the same file */
  order: string
}

export const column = (
  name: string,
  title: string,
  expression: string,
  type: ColumnType = 'string',
): Column => ({
  name,
  title,
  type,
  sql: expression,
})

/** A column of codes, which people see as words; `seen`: SQL of the code by which they know it, where it is another. */
export const coded = (
  name: string,
  title: string,
  expression: string,
  words: Worded,
  seen = expression,
): Column => ({
  ...column(name, title, expression),
  words,
  seen: { sql: seen },
})

/** The day after a time has ended: people read the last day of it. */
export const dayAfter = (name: string, title: string, expression: string): Column => ({
  ...column(name, title, `${expression}::text`, 'date'),
  seen: { sql: `(${expression} - 1)::text` },
})

/** The first day on which something no longer holds, as on its screen, which may be open: the heading says so. */
export const noLongerFrom = (expression: string): Column => ({
  ...column('to', msg('To'), openDay(expression), 'date'),
  seen: { title: msg('Until (no longer on this day)') },
})

/** A column of dates as they were said: '1954-02-mid'. */
export const saidDate = (name: string, title: string, expression: string): Column =>
  coded(name, title, expression, (said, { language, say }) => saySaid(said as SaidDate, language, say))

/** A column of minutes after midnight, which people see as a time of day under a heading of its own. */
export const timeOfDay = (
  name: string,
  titles: { minutes: string; time: string },
  expression: string,
): Column => ({
  ...column(name, titles.minutes, expression, 'integer'),
  seen: { title: titles.time, type: 'clock' },
})

/** A column that holds the id of a row of another table. */
export const reference = (name: string, title: string, expression: string, of: string): Column => ({
  ...column(name, title, expression),
  of,
})

/** A column of codes of a list; `names`: SQL of the names that people see instead. */
export const listed = (name: string, title: string, expression: string, names: string): Column => ({
  ...column(name, title, expression),
  seen: { sql: `(${names})::text` },
})

/** Columns that are there as long as the table has rows. */
export const whereAny = (table: string, columns: Column[]): Column[] =>
  columns.map((one) => ({ ...one, ifAny: table }))

/** Both names of a thing, each in a column. */
export const names = (of: string, titles: [zh: string, en: string], prefix = 'name'): Column[] => [
  column(`${prefix}_zh`, titles[0], `${of} ->> 'zh'`),
  column(`${prefix}_en`, titles[1], `${of} ->> 'en'`),
]

/** How the columns of the names of a thing are headed. */
export const inBoth: [zh: string, en: string] = [msg('Name in Chinese'), msg('Name in English')]

/** Rows that belong to the place in one column, on the borders of today or of the day in another. */
export const byPlace =
  (place: string, day?: string): ExportTable['within'] =>
  (isUnder) =>
    isUnder(place, day)

/** Rows that whoever takes out any place needs, to read the others. */
export const everybody: ExportTable['within'] = () => sql<boolean>`true`

/** The day in a column that may reach into infinity, which no spreadsheet knows. */
export const openDay = (expression: string): string =>
  `case when isfinite(${expression}) then ${expression}::text end`
