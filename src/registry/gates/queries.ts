// The formation path as it stands.
import { sql } from 'kysely'
import type { Day } from '../../base/dates.ts'
import type { Db } from '../../platform/database.ts'
import type { Gate } from './rules.ts'

export type GateRow = Gate & { id: string; retiredOn: Day | null }

/** The steps of the formation path in their order, retired ones included. */
export async function listGates(db: Db): Promise<GateRow[]> {
  const { rows } = await sql<GateRow>`
    select id, from_form as "fromForm", to_form as "toForm", skippable, questions, retired_on as "retiredOn"
    from registry.gate order by position, id`.execute(db)
  return rows
}
