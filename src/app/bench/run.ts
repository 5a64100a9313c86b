// Where every group measures: a database of its own, fsynced, with the sample in it, and a server that listens in
// front.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { makeSession } from '../../access/sessions/actions.ts'
import { sessionCookie } from '../../access/sessions/queries.ts'
import { openDatabase } from '../../platform/database.ts'
import { startEmbedded } from '../../platform/embedded-postgres.ts'
import { openFiles } from '../../platform/files.ts'
import { unlimited } from '../../platform/limits.ts'
import { mostInLine } from '../../platform/listening.ts'
import { migrate } from '../rooms.ts'
import { seed } from '../seed/seed.ts'
import { buildServer } from '../server/server.ts'
import { buildWeb } from '../server/web-build.ts'
import { beside } from './beside.ts'
import { classPages } from './class-pages.ts'
import { endedPlaces } from './ended-places.ts'
import { exportEverything } from './export.ts'
import type { Bench, Figure, Group } from './figure.ts'
import { importPeople } from './import.ts'
import { opening } from './opening.ts'
import { rollUp } from './roll-up.ts'
import { saveFigure } from './save-figure.ts'
import { signIn } from './sign-in.ts'
import { startUp } from './start-up.ts'
import { writes } from './writes.ts'

/** In the order in which they are measured. */
export const groups: Record<string, Group> = {
  'start-up': startUp,
  'sign-in': signIn,
  'class-pages': classPages,
  opening,
  import: importPeople,
  export: exportEverything,
  beside,
  // Last of all: they fill the database with a whole country.
  'roll-up': rollUp,
  'save-figure': saveFigure,
  writes,
  // And this ends nearly all of its townships.
  'ended-places': endedPlaces,
}

const pack = 'xuchang-1954'

export const measure = (names: readonly string[], tell: (line: string) => void): Promise<Figure[]> =>
  withBench(tell, async (bench) => {
    const all: Figure[] = []
    for (const name of names) all.push(...(await groups[name](bench)))
    return all
  })

/** A fsynced database with the sample and a listening server, gone again whatever happens. */
async function withBench<T>(tell: Bench['tell'], work: (bench: Bench) => Promise<T>): Promise<T> {
  await buildWeb(tell)
  const folder = mkdtempSync(join(tmpdir(), 'hezuo-bench-'))
  // Root's PostgreSQL runs as another user, who must be let through.
  chmodSync(folder, 0o711)
  const embedded = await startEmbedded({ dataFolder: folder })
  const database = openDatabase(embedded.url)
  try {
    tell('loading the sample')
    await migrate(database)
    await seed(database, pack, openFiles(folder))
    const server = await buildServer({
      database,
      baseUrl: 'http://127.0.0.1',
      dataFolder: folder,
      limits: unlimited,
    })
    try {
      const address = await server.listen({ port: 0, host: '127.0.0.1', backlog: mostInLine })
      return await work({ database, server, address, tell, cookieOf: (login) => cookieOf(database, login) })
    } finally {
      await server.close()
    }
  } finally {
    await database.close()
    await embedded.stop()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function cookieOf(database: Bench['database'], login: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`select id from access.account where login = ${login}`.execute(
    database.kysely,
  )
  return `${sessionCookie}=${await makeSession(database.kysely, rows[0].id, 'bench', new Date())}`
}
