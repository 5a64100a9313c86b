// The sources that lines cite, asked of the rooms that keep them; each answers only with what the reader may see.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import type { Described } from '../../base/refs.ts'
import { describeRefs as describeSteps } from '../../cases/queries.ts'
import { describeRefs as describeMisconceptions } from '../../examine/queries.ts'
import { describeRefs as describeClauses } from '../../study/queries.ts'
import { getPlan } from '../plans/queries.ts'
import type { Citation, CitedKind } from './rules.ts'

export type Source = Described & { kind: CitedKind }

/** The cited things in words, at most one for each; what the reader may not see is left out. */
export async function describeCited(ctx: Context, citations: readonly Citation[]): Promise<Source[]> {
  const refs = [...citations]
  const found = [
    ...(await describeClauses(ctx, refs)),
    ...(await describeSteps(ctx, refs)),
    ...(await describeMisconceptions(ctx, refs)),
  ]
  return found as Source[]
}

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
