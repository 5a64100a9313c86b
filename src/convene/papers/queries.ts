// What programmes say of their papers. Whoever reads a paper has been asked by its own call.
import { sql } from 'kysely'
import type { PaperWords, SaidPapers } from '../../base/papers.ts'
import type { Db } from '../../platform/database.ts'

/** What a programme says of its papers; those that stand as they come are not among them. */
export async function readPapers(db: Db, programmeId: string): Promise<SaidPapers> {
  const { rows } = await sql<PaperWords & { code: string }>`select code, title, signatures from convene.paper
    where programme_id = ${programmeId} order by code`.execute(db)
  return Object.fromEntries(rows.map(({ code, ...said }) => [code, said]))
}

/** What it says of one; null where that stands as it comes. */
export async function findPaper(db: Db, programmeId: string, code: string): Promise<PaperWords | null> {
  return (await readPapers(db, programmeId))[code] ?? null
}
