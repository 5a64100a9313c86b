// The outlooks and sections of a programme, and which of them stand on condition sheets and in lines.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { may } from '../../access/rules.ts'
import { getProgramme, ownProgramme } from '../../convene/programmes/queries.ts'
import type { Db } from '../../platform/database.ts'
import { pathOf } from '../../registry/places/queries.ts'
import type { Outlook, PlanSection } from './rules.ts'

export type PlanLists = { outlooks: Outlook[]; sections: PlanSection[] }

/** Both lists of a programme in its order, retired entries included. Visibility is the caller's. */
export async function readLists(db: Db, programmeId: string): Promise<PlanLists> {
  const { rows } = await sql<PlanLists>`select
    coalesce((select json_agg(json_build_object('id', id, 'code', code, 'names', names, 'short', short,
        'barsGrowth', bars_growth, 'tone', tone, 'retiredOn', retired_on) order by position, code)
      from plan.outlook where programme_id = ${programmeId}), '[]') as outlooks,
    coalesce((select json_agg(json_build_object('id', id, 'code', code, 'names', names, 'about', about,
        'retiredOn', retired_on) order by position, code)
      from plan.section where programme_id = ${programmeId}), '[]') as sections`.execute(db)
  return rows[0]
}

/** SQL, beside a `period` of the programme: the names of what stands in a column of codes. */
export const namesOfListed = (table: 'plan.outlook' | 'plan.section', code: string): string =>
  `select entry.names from ${table} as entry where entry.programme_id = period.programme_id and entry.code = ${code}`

type Used = { outlooks: string[]; sections: string[] }

/** The codes that condition sheets and lines of the programme have. */
export async function usedCodes(db: Db, programmeId: string): Promise<Used> {
  const { rows } = await sql<Used>`select
    array(select code from plan.outlook as entry where programme_id = ${programmeId} and exists (
      select 1 from plan.condition_sheet as sheet join plan.period on period.id = sheet.period_id
      where period.programme_id = ${programmeId} and sheet.outlook = entry.code)) as outlooks,
    array(select code from plan.section as entry where programme_id = ${programmeId} and exists (
      select 1 from plan.plan_line as line join plan.plan on plan.id = line.plan_id
      join plan.period on period.id = plan.period_id
      where period.programme_id = ${programmeId} and line.section = entry.code)) as sections`.execute(db)
  return rows[0]
}

/** Both lists for whoever sets them up: of the programme named, or else one's own. */
export async function readPlanLists(ctx: Context, query: { programmeId?: string }) {
  const programme = query.programmeId ? await getProgramme(ctx, query.programmeId) : await ownProgramme(ctx)
  if (!programme) return { programme: null, outlooks: [], sections: [], mayChange: false }
  const used = await usedCodes(ctx.db, programme.id)
  const { outlooks, sections } = await readLists(ctx.db, programme.id)
  return {
    programme: { id: programme.id, names: programme.names },
    outlooks: outlooks.map((one) => ({ ...one, isUsed: used.outlooks.includes(one.code) })),
    sections: sections.map((one) => ({ ...one, isUsed: used.sections.includes(one.code) })),
    mayChange: may(ctx.actor, 'period.change', await pathOf(ctx.db, programme.placeId, ctx.today)),
  }
}
