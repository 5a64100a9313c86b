// Makes a backup while people work: one snapshot of the database, and the files that records of that snapshot name.
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { finished } from 'node:stream/promises'
import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import type { Db } from '../database.ts'
import { pathOf } from '../files.ts'
import { migrationsIn, schemaOf } from '../migrate.ts'
import { type Writing, writeArchive } from './archive.ts'
import type { Manifest, Sequence, Table } from './manifest.ts'
import { type Found, listTables, openOne } from './tables.ts'

export type BackupOptions = {
  url: string
  dataFolder: string
  file: string
  version: string
  /** folders of the rooms whose schemas belong into it */
  rooms: readonly string[]
  /** Table → which of its rows stay where they are, in SQL: secrets that only this instance may hold. */
  leftOut: ReadonlyMap<string, string>
  /** The SHA-256 of every file that a record names. */
  filesNamed(db: Db): Promise<string[]>
  /** Hears how far it is, in whole percent. */
  progress?(percent: number): void
  /** Ends it before it is done, as if it had failed. */
  signal?: AbortSignal
}

/** Writes the file, which must not be there yet; nothing is left under its name if it fails. */
export async function writeBackup(options: BackupOptions): Promise<Manifest> {
  const one = await openOne(options.url)
  const { client, db } = one
  if (options.signal?.aborted) await one.close()
  const abort = () => void one.close()
  options.signal?.addEventListener('abort', abort)
  try {
    return await writeArchive(options.file, async (writing) => {
      await client.query('begin transaction isolation level repeatable read read only')
      const tables = await listTables(client, options.rooms.map(schemaOf))
      const names = [...new Set(await options.filesNamed(db))].sort()
      const steps = tables.length + names.length
      let step = 0
      const onward = () => options.progress?.(Math.floor((100 * ++step) / steps))
      const kept: Table[] = []
      for (const { name, columns } of tables) {
        const rows = await copyOut(client, { name, columns }, options.leftOut.get(name), writing)
        kept.push({ name, columns, rows })
        onward()
      }
      const missing: string[] = []
      for (const sha256 of names) {
        const bytes = await readFile(pathOf(options.dataFolder, sha256)).catch(() => null)
        if (bytes && createHash('sha256').update(bytes).digest('hex') === sha256)
          await writing.add(`files/${sha256}`, bytes)
        else missing.push(sha256)
        onward()
      }
      const { rows } = await client.query<{ server_version: string }>('show server_version')
      const told = {
        version: options.version,
        madeAt: new Date().toISOString(),
        database: rows[0].server_version,
        migrations: await migrationsIn(db),
        tables: kept,
        sequences: await readSequences(client, tables),
        missing,
      }
      await client.query('commit')
      return told
    })
  } finally {
    options.signal?.removeEventListener('abort', abort)
    await one.close()
  }
}

const partSize = 4 * 1024 * 1024

/** One table as PostgreSQL writes it, in parts of a few megabytes; gives the number of rows. */
async function copyOut(
  client: pg.Client,
  { name, columns }: Pick<Found, 'name' | 'columns'>,
  secret: string | undefined,
  writing: Writing,
): Promise<number> {
  const listed = columns.join(', ')
  const from = secret
    ? `(select ${listed} from ${name} where (${secret}) is not true)`
    : `${name} (${listed})`
  const stream = client.query(copyTo(`copy ${from} to stdout`))
  let part = 0
  let rows = 0
  let waiting: Buffer[] = []
  let size = 0
  const flush = async () => {
    if (size === 0) return
    part += 1
    await writing.add(`tables/${name}/${String(part).padStart(6, '0')}`, Buffer.concat(waiting))
    waiting = []
    size = 0
  }
  for await (const chunk of stream) {
    waiting.push(chunk as Buffer)
    size += (chunk as Buffer).length
    rows += countLines(chunk as Buffer)
    if (size >= partSize) await flush()
  }
  await finished(stream)
  await flush()
  return rows
}

/** PostgreSQL writes a row a line; a line end within a value is written otherwise. */
function countLines(chunk: Buffer): number {
  let n = 0
  for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) n += 1
  return n
}

/** Where each sequence goes on; sequences know no snapshot, so this may be later than the last row. */
async function readSequences(client: pg.Client, tables: readonly Found[]): Promise<Sequence[]> {
  const found: Sequence[] = []
  for (const { name, identities } of tables)
    for (const column of identities) {
      const { rows } = await client.query<{ sequence: string }>(
        'select pg_get_serial_sequence($1, $2) as sequence',
        [name, column],
      )
      const at = await client.query<{ next: number }>(
        `select last_value + (case when is_called then 1 else 0 end) as next from ${rows[0].sequence}`,
      )
      found.push({ table: name, column, next: at.rows[0].next })
    }
  return found
}
