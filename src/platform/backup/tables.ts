// What a database holds, as far as it is Hezuo's: its tables with their columns and sequences, and how it is asked over
// one connection by statements and by queries alike.
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { type Db, typesOfValues } from '../database.ts'

/** One connection, by itself and as the rooms know a database. */
export type One = { client: pg.Client; db: Db; close(): Promise<void> }

export async function openOne(url: string): Promise<One> {
  const client = new pg.Client({ connectionString: url, types: typesOfValues, keepAlive: true })
  client.on('error', () => {})
  await client.connect()
  // Written the same way by every server, whatever its own settings.
  for (const setting of [
    "datestyle = 'ISO, YMD'",
    "timezone = 'UTC'",
    "intervalstyle = 'postgres'",
    'extra_float_digits = 1',
    "bytea_output = 'hex'",
    'statement_timeout = 0',
    'lock_timeout = 0',
    'idle_in_transaction_session_timeout = 0',
  ])
    await client.query(`set ${setting}`)
  const lent = Object.assign(Object.create(client), {
    query: client.query.bind(client),
    release: () => {},
  })
  const pool = { connect: async () => lent, end: async () => {}, options: {} }
  return { client, db: new Kysely({ dialect: new PostgresDialect({ pool }) }), close: () => client.end() }
}

export type Found = { name: string; columns: string[]; identities: string[] }

/** Tables of the given schemas, each with its columns in order; what the database computes itself is left out. */
export async function listTables(client: pg.Client, schemas: readonly string[]): Promise<Found[]> {
  const { rows } = await client.query<Found>(
    `select format('%I.%I', n.nspname, c.relname) as name,
       array_agg(quote_ident(a.attname) order by a.attnum) as columns,
       coalesce(array_agg(a.attname::text) filter (where a.attidentity <> ''), '{}') as identities
     from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
     join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where c.relkind = 'r' and n.nspname = any($1::text[]) group by n.nspname, c.relname order by 1`,
    [schemas],
  )
  return rows
}

/** Those of the schemas that exist. */
export async function listSchemas(client: pg.Client, schemas: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    'select nspname::text as name from pg_namespace where nspname = any($1::text[]) order by 1',
    [schemas],
  )
  return rows.map((row) => row.name)
}
