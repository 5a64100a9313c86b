// The page of one plan: six statements, however many lines it has.
import type { Context } from '../../access/context.ts'
import { may } from '../../access/rules.ts'
import { findPaper } from '../../convene/papers/queries.ts'
import { readWholeLines } from '../lines/line.ts'
import { readLists } from '../lists/queries.ts'
import { planPaper } from '../papers/rules.ts'
import { readSheets } from '../sheets/queries.ts'
import { readWay } from './queries.ts'
import { isEditable } from './rules.ts'

export async function readPlan(ctx: Context, planId: string) {
  const { path: _, inCharge, reopened, ...plan } = await readWay(ctx, planId)
  const isOpen = plan.period.state === 'open'
  const writes = may(ctx.actor, 'plan.write', inCharge)
  const reviews = may(ctx.actor, 'plan.review', inCharge)
  return {
    ...plan,
    period: { ...plan.period, reopened },
    today: ctx.today,
    lines: await readWholeLines(ctx.db, planId, ctx.actor.accountId),
    sheets: await readSheets(ctx.db, plan.place.id, plan.period.id),
    ...(await readLists(ctx.db, plan.period.programmeId)),
    paper: await findPaper(ctx.db, plan.period.programmeId, planPaper.code),
    mayEdit: isOpen && writes && isEditable(plan.state),
    mayReview: isOpen && reviews && plan.state === 'submitted',
    mayReopen: isOpen && reviews && plan.state === 'approved',
    mayComment: isOpen && (writes || reviews),
  }
}
