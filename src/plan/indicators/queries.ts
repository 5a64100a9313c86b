// What a programme has set up for its plans, and what of it figures rest on already.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { may, scopes } from '../../access/rules.ts'
import { findProgramme, getProgramme } from '../../convene/programmes/queries.ts'
import type { Db } from '../../platform/database.ts'
import { lineOf } from '../../registry/queries.ts'
import { listIndicators, listUnits } from '../queries.ts'

/** The units that indicators are counted in. */
export async function usedUnits(db: Db): Promise<Set<string>> {
  const { rows } = await sql<{ unit: string }>`select distinct unit from plan.indicator`.execute(db)
  return new Set(rows.map((row) => row.unit))
}

/** The programme's indicators that a plan has a line of, or that a ratio is made of. */
export async function usedIndicators(db: Db, programmeId: string): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select indicator.id from plan.indicator where indicator.programme_id = ${programmeId}
      and (exists (select 1 from plan.plan_line as line where line.indicator_id = indicator.id)
        or exists (select 1 from plan.indicator as ratio
          where indicator.id in (ratio.numerator_id, ratio.denominator_id)))`.execute(db)
  return new Set(rows.map((row) => row.id))
}

export async function readUnits(ctx: Context) {
  const used = await usedUnits(ctx.db)
  const units = await listUnits(ctx.db)
  return {
    units: units.map((unit) => ({ ...unit, isUsed: used.has(unit.code) })),
    mayChange: scopes(ctx.actor, 'period.change').length > 0,
  }
}

export async function readIndicators(ctx: Context, query: { programmeId?: string }) {
  const programme = query.programmeId ? await findProgramme(ctx, query.programmeId) : await getProgramme(ctx)
  if (!programme) return { programme: null, indicators: [], mayChange: false }
  const used = await usedIndicators(ctx.db, programme.id)
  const all = (await listIndicators(ctx)).filter((one) => one.programmeId === programme.id)
  return {
    programme: { id: programme.id, names: programme.names },
    indicators: all.map(({ programmeId: _, ...one }) => ({ ...one, isUsed: used.has(one.id) })),
    mayChange: may(ctx.actor, 'period.change', await lineOf(ctx.db, programme.placeId, ctx.today)),
  }
}
