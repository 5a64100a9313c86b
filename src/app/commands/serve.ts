// What `hezuo start` does with a database that is there: bring it up to date, put the server on it, tell how to come
// in. Apart from the command itself because it brings all rooms along, which are loaded while the database comes up.
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { providerSettings } from '../../access/providers/context.ts'
import { analyzeGrown } from '../../platform/analyze.ts'
import { readAhead, readWords } from '../../platform/catalogues.ts'
import { said } from '../../platform/embedded/refusal.ts'
import { openFiles } from '../../platform/files.ts'
import { readSettings } from '../../platform/settings.ts'
import { eachAlone } from '../../platform/side-by-side.ts'
import { firstAdministratorLink } from '../instance/instance.ts'
import * as jobs from '../jobs.ts'
import { migrate } from '../rooms.ts'
import { isEmpty, load } from '../seed/seed.ts'
import { buildServer, type Server, type ServerOptions } from '../server/server.ts'
import type { Instance } from './instance.ts'

const pack = 'xuchang-1954'

async function prepareDatabase({ database, dataFolder, embedded }: Instance, empty: boolean): Promise<void> {
  await migrate(database)
  if (!embedded) return
  // Remembered: the next start without --empty must not load the sample after all.
  const note = join(dataFolder, 'started-empty')
  if (!(await isEmpty(database)) || existsSync(note)) return
  if (empty) writeFileSync(note, '')
  else await load(database, pack, openFiles(dataFolder))
}

type Asked = Pick<ServerOptions, 'baseUrl' | 'proxies' | 'securityContact'>

/** The server on a database that is brought up to date, and filled where nobody has worked in it yet. */
export async function openServer(instance: Instance, asked: Asked, empty: boolean): Promise<Server> {
  // The server is put together while the database works.
  const preparing = prepareDatabase(instance, empty)
  const building = buildOn(instance, asked)
  await eachAlone<Promise<unknown>, unknown>([preparing, building], (one) => one)
  return building
}

async function buildOn({ database, dataFolder, databaseFolder }: Instance, asked: Asked): Promise<Server> {
  readAhead(readWords())
  return buildServer({
    ...asked,
    database,
    dataFolder,
    databaseFolder: databaseFolder ?? undefined,
    log: true,
    provider: providerSettings(process.env),
  })
}

/**
 * What is due is done from now on, first of all that the database looks at what was filled at once; gives what ends
 * that.
 */
export function runJobs(instance: Instance): () => Promise<void> {
  const looking = analyzeGrown(instance.database.kysely).catch((error: Error) => console.error(error.message))
  const stop = jobs.runJobs(instance)
  return async () => {
    await Promise.all([looking, stop()])
  }
}

/** What is said to whoever started it. Asks nobody: who runs the machine may come in. */
export async function howToSignIn(
  { database }: Instance,
  baseUrl: string,
): Promise<{ line: string; link?: string }> {
  const ready = said('Hezuo is ready at {baseUrl}', { baseUrl })
  const { demo } = await readSettings(database.kysely)
  if (demo)
    return {
      line: said('{ready} : open it and choose a person to sign in as.', { ready }),
    }
  const link = await firstAdministratorLink(database, baseUrl)
  if (!link) return { line: said('{ready} : open it and sign in.', { ready }) }
  return {
    link,
    line: said('{ready} : its first administrator signs in once by {link}', { ready, link }),
  }
}
