// What programmes say of their papers. Whoever reads a paper has been asked by its own call.
import { sql } from 'kysely'
import type { PaperWords, SaidPapers } from '../../base/papers.ts'
import type { Db } from '../../platform/database.ts'

/** SQL: what a programme says of its papers, by their codes; those that stand as they come are not among them. */
export const saidPapers = (programmeId: string) => sql<SaidPapers>`coalesce((
  select json_object_agg(code, json_build_object('title', title, 'signatures', signatures) order by code)
  from convene.paper where programme_id = ${programmeId}), '{}')`

export async function readPapers(db: Db, programmeId: string): Promise<SaidPapers> {
  const { rows } = await sql<{ said: SaidPapers }>`select ${saidPapers(programmeId)} as said`.execute(db)
  return rows[0].said
}

/** What it says of one; null where that stands as it comes. */
export async function findPaper(db: Db, programmeId: string, code: string): Promise<PaperWords | null> {
  return (await readPapers(db, programmeId))[code] ?? null
}
