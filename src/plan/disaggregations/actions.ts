// What a programme sets up to tell its figures apart by.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { newId } from '../../base/ids.ts'
import { notFound, refuseIf } from '../../base/problems.ts'
import type { Names } from '../../base/words.ts'
import { note } from '../../platform/journal.ts'
import { atEnd, positionsBy } from '../../platform/order.ts'
import { retiredOn } from '../../registry/lists/rules.ts'
import { mustSetUp } from '../indicators/actions.ts'
import { tables } from '../queries.ts'
import { type DisaggregationEntry, disaggregationFindings, type PartEntry } from './findings.ts'
import { listDisaggregations } from './queries.ts'

/** Adds a disaggregation with its parts. */
export async function addDisaggregation(
  ctx: Context,
  { programmeId, code, names, least, parts }: DisaggregationEntry & { programmeId: string; code: string },
): Promise<{ id: string }> {
  const { placeId } = await mustSetUp(ctx, programmeId)
  refuseIf(disaggregationFindings({ code, names, least, parts }))
  const id = newId()
  await tables(ctx.db)
    .insertInto('plan.disaggregation')
    .values({
      id,
      programme_id: programmeId,
      code,
      names,
      least,
      position: atEnd('plan.disaggregation', sql`programme_id = ${programmeId}`),
      retired_on: null,
    })
    .execute()
  for (const [at, part] of parts.entries()) await addPart(ctx, id, part, at)
  await note(ctx, { verb: 'disaggregation.added', kind: 'disaggregation', id, placeId })
  return { id }
}

type ChangedPart = PartEntry & { id: string | null; retired: boolean }
type Changed = { names: Names; least: number; retired: boolean; parts: readonly ChangedPart[] }

/** Changes a disaggregation; a part that is added is asked of every indicator that has it. */
export async function changeDisaggregation(
  ctx: Context,
  disaggregationId: string,
  { names, least, retired, parts: sent }: Changed,
): Promise<{ id: string }> {
  const { placeId, before } = await heldOne(ctx, disaggregationId)
  const known = new Map(before.parts.map((part) => [part.id, part]))
  const named = sent.map((part) => {
    const own = part.id === null ? null : known.get(part.id)
    if (own === undefined) throw notFound(part.id ?? '')
    return { ...part, code: own?.code ?? part.code, retiredOn: own?.retiredOn ?? null }
  })
  const others = before.parts.filter(({ id }) => !sent.some((part) => part.id === id))
  const kept = others.map((part) => ({ ...part, retired: part.retiredOn !== null }))
  const parts = [...named, ...kept]
  refuseIf(disaggregationFindings({ code: before.code, names, least, parts }))
  await tables(ctx.db)
    .updateTable('plan.disaggregation')
    .set({ names, least, retired_on: retiredOn(ctx.today, retired, before.retiredOn) })
    .where('id', '=', disaggregationId)
    .execute()
  for (const [position, part] of parts.entries()) {
    if (part.id === null) await addPart(ctx, disaggregationId, part, position)
    else
      await tables(ctx.db)
        .updateTable('plan.disaggregation_part')
        .set({ names: part.names, position, retired_on: retiredOn(ctx.today, part.retired, part.retiredOn) })
        .where('id', '=', part.id)
        .execute()
  }
  await note(ctx, {
    verb: 'disaggregation.edited',
    kind: 'disaggregation',
    id: disaggregationId,
    placeId,
    detail: { before: before.names, after: names, retired },
  })
  return { id: disaggregationId }
}

async function addPart(ctx: Context, disaggregationId: string, { code, names }: PartEntry, position: number) {
  const id = newId()
  await tables(ctx.db)
    .insertInto('plan.disaggregation_part')
    .values({ id, disaggregation_id: disaggregationId, code, names, position, retired_on: null })
    .execute()
  await sql`insert into plan.indicator_part (id, indicator_id, part_id)
    select gen_random_uuid(), had.indicator_id, ${id} from (
      select distinct own.indicator_id from plan.indicator_part as own
      join plan.disaggregation_part as part on part.id = own.part_id
      where part.disaggregation_id = ${disaggregationId}) as had`.execute(ctx.db)
}

/** The disaggregation for whoever sets it up, until the transaction ends. */
async function heldOne(ctx: Context, id: string) {
  const { rows } = await sql<{ programme_id: string }>`
    select programme_id from plan.disaggregation where id = ${id}`.execute(ctx.db)
  if (!rows[0]) throw notFound(id)
  const { placeId } = await mustSetUp(ctx, rows[0].programme_id)
  const before = (await listDisaggregations(ctx.db, rows[0].programme_id)).find((one) => one.id === id)
  if (!before) throw notFound(id)
  return { placeId, before }
}

/** Puts the programme's disaggregations into the order of `ids`; those not named follow as they were. */
export async function orderDisaggregations(
  ctx: Context,
  programmeId: string,
  ids: string[],
): Promise<{ id: string }> {
  const { placeId } = await mustSetUp(ctx, programmeId)
  await sql`update plan.disaggregation as entry set position = placed.at from (
    select id, ${positionsBy(ids)} as at from plan.disaggregation where programme_id = ${programmeId}) as placed
    where placed.id = entry.id`.execute(ctx.db)
  await note(ctx, { verb: 'disaggregations.ordered', kind: 'programme', id: programmeId, placeId })
  return { id: programmeId }
}
