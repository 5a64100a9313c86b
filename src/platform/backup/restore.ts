// Brings a backup into an empty place, on any PostgreSQL that Hezuo runs on: all of it in one transaction or nothing.
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { finished } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { Db } from '../database.ts'
import { StartRefusal, said } from '../embedded/refusal.ts'
import { keepFile, pathOf } from '../files.ts'
import { applyMigrations, knownMigrations, migrationsIn, schemaOf } from '../migrate.ts'
import { checkArchive, openParts } from './archive.ts'
import { type Known, knownTables } from './known.ts'
import { damaged, type Manifest, tableOf } from './manifest.ts'
import { listSchemas, listTables, type One, openOne } from './tables.ts'

export type RestoreOptions = {
  url: string
  dataFolder: string
  file: string
  /** folders of the rooms that may bring migrations */
  rooms: readonly string[]
  /** Brings what a backup does not hold into a state from which it goes on, before anybody sees it. */
  beginAnew(db: Db): Promise<void>
  progress?(percent: number): void
}

/**
 * Restores, or refuses in one sentence with the database as empty as before: not empty, damaged, or too new. Invariant:
 * no text of the file becomes SQL; every name in a statement is one that the database gave itself.
 */
export async function restoreBackup(options: RestoreOptions): Promise<Manifest> {
  const { url, file, rooms } = options
  const manifest = await checkArchive(file)
  refuseUnknown(manifest, file, rooms)
  const one = await openOne(url)
  const kept: string[] = []
  try {
    await one.client.query('begin')
    await bringIn(one, options, manifest, kept).catch((error) => {
      throw doesNotFit(error)
        ? damaged(file, said('what it holds does not fit its own tables'), error)
        : error
    })
    // What a newer Hezuo added since is made now, from the rows as they came. What fails here is no fault of the file.
    await applyMigrations(one.db, rooms)
    await options.beginAnew(one.db)
    await one.client.query('commit')
    await one.client.query('analyze')
    return manifest
  } catch (error) {
    await one.client.query('rollback').catch(() => {})
    for (const path of kept) await rm(path, { force: true })
    throw error
  } finally {
    await one.close()
  }
}

/** Values that no column takes, rows that break a rule of theirs, migrations that are not all of a version. */
const doesNotFit = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && /^(22|23|3F|42)/.test(error.code ?? '')

async function bringIn(
  { client, db }: One,
  { dataFolder, file, rooms, progress }: RestoreOptions,
  manifest: Manifest,
  kept: string[],
): Promise<void> {
  const schemas = rooms.map(schemaOf)
  await emptyOrRefuse(client, schemas)
  await applyMigrations(db, rooms, new Set(manifest.migrations))
  const tables = knownTables(manifest, await listTables(client, schemas), file)
  const constraints = await withoutForeignKeys(client, schemas)
  await setTriggers(client, tables, 'disable')
  // What migrations brought along comes back from the backup as it was.
  await client.query(`truncate ${tables.map((table) => table.name).join(', ')}`)
  const loading = loadInto(client, tables)
  let step = 0
  await openParts(file, manifest, async (name, content) => {
    const part = tableOf(name)
    if (part) await loading.take(part.table, content)
    else {
      // The folder may serve another database that names the same file: what was there stays, whatever happens.
      const path = pathOf(dataFolder, name.slice('files/'.length))
      if (!existsSync(path)) kept.push(path)
      await keepFile(dataFolder, content)
    }
    step += 1
    progress?.(Math.floor((100 * step) / manifest.parts.length))
  })
  await loading.finish()
  await mustBeWhole(client, tables, file)
  if (`${(await migrationsIn(db)).sort()}` !== `${manifest.migrations.toSorted()}`)
    throw damaged(file, said('it says two things about its migrations'))
  await setSequences(client, tables)
  await setTriggers(client, tables, 'enable')
  for (const statement of constraints) await client.query(statement)
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
  const found = await listSchemas(client, schemas)
  for (const { name } of await listTables(client, found)) {
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

/**
 * Takes all foreign keys away and says how they are made again: rows may then come in any order, and all are checked.
 */
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
  tables: readonly Known[],
  how: 'enable' | 'disable',
): Promise<void> {
  for (const { name } of tables) await client.query(`alter table ${name} ${how} trigger user`)
}

/** Takes the parts of the tables in the order in which they were written. */
function loadInto(client: pg.Client, tables: readonly Known[]) {
  const bySaid = new Map(tables.map((table) => [table.said, table]))
  let current: { table: Known; stream: ReturnType<typeof copyInto> } | null = null
  const copyInto = ({ name, columns }: Known) =>
    client.query(copyFrom(`copy ${name} (${columns.join(', ')}) from stdin`))
  const finish = async () => {
    const stream = current?.stream
    current = null
    stream?.end()
    if (stream) await finished(stream)
  }
  const take = async (said: string, content: Buffer) => {
    const table = bySaid.get(said)
    if (!table) throw new Error(`nobody vouches for the table ${said}`)
    if (current?.table !== table) {
      await finish()
      current = { table, stream: copyInto(table) }
    }
    const { stream } = current
    if (!stream.write(content)) await once(stream, 'drain')
  }
  return { take, finish }
}

async function mustBeWhole(client: pg.Client, tables: readonly Known[], file: string): Promise<void> {
  for (const { name, rows } of tables) {
    const found = await client.query<{ n: number }>(`select count(*) as n from ${name}`)
    if (found.rows[0].n !== rows)
      throw damaged(file, said('{name}: {n} rows instead of {rows}', { name, n: found.rows[0].n, rows }))
  }
}

async function setSequences(client: pg.Client, tables: readonly Known[]): Promise<void> {
  for (const { name, sequences } of tables)
    for (const { column, next } of sequences)
      await client.query('select setval(pg_get_serial_sequence($1, $2), $3, false)', [name, column, next])
}
