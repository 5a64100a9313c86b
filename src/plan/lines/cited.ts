// The sources that the lines of a plan cite, in words.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { getPlan } from '../plans/queries.ts'
import { describeCited, type Source } from './line.ts'
import type { Citation } from './rules.ts'

/** All sources of a plan's lines. */
export async function readSources(ctx: Context, planId: string): Promise<{ sources: Source[] }> {
  await getPlan(ctx, planId)
  const { rows } = await sql<Citation>`
    select distinct citation.kind, citation.ref_id as id from plan.citation
    join plan.plan_line as line on line.id = citation.plan_line_id where line.plan_id = ${planId}`.execute(
    ctx.db,
  )
  return { sources: await describeCited(ctx, rows) }
}
