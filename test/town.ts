// The town that tests live in: the sample on a database of its own, a server, and its people by their sign-in names.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeSession } from '../src/access/sessions/actions.ts'
import { sessionCookie } from '../src/access/sessions/queries.ts'
import { firstAdministratorLink } from '../src/app/instance/instance.ts'
import { buildServer, type Server, type ServerOptions } from '../src/app/server/server.ts'
import type { Call, CallInput, CallReply } from '../src/base/call.ts'
import type { Database } from '../src/platform/database.ts'
import { keepFile } from '../src/platform/files.ts'
import { unlimited } from '../src/platform/limits.ts'
import { topPlace } from '../src/registry/places/queries.ts'
import { sampleDatabase, samplePack, type TestDatabase } from './database.ts'
import { faultsOfJournal } from './journal.ts'

type Refused = {
  status: number
  type: string
  errors?: { pointer: string; code: string; detail: string }[]
  current?: unknown
  detail?: string
  stage?: string
}
export type Answer<C> = { status: number; body: CallReply<C>; problem: Refused }

export type Person = {
  /** Sends a call through the front door and gives whatever comes back. */
  send<C extends Call>(call: C, input: CallInput<C>, headers?: Record<string, string>): Promise<Answer<C>>
  /** As `send`, but anything other than success fails the test with the problem in words. */
  ask<C extends Call>(call: C, input: CallInput<C>): Promise<CallReply<C>>
  /** As `ask`, sent once more as after a lost answer: what is done once by ids of its sender is answered as before. */
  askTwice<C extends Call>(call: C, input: CallInput<C>): Promise<CallReply<C>>
}

export type Town = {
  database: Database
  server: Server
  dataFolder: string
  /** Somebody of the cast by sign-in name, e.g. 'xuchang-officer'. */
  as(login: string): Promise<Person>
  /** The account of somebody of the cast. */
  accountOf(login: string): Promise<string>
  /** A machine with a token's secret. */
  byToken(secret: string): Person
  /** Nobody: a browser that has not signed in. */
  stranger(): Person
  close(): Promise<void>
}

/** Opens a town of its own, with the sample, served otherwise where options say so; close it in `after`. */
export async function openTown(options: Partial<ServerOptions> = {}): Promise<Town> {
  const town = await townOn(await sampleDatabase(), options)
  await keepSampleFiles(town.dataFolder)
  return town
}

export type OfficeTown = Town & { administrator: Person; placeId: string }

/** An office without a sample, as its first administrator finds it; `placeId` is the place above all. */
export async function officeOf(database: TestDatabase): Promise<OfficeTown> {
  await firstAdministratorLink(database, 'http://localhost')
  const town = await townOn(database)
  const top = await topPlace(database.kysely)
  return { ...town, administrator: await town.as('administrator'), placeId: top?.id ?? '' }
}

async function townOn(database: TestDatabase, options: Partial<ServerOptions> = {}): Promise<Town> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'hezuo-town-'))
  const server = await buildServer({
    database,
    baseUrl: 'http://localhost',
    dataFolder,
    checkReplies: true,
    log: Boolean(process.env.HEZUO_LOG),
    limits: unlimited,
    ...options,
  })
  const known = new Map<string, Person>()
  return {
    database,
    server,
    dataFolder,
    as: async (login) => {
      const found = known.get(login)
      if (found) return found
      const secret = await makeSession(database.kysely, await accountOf(database, login), 'test', new Date())
      const person = personWith(server, { cookie: `${sessionCookie}=${secret}` })
      known.set(login, person)
      return person
    },
    accountOf: (login) => accountOf(database, login),
    byToken: (secret) => personWith(server, { authorization: `Bearer ${secret}` }),
    stranger: () => personWith(server, {}),
    close: async () => {
      const faults = await faultsOfJournal(database.kysely)
      await server.close()
      await database.drop()
      rmSync(dataFolder, { recursive: true, force: true })
      assert.deepEqual(faults, [], 'the journal of this town')
    },
  }
}

const evidence = new URL(`../packs/${samplePack}/evidence/`, import.meta.url)

/** The database is a copy of one that was seeded; its files are kept here as the seeding kept them there. */
async function keepSampleFiles(dataFolder: string): Promise<void> {
  for (const name of readdirSync(evidence)) await keepFile(dataFolder, readFileSync(new URL(name, evidence)))
}

async function accountOf(database: Database, login: string): Promise<string> {
  const row = await database.kysely
    .withTables<{ 'access.account': { id: string; login: string } }>()
    .selectFrom('access.account')
    .select('id')
    .where('login', '=', login)
    .executeTakeFirst()
  if (!row) throw new Error(`nobody in the cast is called ${login}`)
  return row.id
}

type Loose = { params?: Record<string, string>; query?: Record<string, unknown>; body?: unknown }

/** The address of a call with its params and query filled in. */
export function addressOf(call: Call, input: unknown): string {
  const { params = {}, query = {} } = input as Loose
  const path = call.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name]))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value))
  return search.size > 0 ? `${path}?${search}` : path
}

function personWith(server: Server, own: Record<string, string>): Person {
  const send: Person['send'] = async (call, input, headers = {}) => {
    const { body } = input as Loose
    const response = await server.inject({
      method: call.method,
      url: addressOf(call, input),
      headers: {
        'accept-language': 'en',
        ...(call.raw ? { 'content-type': 'application/octet-stream' } : {}),
        ...own,
        ...headers,
      },
      payload: body as never,
    })
    const isJson =
      !(call.file && response.statusCode === 200) && String(response.headers['content-type']).includes('json')
    const read = isJson ? response.json() : response.rawPayload
    return { status: response.statusCode, body: read, problem: read }
  }
  const ask: Person['ask'] = async (call, input) => {
    const answer = await send(call, input)
    if (answer.status !== 200)
      throw new Error(`${call.method} ${call.path}: ${JSON.stringify(answer.problem)}`)
    return answer.body
  }
  const askTwice: Person['askTwice'] = async (call, input) => {
    const first = await ask(call, input)
    assert.deepEqual(await ask(call, input), first)
    return first
  }
  return { send, ask, askTwice }
}
