// `hezuo export <file>`: everything as a data package or a workbook.
import { open, rename, rm, stat } from 'node:fs/promises'
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { newId } from '../../base/ids.ts'
import type { Taken } from '../../exchange/export/queries.ts'
import { writePackage } from '../../exchange/package/queries.ts'
import { writeWorkbook } from '../../exchange/workbook/queries.ts'
import { StartRefusal, said } from '../../platform/embedded/refusal.ts'
import type { Write } from '../../platform/outgoing.ts'
import { topPlace } from '../../registry/places/queries.ts'
import { exports, migrate } from '../rooms.ts'
import { type Command, WrongCall } from './command.ts'
import { handAtTerminal } from './hand.ts'
import { withInstance } from './instance.ts'

export const exportCommand: Command = {
  summary: () => said('write everything into a file for other programs'),
  help: () =>
    said(`Usage: npx hezuo export <file.zip | file.xlsx> [--place CODE] [--json]

Writes everything into one file: an open data package (.zip: CSV files and their description) or
a workbook for people (.xlsx, up to 200,000 rows). Answers to examinations are nowhere in it. It
is no backup: “backup” keeps what “restore” needs.

  --place CODE   only what stands under the place with this code
  --json         print {"file", "bytes"} for machines`),
  options: { place: { type: 'string' }, json: { type: 'boolean' } },
  positionals: 1,
  async run({ place, json }, [file, ...more]) {
    const kind = /\.(zip|xlsx)$/.exec(file ?? '')?.[1]
    if (!kind || more.length > 0)
      throw new WrongCall(said('Name one file that ends in .zip or .xlsx: npx hezuo export hezuo.zip.'))
    await withInstance(
      async ({ database, dataFolder }) => {
        await migrate(database)
        const { kysely: db } = database
        const top = await topPlace(db)
        if (!top) throw new StartRefusal(said('There is nothing to export yet.'))
        // Nothing is written in anybody's name.
        const ctx = await handAtTerminal(db, dataFolder, { accountId: newId(), placeId: top.id })
        const taken = await placeOf(ctx, top, place as string | undefined)
        console.error(said('Reading …'))
        await writeWhole(file, (write) =>
          kind === 'zip'
            ? writePackage(write, db, exports, taken, ctx)
            : writeWorkbook(write, ctx, exports, taken),
        )
      },
      { joins: true, isPatient: true },
    )
    const { size: bytes } = await stat(file)
    console.log(
      json ? JSON.stringify({ file, bytes }) : said('Wrote {file} ({n} bytes).', { file, n: bytes }),
    )
  },
}

/** Under a name beside first: only what is whole gets the final one. */
async function writeWhole(file: string, make: (write: Write) => Promise<void>): Promise<void> {
  const beside = `${file}.unfinished`
  const handle = await open(beside, 'w')
  try {
    await make((part) => handle.writeFile(part))
    await handle.close()
    await rename(beside, file)
  } catch (error) {
    await handle.close()
    await rm(beside, { force: true })
    throw error
  }
}

type Place = Pick<Taken, 'id' | 'code' | 'names'>

async function placeOf({ db, today: day }: Context, top: Place, code: string | undefined): Promise<Taken> {
  const all = { day, scopes: [top.id] }
  if (code === undefined) return { ...top, ...all }
  const { rows } = await sql<Place>`select id, code, names from registry.place where code = ${code}`.execute(
    db,
  )
  if (!rows[0]) throw new WrongCall(said('There is no place with the code “{code}”.', { code }))
  return { ...rows[0], ...all }
}
