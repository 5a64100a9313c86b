// What county and district say to each other about a line.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { may, must } from '../../access/rules.ts'
import { type Finding, finding, notFound, refuseIf } from '../../base/problems.ts'
import { isEmptyText, msg, type Names } from '../../base/words.ts'
import { note } from '../../platform/journal.ts'
import { once } from '../../platform/once.ts'
import { answering } from '../../registry/queries.ts'
import { holdLine } from '../lines/line.ts'
import { mostComments } from '../lines/rules.ts'
import { mustBeOpen } from '../plans/rules.ts'
import { planVisible, tables } from '../queries.ts'

/** Writes a comment; the county and the district talk about the same line. */
export async function commentOnLine(
  ctx: Context,
  planLineId: string,
  { id, text }: { id: string; text: Names },
): Promise<{ id: string }> {
  const { plan } = await holdLine(ctx, planLineId)
  if (!may(ctx.actor, 'plan.write', plan.answering)) must(ctx.actor, 'plan.review', plan.answering)
  return once(ctx, { id, content: { planLineId, text } }, async () => {
    mustBeOpen(plan)
    refuseIf(isEmptyText(text) ? [finding('/text', 'missing', msg('Please write something here.'))] : [])
    refuseIf(await tooManyOn(ctx, planLineId))
    await tables(ctx.db)
      .insertInto('plan.line_comment')
      .values({
        id,
        plan_line_id: planLineId,
        text,
        author_id: ctx.actor.accountId,
        on_day: ctx.today,
        resolved_on: null,
        resolved_by: null,
      })
      .execute()
    await note(ctx, {
      verb: 'plan-line.commented',
      kind: 'plan_line',
      id: planLineId,
      placeId: plan.place.id,
    })
    return { id }
  })
}

/** The line is held meanwhile, so that nobody else adds one. */
async function tooManyOn(ctx: Context, planLineId: string): Promise<Finding[]> {
  const { n } = await tables(ctx.db)
    .selectFrom('plan.line_comment')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('plan_line_id', '=', planLineId)
    .executeTakeFirstOrThrow()
  if (n < mostComments) return []
  const why = msg('{n} comments stand at this line already. Agree by telephone, and decide.')
  return [finding('/text', 'many', why, { n: mostComments })]
}

/** Marks a comment as settled, or opens it again. */
export async function resolveComment(
  ctx: Context,
  commentId: string,
  resolved: boolean,
): Promise<{ id: string }> {
  const { rows } = await sql<{ lineId: string; answering: string[]; placeId: string }>`
    select line.id as "lineId", plan.place_id as "placeId", ${answering(ctx.today)} as answering
    from plan.line_comment as comment join plan.plan_line as line on line.id = comment.plan_line_id
    join plan.plan on plan.id = line.plan_id join plan.period on period.id = plan.period_id
    join registry.place_path as path on path.place_id = plan.place_id
      and path.from_on <= period.borders_on and path.to_on > period.borders_on
    where comment.id = ${commentId} and ${planVisible(ctx)}`.execute(ctx.db)
  if (!rows[0]) throw notFound()
  const { lineId, answering: by, placeId } = rows[0]
  if (!may(ctx.actor, 'plan.write', by)) must(ctx.actor, 'plan.review', by)
  await tables(ctx.db)
    .updateTable('plan.line_comment')
    .set(
      resolved
        ? { resolved_on: ctx.today, resolved_by: ctx.actor.accountId }
        : { resolved_on: null, resolved_by: null },
    )
    .where('id', '=', commentId)
    .execute()
  await note(ctx, {
    verb: 'plan-line.comment-settled',
    kind: 'plan_line',
    id: lineId,
    placeId,
    detail: { commentId, resolved },
  })
  return { id: commentId }
}
