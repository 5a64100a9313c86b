// The open data package: a CSV file a table and datapackage.json beside them, by the Frictionless specification
// (tabular-data-package), in one zip. Read again by any tool that knows it.
import { createHash } from 'node:crypto'
import { byteOrderMark, csvRow } from '../../base/csv.ts'
import { msg, nameIn } from '../../base/words.ts'
import type { Say } from '../../platform/catalogues.ts'
import type { Db } from '../../platform/database.ts'
import type { ExportTable } from '../../platform/exports.ts'
import type { Write } from '../../platform/outgoing.ts'
import { openZip } from '../../platform/zip.ts'
import { asAsked, inSnapshot, type Row, rowsOf, type Taken } from '../export/queries.ts'

/** A cell as it stands in a CSV file: instants in UTC to the second, yes and no as the table schema writes them. */
function cellOf(value: Row[string]): string | number | null {
  if (value instanceof Date) return `${value.toISOString().slice(0, 19)}Z`
  return typeof value === 'boolean' ? String(value) : value
}

const headOf = (table: ExportTable): string => csvRow(table.columns.map((one) => one.name))
const linesOf = (table: ExportTable, rows: readonly Row[]): string =>
  rows.map((row) => csvRow(table.columns.map((one) => cellOf(row[one.name])))).join('')

/** One table as it stands in the package, for a spreadsheet. */
export const writeCsv = (write: Write, db: Db, one: ExportTable, taken: Taken): Promise<void> =>
  inSnapshot(db, async (tx) => {
    const [table] = await asAsked(tx, [one])
    await write(byteOrderMark + headOf(table))
    for await (const rows of rowsOf(tx, table, taken, table.columns)) await write(linesOf(table, rows))
  })

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

type About = { say: Say; language: string; now: Date }

/** The whole package of a place as a zip. */
export async function writePackage(
  write: Write,
  db: Db,
  tables: readonly ExportTable[],
  taken: Taken,
  about: About,
): Promise<void> {
  const zip = openZip(write, about.now)
  const resources: Resource[] = []
  await inSnapshot(db, async (tx) => {
    for (const table of await asAsked(tx, tables))
      await zip.add(`${table.name}.csv`, async (write) => {
        const digest = createHash('sha256')
        const resource: Resource = { table, rows: 0, bytes: 0, hash: '' }
        const put = (text: string) => {
          const bytes = Buffer.from(text)
          digest.update(bytes)
          resource.bytes += bytes.length
          return write(bytes)
        }
        await put(headOf(table))
        for await (const rows of rowsOf(tx, table, taken, table.columns)) {
          resource.rows += rows.length
          await put(linesOf(table, rows))
        }
        resources.push({ ...resource, hash: digest.digest('hex') })
      })
  })
  const descriptor = `${JSON.stringify(descriptorOf(resources, taken, about), null, 2)}\n`
  await zip.add('datapackage.json', (write) => write(descriptor))
  await zip.end()
}

const descriptorOf = (resources: readonly Resource[], taken: Taken, { say, language, now }: About) => ({
  profile: 'tabular-data-package',
  name: `hezuo-${taken.code}`.toLowerCase().replace(/[^a-z0-9._-]+/g, '-'),
  title: nameIn(taken.names, language),
  description: say(noteOnFormulas),
  created: now.toISOString(),
  resources: resources.map((one) => described(one, say)),
})
