// `hezuo seed <pack>`: loads a pack's sample into an empty database.
import { StartRefusal, said } from '../../platform/embedded/refusal.ts'
import { openFiles } from '../../platform/files.ts'
import { changeSettings } from '../../platform/settings.ts'
import { FaultyPack, isOnShelf, readPack } from '../pack/shelf.ts'
import { migrate } from '../rooms.ts'
import { isEmpty, seed } from '../seed/seed.ts'
import { type Command, WrongCall } from './command.ts'
import { withInstance } from './instance.ts'

export const seedCommand: Command = {
  summary: () => said('load a programme pack into an empty database'),
  help: () =>
    said(`Usage: npx hezuo seed <pack> [--demo] [--json]

Loads a pack into an empty database, all of it or nothing: xuchang-1954 with its whole sample,
cooperative-basics, craft-cooperatives or a file (name.hezuo-pack.json) with its words only: forms,
posts, indicators, gates, policies, cards.
The database is that of HEZUO_DATA (./data), or the server named by DATABASE_URL.

  --demo   with DATABASE_URL: let everybody sign in as anybody of the sample by one click
           (Hezuo’s own database does so without being asked)
  --json   print {"seeded": pack} for machines`),
  options: { demo: { type: 'boolean' }, json: { type: 'boolean' } },
  positionals: 1,
  async run({ demo, json }, [pack, ...more]) {
    if (!pack || more.length > 0) throw new WrongCall(said('Name one pack: npx hezuo seed xuchang-1954.'))
    refuseFaulty(pack)
    await withInstance(async ({ database, dataFolder, embedded }) => {
      await migrate(database)
      if (!(await isEmpty(database)))
        throw new StartRefusal(said('The database is not empty: nothing was loaded.'))
      await seed(database, pack, openFiles(dataFolder))
      // A server of one's own may be reached by anybody: nobody signs in there without a password unless asked for.
      if (!embedded && !demo) await changeSettings(database.kysely, { demo: false })
    })
    console.log(json ? JSON.stringify({ seeded: pack }) : said('Loaded {pack}.', { pack }))
  },
}

/** Looked at before the database is: a faulty pack is named by file, place in it and reason. */
function refuseFaulty(pack: string): void {
  if (!isOnShelf(pack) && !pack.endsWith('.json'))
    throw new WrongCall(said('There is no pack “{pack}”.', { pack }))
  try {
    readPack(pack)
  } catch (error) {
    if (!(error instanceof FaultyPack)) throw error
    throw new StartRefusal(
      said(
        `The pack cannot be used:
{message}`,
        { message: error.message },
      ),
    )
  }
}
