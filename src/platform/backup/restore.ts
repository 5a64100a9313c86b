// Brings a backup into an empty place, on any PostgreSQL that Hezuo runs on: all of it in one transaction or nothing.
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { finished } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { StartRefusal, said } from '../embedded/refusal.ts'
import { keepFile, pathOf } from '../files.ts'
import { applyMigrations, knownMigrations, schemaOf } from '../migrate.ts'
import { checkArchive, type Manifest, openParts, type Table } from './archive.ts'
import { findSchemas, findTables, openOne } from './tables.ts'

export type RestoreOptions = {
  url: string
  dataFolder: string
  file: string
  /** folders of the rooms that may bring migrations */
  rooms: readonly string[]
  progress?(percent: number): void
}

/** Restores, or refuses in one sentence with the database as empty as before: not empty, damaged, or too new. */
export async function restoreBackup({
  url,
  dataFolder,
  file,
  rooms,
  progress,
}: RestoreOptions): Promise<Manifest> {
  const manifest = await checkArchive(file)
  refuseUnknown(manifest, file, rooms)
  const schemas = rooms.map(schemaOf)
  const one = await openOne(url)
  const { client, db } = one
  const kept: string[] = []
  try {
    await client.query('begin')
    await emptyOrRefuse(client, schemas)
    await applyMigrations(db, rooms, new Set(manifest.migrations))
    const constraints = await withoutForeignKeys(client, schemas)
    await setTriggers(client, manifest, 'disable')
    // What migrations brought along comes back from the backup as it was.
    await client.query(`truncate ${manifest.tables.map((table) => table.name).join(', ')}`)
    const loading = loadInto(client, manifest)
    let step = 0
    await openParts(file, async (name, content) => {
      const [kind, what] = name.split('/')
      if (kind === 'tables') await loading.take(what, content)
      else if (kind === 'files') {
        // The folder may serve another database that names the same file: what was there stays, whatever happens.
        if (!existsSync(pathOf(dataFolder, what))) kept.push(pathOf(dataFolder, what))
        await keepFile(dataFolder, content)
      }
      step += 1
      progress?.(Math.floor((100 * step) / manifest.parts.length))
    })
    await loading.finish()
    await setSequences(client, manifest)
    await setTriggers(client, manifest, 'enable')
    for (const statement of constraints) await client.query(statement)
    // What a newer Hezuo added since is made now, from the rows as they came.
    await applyMigrations(db, rooms)
    await client.query('commit')
    await client.query('analyze')
    return manifest
  } catch (error) {
    await client.query('rollback').catch(() => {})
    for (const path of kept) await rm(path, { force: true })
    throw error
  } finally {
    await one.close()
  }
}

function refuseUnknown(manifest: Manifest, file: string, rooms: readonly string[]): void {
  const known = new Set(knownMigrations(rooms))
  const unknown = manifest.migrations.find((name) => !known.has(name))
  if (!unknown) return
  throw new StartRefusal(
    said('{file} was made by a newer Hezuo ({version}, with {unknown}): restore it with that version.', {
      file,
      version: manifest.version,
      unknown,
    }),
  )
}

/** An empty database may have its tables already, as after `hezuo migrate`; a single row anywhere is too much. */
async function emptyOrRefuse(client: pg.Client, schemas: readonly string[]): Promise<void> {
  const found = await findSchemas(client, schemas)
  for (const { name } of await findTables(client, found)) {
    if (name === 'platform.migration') continue
    const { rows } = await client.query(`select 1 from ${name} limit 1`)
    if (rows.length > 0)
      throw new StartRefusal(
        said(
          'The database is not empty: nothing was restored. Choose an empty folder with HEZUO_DATA, or an empty database with DATABASE_URL.',
        ),
      )
  }
  for (const schema of found) await client.query(`drop schema ${schema} cascade`)
}

/** Takes all foreign keys away and says how they are made again: rows may then come in any order, and all are checked. */
async function withoutForeignKeys(client: pg.Client, schemas: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(c.oid) as definition
     from pg_constraint as c join pg_namespace as n on n.oid = c.connamespace
     where contype = 'f' and n.nspname = any($1::text[])`,
    [schemas],
  )
  for (const { table, name } of rows) await client.query(`alter table ${table} drop constraint ${name}`)
  return rows.map(
    ({ table, name, definition }) => `alter table ${table} add constraint ${name} ${definition}`,
  )
}

/** What a table forbids while people work, such as changing the journal, must not be in the way of its own rows. */
async function setTriggers(
  client: pg.Client,
  { tables }: Manifest,
  how: 'enable' | 'disable',
): Promise<void> {
  for (const { name } of tables) await client.query(`alter table ${name} ${how} trigger user`)
}

/** Takes the parts of the tables in the order in which they were written. */
function loadInto(client: pg.Client, manifest: Manifest) {
  const tables = new Map<string, Table>(manifest.tables.map((table) => [table.name, table]))
  let current: { table: Table; stream: ReturnType<typeof copyInto> } | null = null
  const copyInto = ({ name, columns }: Table) =>
    client.query(copyFrom(`copy ${name} (${columns.join(', ')}) from stdin`))
  const finish = async () => {
    if (!current) return
    const { table, stream } = current
    current = null
    stream.end()
    await finished(stream)
    const { rows } = await client.query<{ n: number }>(`select count(*) as n from ${table.name}`)
    if (rows[0].n !== table.rows)
      throw new Error(`${table.name} has ${rows[0].n} rows instead of ${table.rows}`)
  }
  const take = async (name: string, content: Buffer) => {
    const table = tables.get(name)
    if (!table) throw new Error(`nobody vouches for the table ${name}`)
    if (current?.table !== table) {
      await finish()
      current = { table, stream: copyInto(table) }
    }
    const { stream } = current
    if (!stream.write(content)) await once(stream, 'drain')
  }
  return { take, finish }
}

async function setSequences(client: pg.Client, { sequences }: Manifest): Promise<void> {
  for (const { table, column, next } of sequences)
    await client.query('select setval(pg_get_serial_sequence($1, $2), $3, false)', [table, column, next])
}
