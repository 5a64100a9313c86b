import assert from 'node:assert/strict'
import { connect, createServer } from 'node:net'
import { test } from 'node:test'
import { sql } from 'kysely'
import { emptyDatabase } from '../../test/database.ts'
import { openDatabase } from './database.ts'
import { freePort } from './embedded/server.ts'

/** A line to the database that counts the parcels which go there. */
async function counted(url: string) {
  const { hostname, port: behind } = new URL(url)
  let parcels = 0
  const line = createServer((here) => {
    const there = connect(Number(behind), hostname)
    here.on('data', () => parcels++)
    here.pipe(there).pipe(here)
    for (const one of [here, there]) one.on('error', () => {})
  })
  const port = await freePort()
  await new Promise<void>((done) => line.listen(port, '127.0.0.1', done))
  const through = new URL(url)
  through.host = `127.0.0.1:${port}`
  return { url: through.href, parcels: () => parcels, close: () => line.close() }
}

const numbers = [...Array(40).keys()]

test('statements of a transaction that do not wait for each other travel together, each with its own answer', async () => {
  const behind = await emptyDatabase()
  const line = await counted(behind.url)
  const database = openDatabase(line.url)
  try {
    const answers = await database.kysely.transaction().execute(async (tx) => {
      await sql`select 1`.execute(tx)
      const before = line.parcels()
      const all = await Promise.all(
        numbers.map(async (n) => (await sql<{ n: number }>`select ${n}::int as n`.execute(tx)).rows[0].n),
      )
      assert.ok(line.parcels() - before < 10, `${line.parcels() - before} parcels`)
      return all
    })
    assert.deepEqual(answers, numbers)
  } finally {
    await database.close()
    line.close()
    await behind.drop()
  }
})

test('where one of them is refused, the transaction leaves nothing, and its connection serves the next', async () => {
  const behind = await emptyDatabase()
  const database = openDatabase(behind.url, { connections: 1 })
  try {
    await sql`create table mark (n int)`.execute(database.kysely)
    const both = database.kysely
      .transaction()
      .execute((tx) =>
        Promise.all(
          numbers.map((n) => sql`insert into mark values (${n}::int / ${n - 20}::int)`.execute(tx)),
        ),
      )
    await assert.rejects(both, /division by zero/)
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from mark`.execute(database.kysely)
    assert.equal(rows[0].n, 0)
  } finally {
    await database.close()
    await behind.drop()
  }
})
