// Whoever stands at the terminal runs the machine, and may do and see everything: who that is to the rooms.
import { randomUUID } from 'node:crypto'
import type { Context } from '../../access/context.ts'
import { readWords } from '../../platform/catalogues.ts'
import type { Db } from '../../platform/database.ts'
import { terminalLanguage } from '../../platform/embedded/refusal.ts'
import { openFiles } from '../../platform/files.ts'
import { dayOf, readSettings } from '../../platform/settings.ts'
import { listeners } from '../rooms.ts'

/** `accountId`: in whose name it is written, where anything is; `placeId`: the place above all. */
export async function handAtTerminal(
  db: Db,
  dataFolder: string,
  { accountId, placeId }: { accountId: string; placeId: string },
): Promise<Context> {
  const now = new Date()
  const language = terminalLanguage()
  const grants = [{ role: 'administrator' as const, placeId }]
  return {
    db,
    actor: { accountId, sessionId: null, personId: null, grants, path: [placeId] },
    now,
    today: dayOf(await readSettings(db), now),
    requestId: randomUUID(),
    language,
    say: readWords().say(language),
    listeners,
    files: openFiles(dataFolder),
  }
}
