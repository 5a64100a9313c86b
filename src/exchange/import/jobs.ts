// What imports forget after a while.
import { sql } from 'kysely'
import type { Db } from '../../platform/database.ts'

const keptDays = 30

/** Previews that nobody came back to hold personal data for nothing. Gives how many went. */
export async function forgetPreviews(db: Db): Promise<number> {
  const gone = await sql`delete from exchange.import
    where state = 'open' and made_at < now() - make_interval(days => ${keptDays})`.execute(db)
  // Nor is it kept any longer what stood before those that went in.
  await sql`delete from exchange.import_change using exchange.import where import.id = import_id
    and done_at < now() - make_interval(days => ${keptDays})`.execute(db)
  return Number(gone.numAffectedRows ?? 0)
}
