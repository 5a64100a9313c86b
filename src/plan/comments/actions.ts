// What county and district say to each other about a line.
import type { Context } from '../../access/context.ts'
import { may, must } from '../../access/rules.ts'
import { type Finding, finding, notFound, refuseIf } from '../../base/problems.ts'
import { isEmptyText, msg, type Names } from '../../base/words.ts'
import { note } from '../../platform/journal.ts'
import { once } from '../../platform/once.ts'
import { holdWholeLine } from '../lines/line.ts'
import { mostComments } from '../lines/rules.ts'
import { holdPlan } from '../plans/queries.ts'
import { mustBeOpen } from '../plans/rules.ts'
import { tables } from '../queries.ts'

/** Writes a comment; the county and the district talk about the same line. */
export async function commentOnLine(
  ctx: Context,
  planLineId: string,
  { id, text }: { id: string; text: Names },
): Promise<{ id: string }> {
  const { plan } = await holdWholeLine(ctx, planLineId)
  if (!may(ctx.actor, 'plan.write', plan.inCharge)) must(ctx.actor, 'plan.review', plan.inCharge)
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
  const comment = await tables(ctx.db)
    .selectFrom('plan.line_comment')
    .select('plan_line_id')
    .where('id', '=', commentId)
    .executeTakeFirst()
  if (!comment) throw notFound()
  const plan = await holdPlan(ctx, { planLineId: comment.plan_line_id })
  if (!may(ctx.actor, 'plan.write', plan.inCharge)) must(ctx.actor, 'plan.review', plan.inCharge)
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
    id: comment.plan_line_id,
    placeId: plan.place.id,
    detail: { commentId, resolved },
  })
  return { id: commentId }
}
