// What is remembered of figures that were told without names.
import { sql } from 'kysely'
import type { Db } from '../../platform/database.ts'

/** Who took a ballot for a check or an examination whose figures were told; null where it is not known. */
export async function findAskedPeople(db: Db, ofId: string): Promise<string[] | null> {
  const { rows } = await sql<{ people: string[] }>`
    select who.people from study.asked as asked join study.asked_people as who on who.asked_id = asked.id
    where asked.of_id = ${ofId} limit 1`.execute(db)
  return rows[0]?.people ?? null
}
