// The open data package: a CSV file a table and datapackage.json beside them, by the Frictionless specification
// (tabular-data-package), in one zip. Read again by any tool that knows it.
import { createHash } from 'node:crypto'
import { strToU8, Zip, ZipDeflate } from 'fflate'
import { csvRow } from '../../base/csv.ts'
import { msg, nameIn } from '../../base/words.ts'
import type { Say } from '../../platform/catalogues.ts'
import type { Db } from '../../platform/database.ts'
import type { ExportTable } from '../../platform/exports.ts'
import { type Row, readTables, type Taken } from '../export/queries.ts'

/** A cell as it stands in a CSV file: instants in UTC to the second, yes and no as the table schema writes them. */
function cellOf(value: Row[string]): string | number | null {
  if (value instanceof Date) return `${value.toISOString().slice(0, 19)}Z`
  return typeof value === 'boolean' ? String(value) : value
}

export const headOf = (table: ExportTable): string => csvRow(table.columns.map((one) => one.name))
export const linesOf = (table: ExportTable, rows: readonly Row[]): string =>
  rows.map((row) => csvRow(table.columns.map((one) => cellOf(row[one.name])))).join('')

const noteOnFormulas = msg(
  'Texts that a spreadsheet would take for a formula begin with an apostrophe. Ids are the same in every export.',
)

type Resource = { table: ExportTable; rows: number; bytes: number; hash: string }

function described({ table, rows, bytes, hash }: Resource, say: Say): object {
  const isOwn = table.columns[0]?.name === 'id'
  const foreignKeys = table.columns.flatMap(({ name, of }) =>
    of ? [{ fields: name, reference: { resource: of === table.name ? '' : of, fields: 'id' } }] : [],
  )
  return {
    name: table.name,
    title: say(table.title),
    path: `${table.name}.csv`,
    profile: 'tabular-data-resource',
    format: 'csv',
    mediatype: 'text/csv',
    encoding: 'utf-8',
    bytes,
    hash: `sha256:${hash}`,
    rows,
    schema: {
      fields: table.columns.map(({ name, type, title }) => ({ name, type, title: say(title) })),
      missingValues: [''],
      ...(isOwn ? { primaryKey: 'id' } : {}),
      ...(foreignKeys.length > 0 ? { foreignKeys } : {}),
    },
  }
}

/** The whole package of a place as the bytes of a zip. */
export async function packageOf(
  db: Db,
  tables: readonly ExportTable[],
  taken: Taken,
  about: { say: Say; language: string; now: Date },
): Promise<Buffer> {
  const parts: Uint8Array[] = []
  const zip = new Zip((error, part) => {
    if (error) throw error
    parts.push(part)
  })
  const resources: Resource[] = []
  let file: { entry: ZipDeflate; resource: Resource; digest: ReturnType<typeof createHash> } | null = null
  const write = (text: string) => {
    if (!file) return
    const bytes = strToU8(text)
    file.digest.update(bytes)
    file.resource.bytes += bytes.length
    file.entry.push(bytes)
  }
  const finish = () => {
    if (!file) return
    file.entry.push(new Uint8Array(), true)
    file.resource.hash = file.digest.digest('hex')
    resources.push(file.resource)
    file = null
  }
  const open = (name: string) => {
    const entry = new ZipDeflate(name, { level: 6 })
    entry.mtime = about.now
    zip.add(entry)
    return entry
  }
  await readTables(db, tables, taken, {
    table: (table) => {
      finish()
      file = {
        entry: open(`${table.name}.csv`),
        resource: { table, rows: 0, bytes: 0, hash: '' },
        digest: createHash('sha256'),
      }
      write(headOf(table))
    },
    rows: (rows) => {
      if (!file) return
      file.resource.rows += rows.length
      write(linesOf(file.resource.table, rows))
    },
  })
  finish()
  const descriptor = {
    profile: 'tabular-data-package',
    name: `hezuo-${taken.code}`.toLowerCase().replace(/[^a-z0-9._-]+/g, '-'),
    title: nameIn(taken.names, about.language),
    description: about.say(noteOnFormulas),
    created: about.now.toISOString(),
    resources: resources.map((one) => described(one, about.say)),
  }
  open('datapackage.json').push(strToU8(`${JSON.stringify(descriptor, null, 2)}\n`), true)
  zip.end()
  return Buffer.concat(parts)
}
