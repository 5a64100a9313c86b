// `hezuo export <file>`: everything as a data package or a workbook.
import { writeFileSync } from 'node:fs'
import { sql } from 'kysely'
import type { Taken } from '../../exchange/export/queries.ts'
import { packageOf } from '../../exchange/package/queries.ts'
import { workbookOf } from '../../exchange/workbook/queries.ts'
import { readWords } from '../../platform/catalogues.ts'
import type { Database } from '../../platform/database.ts'
import { StartRefusal, said, terminalLanguage } from '../../platform/embedded/refusal.ts'
import { dayOf, readSettings } from '../../platform/settings.ts'
import { topPlace } from '../../registry/places/queries.ts'
import { exports, migrate } from '../rooms.ts'
import { type Command, WrongCall } from './command.ts'
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
    const bytes = await withInstance(
      async ({ database }) => {
        await migrate(database)
        const taken = await placeOf(database, place as string | undefined)
        const language = terminalLanguage()
        const about = { language, say: readWords().say(language), now: new Date() }
        console.error(said('Reading …'))
        return kind === 'zip'
          ? packageOf(database.kysely, exports, taken, about)
          : workbookOf(database.kysely, exports, taken, about)
      },
      { joins: true, isPatient: true },
    )
    writeFileSync(file, bytes)
    console.log(
      json
        ? JSON.stringify({ file, bytes: bytes.length })
        : said('Wrote {file} ({n} bytes).', { file, n: bytes.length }),
    )
  },
}

async function placeOf({ kysely: db }: Database, code: string | undefined): Promise<Taken> {
  const day = dayOf(await readSettings(db), new Date())
  const top = await topPlace(db)
  if (!top) throw new StartRefusal(said('There is nothing to export yet.'))
  // Whoever stands at the terminal may see everything.
  const all = { day, scopes: [top.id] }
  if (code === undefined) return { ...top, ...all }
  const { rows } = await sql<
    Omit<Taken, 'day' | 'scopes'>
  >`select id, code, names from registry.place where code = ${code}`.execute(db)
  if (!rows[0]) throw new WrongCall(said('There is no place with the code “{code}”.', { code }))
  return { ...rows[0], ...all }
}
