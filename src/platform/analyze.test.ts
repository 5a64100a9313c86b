import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { emptyDatabase, sampleDatabase } from '../../test/database.ts'
import { analyzeGrown } from './analyze.ts'
import type { Database } from './database.ts'

/** For how many rows the database takes a table; below 0 where it never looked. */
const takenFor = async (database: Database, table: string) =>
  (
    await sql<{
      n: number
    }>`select reltuples::float8 as n from pg_class where oid = ${table}::regclass`.execute(database.kysely)
  ).rows[0].n

test('what is filled at once is known to the database, and known anew where it has grown', async () => {
  const database = await emptyDatabase()
  const fill = (n: number) =>
    sql`insert into platform.received (id, account_id, sha256, answer)
      select gen_random_uuid(), null, 'x', '{}' from generate_series(1, ${n}::int)`.execute(database.kysely)
  try {
    for (const [more, all] of [
      [2000, 2000],
      [3000, 5000],
    ]) {
      await fill(more)
      await analyzeGrown(database.kysely)
      assert.equal(await takenFor(database, 'platform.received'), all)
    }
    await analyzeGrown(database.kysely)
  } finally {
    await database.drop()
  }
})

test('after a seed the database knows every table that it filled', async () => {
  const database = await sampleDatabase()
  try {
    const { rows } = await sql<{ table: string }>`select oid::regclass::text as table from pg_class
      where relkind = 'r' and pg_relation_size(oid) > 0 and reltuples < 0`.execute(database.kysely)
    assert.deepEqual(rows, [])
    assert.ok((await takenFor(database, 'convene.attendance')) > 0)
  } finally {
    await database.drop()
  }
})
