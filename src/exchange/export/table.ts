// How a table that goes out is described: where its rows come from, which place each belongs to, what its columns mean.
import { type RawBuilder, sql } from 'kysely'
import type { ExportName } from './rules.ts'

/** A type of the Frictionless table schema. */
export type ColumnType = 'string' | 'integer' | 'number' | 'boolean' | 'date' | 'datetime'
export type Column = {
  name: string
  /** English, translated where it is shown. */
  title: string
  type: ColumnType
  sql: string
  /** the table whose ids it holds */
  of?: ExportName
  /** What people call its codes, in English, translated where they are shown; a form's come with the forms. */
  words?: Record<string, string> | 'forms'
}

export type ExportTable = {
  name: ExportName
  columns: Column[]
  /** what follows `from`, with the rows' own table first */
  from: string
  /** SQL that holds for the rows of the place that is taken out and of all that lies under it */
  within: (isUnder: (column: string) => RawBuilder<boolean>) => RawBuilder<boolean>
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

/** A column of codes, which people see as words. */
export const coded = (
  name: string,
  title: string,
  expression: string,
  words: NonNullable<Column['words']>,
): Column => ({ ...column(name, title, expression), words })

/** A column that holds the id of a row of another table. */
export const reference = (name: string, title: string, expression: string, of: ExportName): Column => ({
  ...column(name, title, expression),
  of,
})

/** Both names of a thing, each in a column. */
export const names = (of: string, titles: [zh: string, en: string], prefix = 'name'): Column[] => [
  column(`${prefix}_zh`, titles[0], `${of} ->> 'zh'`),
  column(`${prefix}_en`, titles[1], `${of} ->> 'en'`),
]

/** Rows that belong to the place in one column. */
export const byPlace =
  (place: string): ExportTable['within'] =>
  (isUnder) =>
    isUnder(place)

/** The day in a column that may reach into infinity, which no spreadsheet knows. */
export const openDay = (expression: string): string =>
  `case when isfinite(${expression}) then ${expression}::text end`

/** The statement for all rows of a table that belong to the place, on the borders of a day. */
export function selectOf(
  table: ExportTable,
  placeId: string,
  day: string,
): RawBuilder<Record<string, unknown>> {
  const isUnder = (place: string) => sql<boolean>`exists (select 1 from registry.place_path as under
    where under.place_id = ${sql.raw(place)} and under.line @> array[${placeId}]::uuid[]
      and under.from_on <= ${day}::date and under.to_on > ${day}::date)`
  const columns = table.columns.map((one) => `${one.sql} as "${one.name}"`).join(', ')
  return sql`select ${sql.raw(columns)} from ${sql.raw(table.from)}
    where ${table.within(isUnder)} order by ${sql.raw(table.order)}`
}
