import assert from 'node:assert/strict'
import { connect, createServer } from 'node:net'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { emptyDatabase } from '../../test/database.ts'
import { type Db, openDatabase } from './database.ts'
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

/** How PostgreSQL ends an answer. */
const ready = 'Z\0\0\0\x05'

/** A line to the database on which each end of an answer comes by itself, a while after the one before. */
async function slowly(url: string) {
  const { hostname, port: behind } = new URL(url)
  const line = createServer((here) => {
    const there = connect(Number(behind), hostname)
    let last: Promise<unknown> = Promise.resolve()
    there.on('data', (data) => {
      for (const [at, part] of data.toString('latin1').split(ready).entries())
        last = last.then(() => wait(20)).then(() => here.write((at > 0 ? ready : '') + part, 'latin1'))
    })
    here.pipe(there)
    for (const one of [here, there]) one.on('error', () => {})
  })
  const port = await freePort()
  await new Promise<void>((done) => line.listen(port, '127.0.0.1', done))
  const through = new URL(url)
  through.host = `127.0.0.1:${port}`
  return { url: through.href, close: () => line.close() }
}

test('what is asked of a transaction once one of its branches has failed is never done outside of it', async () => {
  const behind = await emptyDatabase()
  await sql`create table mark (n int)`.execute(behind.kysely)
  const line = await slowly(behind.url)
  const database = openDatabase(line.url, { connections: 1 })
  try {
    const put = (tx: Db, n: number) => sql`insert into mark values (${n})`.execute(tx)
    let late: Promise<unknown> | undefined
    const both = database.kysely.transaction().execute((tx) => {
      late = sql`select 1`.execute(tx).then(() => put(tx, 1))
      return Promise.all([put(tx, 2), late, Promise.reject(new Error('refused'))])
    })
    await assert.rejects(both, /refused/)
    await assert.rejects(async () => late)
    const marks = async () =>
      (await sql<{ n: number }>`select n from mark order by n`.execute(behind.kysely)).rows
    assert.deepEqual(await marks(), [])
    // The connection serves the next, in a transaction and without one.
    await database.kysely.transaction().execute((tx) => put(tx, 3))
    await database.kysely.connection().execute((db) => put(db, 4))
    assert.deepEqual(await marks(), [{ n: 3 }, { n: 4 }])
  } finally {
    await database.close()
    line.close()
    await behind.drop()
  }
})

test('a connection names what is asked again and again, so many and no more, and answers the others as well', async () => {
  const behind = await emptyDatabase()
  const database = openDatabase(behind.url, { connections: 1 })
  try {
    for (const n of [...Array(150).keys()])
      for (let times = 0; times < 4; times++) {
        const { rows } = await sql<{ n: number }>`select ${n}::int + ${sql.lit(n)} as n`.execute(
          database.kysely,
        )
        assert.deepEqual(rows, [{ n: 2 * n }])
      }
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from pg_prepared_statements
      where name like 's%'`.execute(database.kysely)
    assert.equal(rows[0].n, 120)
  } finally {
    await database.close()
    await behind.drop()
  }
})

test('a value that cannot be sent fails by itself: its statement goes on being answered on the same connection', async () => {
  const behind = await emptyDatabase()
  const database = openDatabase(behind.url, { connections: 1 })
  try {
    // With a name that the server has by then, and with one that it is only about to be told.
    for (const times of [5, 2]) {
      const told = (n: unknown) =>
        sql<{ n: unknown }>`select ${{ n }}::jsonb -> 'n' as n, ${sql.lit(times)}`.execute(database.kysely)
      for (let n = 0; n < times; n++) assert.equal((await told(n)).rows[0].n, n)
      await assert.rejects(told(1n), /BigInt/)
      assert.equal((await told(7)).rows[0].n, 7)
    }
  } finally {
    await database.close()
    await behind.drop()
  }
})
