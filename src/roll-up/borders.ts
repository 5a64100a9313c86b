// The borders that a roll-up is asked for, and what its reader holds by them.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../access/context.ts'
import { scopes } from '../access/rules.ts'
import type { Day } from '../base/dates.ts'
import { goneInto, isInCharge, isOneInCharge } from '../registry/queries.ts'

/** The day whose borders are asked for, and the period's own. */
export type Borders = { day: Day; own: Day }

/** SQL that holds where `path` is the row of its place on the day. */
export const on = (day: Day): RawBuilder<boolean> =>
  sql<boolean>`path.from_on <= ${day}::date and path.to_on > ${day}::date`

/**
 * SQL that holds where the reader may read totals of the place of `path`. On other borders than the period's own, only
 * those that the reader holds by these too: a county that came later brings its new district no plan that was
 * another's. One that went into the reader's is read by itself, wherever it is counted.
 */
export function held(ctx: Context, { day, own }: Borders): RawBuilder<boolean> {
  const scope = scopes(ctx.actor, 'roll_up.read')
  if (day === own) return isInCharge(scope, ctx.today)
  const reads = sql`${scope}::uuid[]`
  return sql<boolean>`(${goneInto(scope, 'path.place_id', ctx.today)} or path.line && ${reads} and exists (select 1 from registry.place_path as before
    where before.place_id = path.place_id and before.line && ${reads}
      and before.from_on <= ${own}::date and before.to_on > ${own}::date))`
}

/** The same, asked of few places that are known by their ids. */
export const heldOne = (ctx: Context, borders: Borders): RawBuilder<boolean> =>
  borders.day === borders.own
    ? isOneInCharge(scopes(ctx.actor, 'roll_up.read'), ctx.today)
    : held(ctx, borders)
