// What a programme tells its figures apart by, and how an indicator has it.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { may } from '../../access/rules.ts'
import type { Day } from '../../base/dates.ts'
import type { Names } from '../../base/words.ts'
import { getProgramme, ownProgramme } from '../../convene/programmes/queries.ts'
import type { Db } from '../../platform/database.ts'
import { pathOf } from '../../registry/places/queries.ts'

type Part = { id: string; code: string; names: Names; retiredOn: Day | null }
export type Disaggregation = Part & { least: number; parts: Part[] }

/** All of a programme in its order, retired ones included. Visibility is the caller's. */
export async function listDisaggregations(db: Db, programmeId: string): Promise<Disaggregation[]> {
  const { rows } = await sql<Disaggregation>`
    select id, code, names, least, retired_on as "retiredOn",
      (select json_agg(json_build_object('id', part.id, 'code', part.code, 'names', part.names,
          'retiredOn', part.retired_on) order by part.position, part.code)
        from plan.disaggregation_part as part where part.disaggregation_id = disaggregation.id) as parts
    from plan.disaggregation where programme_id = ${programmeId} order by position, code`.execute(db)
  return rows
}

/** The same for whoever sets them up: of the programme named, or else one's own. */
export async function readDisaggregations(ctx: Context, query: { programmeId?: string }) {
  const programme = query.programmeId ? await getProgramme(ctx, query.programmeId) : await ownProgramme(ctx)
  if (!programme) return { programme: null, disaggregations: [], mayChange: false }
  return {
    programme: { id: programme.id, names: programme.names },
    disaggregations: await listDisaggregations(ctx.db, programme.id),
    mayChange: may(ctx.actor, 'period.change', await pathOf(ctx.db, programme.placeId, ctx.today)),
  }
}

/** Whether the parts of indicators are all there; none is taken away until the transaction ends. */
export async function holdParts(db: Db, ids: readonly string[]): Promise<boolean> {
  const { rows } = await sql`
    select 1 from plan.indicator_part where id = any(${[...ids]}::uuid[]) for key share`.execute(db)
  return rows.length === ids.length
}

/** SQL: what the figures of the row `indicator` are told apart by (`Asked`), in the programme's order. */
export const askedOf: RawBuilder<unknown> = sql`coalesce((
  select jsonb_agg(jsonb_build_object('id', apart.id, 'names', apart.names, 'least', apart.least, 'parts', apart.parts)
    order by apart.position, apart.code)
  from (
    select kind.id, kind.names, kind.least, kind.position, kind.code,
      jsonb_agg(jsonb_build_object('id', own.id, 'names', part.names,
        'isAsked', kind.retired_on is null and part.retired_on is null) order by part.position, part.code) as parts
    from plan.indicator_part as own join plan.disaggregation_part as part on part.id = own.part_id
    join plan.disaggregation as kind on kind.id = part.disaggregation_id
    where own.indicator_id = indicator.id group by kind.id
  ) as apart), '[]'::jsonb)`
