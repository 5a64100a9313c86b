// The units of figures, and where they are used.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import type { Db } from '../../platform/database.ts'
import { mayChangeLists } from '../../registry/lists/queries.ts'
import { addedKinds } from '../indicators/rules.ts'
import { tables } from '../queries.ts'
import type { Unit } from './rules.ts'

/** The units that indicators are counted in. */
export async function usedUnits(db: Db): Promise<Set<string>> {
  const { rows } = await sql<{ unit: string }>`select distinct unit from plan.indicator`.execute(db)
  return new Set(rows.map((row) => row.unit))
}

/** The units of quantities that are added up over months and places. */
export async function addedUnits(db: Db): Promise<Set<string>> {
  const { rows } = await sql<{ unit: string }>`
    select distinct unit from plan.indicator where kind = any(${[...addedKinds]}::text[])`.execute(db)
  return new Set(rows.map((row) => row.unit))
}

export async function readUnits(ctx: Context) {
  const used = await usedUnits(ctx.db)
  const units = await listUnits(ctx.db)
  return {
    units: units.map((unit) => ({ ...unit, isUsed: used.has(unit.code) })),
    mayChange: await mayChangeLists(ctx),
  }
}

/** The units of figures in the programme's order, retired ones included. */
export const listUnits = (db: Db): Promise<Unit[]> =>
  tables(db)
    .selectFrom('plan.unit')
    .select([
      'id',
      'code',
      'names',
      'scale',
      'scaled_names as scaledNames',
      'is_share as isShare',
      'retired_on as retiredOn',
    ])
    .orderBy('position')
    .orderBy('code')
    .execute()
