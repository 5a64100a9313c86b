// What a programme sets up of its outlooks and sections.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { newId } from '../../base/ids.ts'
import { notFound, refuseIf } from '../../base/problems.ts'
import { isEmptyText, type Names } from '../../base/words.ts'
import { note } from '../../platform/journal.ts'
import { atEnd, positionsBy } from '../../platform/order.ts'
import { entryFindings, retiredOn } from '../../registry/lists/rules.ts'
import { mustSetUp } from '../indicators/actions.ts'
import { tables } from '../queries.ts'
import { usedCodes } from './queries.ts'
import {
  type OutlookEntry,
  outlookFindings,
  type PlanList,
  type SectionEntry,
  usedOutlookFindings,
} from './rules.ts'

type New<E> = E & { programmeId: string; code: string }
type Changed<E> = E & { retired: boolean }

const outlookColumns = ({ names, short, barsGrowth, tone }: OutlookEntry) => ({
  names,
  short: short && !isEmptyText(short) ? short : null,
  bars_growth: barsGrowth,
  tone,
})

/** Adds what a trade may be said to do; with the first, every condition sheet says it. */
export async function addOutlook(
  ctx: Context,
  { programmeId, code, ...entry }: New<OutlookEntry>,
): Promise<{ id: string }> {
  const { placeId } = await mustSetUp(ctx, programmeId)
  refuseIf(outlookFindings({ ...entry, code }))
  const id = newId()
  await tables(ctx.db)
    .insertInto('plan.outlook')
    .values({
      id,
      programme_id: programmeId,
      code,
      ...outlookColumns(entry),
      position: atEnd('plan.outlook', sql`programme_id = ${programmeId}`),
      retired_on: null,
    })
    .execute()
  await note(ctx, { verb: 'outlook.added', kind: 'outlook', id, placeId })
  return { id }
}

/** Changes an outlook; of one that condition sheets have it stays whether it bars growth. */
export async function changeOutlook(
  ctx: Context,
  outlookId: string,
  { retired, ...entry }: Changed<OutlookEntry>,
): Promise<{ id: string }> {
  const before = await heldEntry(ctx, 'outlook', outlookId)
  const { placeId } = await mustSetUp(ctx, before.programme_id)
  const isUsed = (await usedCodes(ctx.db, before.programme_id)).outlooks.includes(before.code)
  const { bars_growth: barsGrowth } = before
  refuseIf([
    ...outlookFindings({ ...entry, code: before.code }),
    ...(isUsed ? usedOutlookFindings({ ...entry, barsGrowth }, entry) : []),
  ])
  await tables(ctx.db)
    .updateTable('plan.outlook')
    .set({ ...outlookColumns(entry), retired_on: retiredOn(ctx.today, retired, before.retired_on) })
    .where('id', '=', outlookId)
    .execute()
  const detail = { before: before.names, after: entry.names, retired }
  await note(ctx, { verb: 'outlook.edited', kind: 'outlook', id: outlookId, placeId, detail })
  return { id: outlookId }
}

/** Adds a section of plans; with the first, every line stands in one. */
export async function addSection(
  ctx: Context,
  { programmeId, code, names, about }: New<SectionEntry>,
): Promise<{ id: string }> {
  const { placeId } = await mustSetUp(ctx, programmeId)
  refuseIf(entryFindings({ code, names }))
  const id = newId()
  await tables(ctx.db)
    .insertInto('plan.section')
    .values({
      id,
      programme_id: programmeId,
      code,
      names,
      about,
      position: atEnd('plan.section', sql`programme_id = ${programmeId}`),
      retired_on: null,
    })
    .execute()
  await note(ctx, { verb: 'section.added', kind: 'section', id, placeId })
  return { id }
}

/** Changes a section; the lines in it stay there. */
export async function changeSection(
  ctx: Context,
  sectionId: string,
  { retired, names, about }: Changed<SectionEntry>,
): Promise<{ id: string }> {
  const before = await heldEntry(ctx, 'section', sectionId)
  const { placeId } = await mustSetUp(ctx, before.programme_id)
  refuseIf(entryFindings({ code: before.code, names }))
  await tables(ctx.db)
    .updateTable('plan.section')
    .set({ names, about, retired_on: retiredOn(ctx.today, retired, before.retired_on) })
    .where('id', '=', sectionId)
    .execute()
  const detail = { before: before.names, after: names, retired }
  await note(ctx, { verb: 'section.edited', kind: 'section', id: sectionId, placeId, detail })
  return { id: sectionId }
}

type HeldEntry = {
  programme_id: string
  code: string
  names: Names
  retired_on: string | null
  bars_growth: boolean
}

/** The entry until the transaction ends; whose it is, is asked next. */
async function heldEntry(ctx: Context, list: 'outlook' | 'section', id: string): Promise<HeldEntry> {
  const { rows } = await sql<HeldEntry>`select * from plan.${sql.id(list)} where id = ${id}
    for update`.execute(ctx.db)
  if (!rows[0]) throw notFound(id)
  return rows[0]
}

/** Puts a list into the order of `ids`; entries that are not named follow as they were. */
export async function orderPlanList(
  ctx: Context,
  programmeId: string,
  { list, ids }: { list: PlanList; ids: string[] },
): Promise<{ id: string }> {
  const { placeId } = await mustSetUp(ctx, programmeId)
  const table = sql.id(list === 'outlooks' ? 'outlook' : 'section')
  await sql`update plan.${table} as entry set position = placed.at from (
    select id, ${positionsBy(ids)} as at from plan.${table} where programme_id = ${programmeId}) as placed
    where placed.id = entry.id`.execute(ctx.db)
  await note(ctx, {
    verb: 'plan-list.ordered',
    kind: 'programme',
    id: programmeId,
    placeId,
    detail: { list },
  })
  return { id: programmeId }
}
