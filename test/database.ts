// Databases for tests: each a clone of a template that is made once a run, on one embedded PostgreSQL for all.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { migrate } from '../src/app/rooms.ts'
import { seed } from '../src/app/seed/seed.ts'
import { type Database, openDatabase } from '../src/platform/database.ts'
import { type Embedded, startEmbedded } from '../src/platform/embedded-postgres.ts'
import { openFiles } from '../src/platform/files.ts'
import { guardFolder } from './guard.ts'

export type TestDatabase = Database & {
  /** Closes it and removes it from the server. */
  drop(): Promise<void>
}

export const samplePack = 'xuchang-1954'
const templates = {
  empty: async (database: Database) => void (await migrate(database)),
  sample: async (database: Database) => {
    await migrate(database)
    // The template has the records alone: whoever opens a town on a copy of it keeps the files there (test/town.ts).
    const folder = mkdtempSync(join(tmpdir(), 'hezuo-template-'))
    try {
      await seed(database, samplePack, openFiles(folder))
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

/** A database with all tables and nothing in them. */
export const emptyDatabase = (): Promise<TestDatabase> => cloneOf('empty')

/** A database with the sample of Xuchang 1954. */
export const sampleDatabase = (): Promise<TestDatabase> => cloneOf('sample')

let server: Promise<string> | undefined
let clones = 0

const serverUrl = (): Promise<string> => {
  server ??= process.env.HEZUO_TEST_DATABASE ? Promise.resolve(process.env.HEZUO_TEST_DATABASE) : startOwn()
  return server
}

/** A database with nothing in it, not even tables. */
export const bareDatabase = async (): Promise<TestDatabase> => bareAt(await serverUrl())

async function bareAt(url: string): Promise<TestDatabase> {
  const name = `test_${process.pid}_${++clones}`
  await withClient(url, (client) => client.query(`create database ${name}`))
  return droppable(url, name)
}

/**
 * Hezuo's own database where the tests run on the machine's server, for what must work across both; null where they run
 * on its own anyway.
 */
export async function otherServer(): Promise<{
  bareDatabase(): Promise<TestDatabase>
  stop(): Promise<void>
} | null> {
  if (!process.env.HEZUO_TEST_SERVER) return null
  const embedded = await startThrowaway()
  return { bareDatabase: () => bareAt(embedded.url), stop: embedded.stop }
}

async function cloneOf(kind: keyof typeof templates): Promise<TestDatabase> {
  const url = await serverUrl()
  const template = `template_${kind}`
  const name = `test_${process.pid}_${++clones}`
  await withClient(url, async (client) => {
    await makeTemplate(client, url, template, templates[kind])
    await client.query(`create database ${name} template ${template}`)
  })
  return droppable(url, name)
}

function droppable(url: string, name: string): TestDatabase {
  const database = openDatabase(at(url, name))
  return {
    ...database,
    drop: async () => {
      await database.close()
      await withClient(url, (client) => dropDatabase(client, name))
    },
  }
}

/** Where the server itself is sweeping the database just then, an ordinary role has to wait until it is done. */
async function dropDatabase(client: pg.Client, name: string, attempts = 100): Promise<void> {
  try {
    await client.query(`drop database if exists ${name} with (force)`)
  } catch (error) {
    if ((error as { code?: string }).code !== '42501' || attempts === 0) throw error
    await new Promise((done) => setTimeout(done, 100))
    await dropDatabase(client, name, attempts - 1)
  }
}

/** Test files run side by side in processes of their own: the first makes the template, the others wait for it. */
async function makeTemplate(
  client: pg.Client,
  url: string,
  template: string,
  fill: (database: Database) => Promise<void>,
): Promise<void> {
  const exists = async () =>
    (await client.query('select 1 from pg_database where datname = $1', [template])).rows.length > 0
  if (await exists()) return
  await client.query('select pg_advisory_lock(hashtext($1))', [template])
  try {
    if (await exists()) return
    const unfinished = `${template}_unfinished`
    await dropDatabase(client, unfinished)
    await client.query(`create database ${unfinished}`)
    const database = openDatabase(at(url, unfinished))
    try {
      await fill(database)
    } finally {
      await database.close()
    }
    await client.query(`alter database ${unfinished} rename to ${template}`)
  } finally {
    await client.query('select pg_advisory_unlock(hashtext($1))', [template])
  }
}

function at(url: string, name: string): string {
  const there = new URL(url)
  there.pathname = `/${name}`
  return there.href
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Starts a PostgreSQL whose data nobody will miss. */
export async function startThrowaway(): Promise<Embedded> {
  const folder = mkdtempSync(join(tmpdir(), 'hezuo-test-'))
  // Root's PostgreSQL runs as another user, who must be let through.
  chmodSync(folder, 0o711)
  const embedded = await startEmbedded({ dataFolder: folder, throwaway: true })
  const guard = guardFolder(folder)
  const stop = async () => {
    await embedded.stop()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    guard.stdin.end()
  }
  return { ...embedded, stop }
}

/** One file run by `node --test` alone brings its own server, which ends when nothing is left to do. */
async function startOwn(): Promise<string> {
  const embedded = await startThrowaway()
  process.once('beforeExit', () => void embedded.stop())
  return embedded.url
}
