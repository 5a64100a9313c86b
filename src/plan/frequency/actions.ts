// A change of a programme, heard inside the transaction that makes it: the months in which what is planned is reported
// follow from the month that its year begins with.
import { sql } from 'kysely'
import { finding, refuseIf } from '../../base/problems.ts'
import { msg, type Names } from '../../base/words.ts'
import type { Db } from '../../platform/database.ts'
import type { Entry } from '../../platform/journal.ts'

type Calendar = { yearFrom: number }

/**
 * Refuses another beginning of the year once a line stands that is reported by parts of it. Whoever changes a plan
 * holds the key of the programme, and so waits for whoever changes the year, and is waited for. Asks nobody: who
 * changes the programme has asked.
 */
export async function keepYear(db: Db, { id, detail }: Entry): Promise<void> {
  const { before, after } = detail as { before: Calendar; after: Calendar }
  if (before.yearFrom === after.yearFrom) return
  await sql`select 1 from convene.programme where id = ${id} for update`.execute(db)
  const { rows } = await sql<{ names: Names }>`
    select period.names from plan.period where period.programme_id = ${id} and exists (
      select 1 from plan.plan join plan.plan_line as line on line.plan_id = plan.id
      join plan.indicator on indicator.id = line.indicator_id
      where plan.period_id = period.id and indicator.frequency not in ('month', 'period'))
    order by period.from_on, period.id limit 1`.execute(db)
  const text = msg(
    'In {name} something is planned that is reported once in each part of the year, so the month that the year begins with stays.',
  )
  refuseIf(rows.map(({ names }) => finding('/yearFrom', 'planned', text, { name: names })))
}
