// What people do with a plan as a whole: open it, send it to the district, give it back, accept, approve.
import { sql } from 'kysely'
import { mustBeSecond } from '../../access/accounts/queries.ts'
import type { Context } from '../../access/context.ts'
import { must } from '../../access/rules.ts'
import { newId } from '../../base/ids.ts'
import { type Finding, finding, notFound, refuseIf, wrongStage } from '../../base/problems.ts'
import { emptyText, isEmptyText, msg, type Names } from '../../base/words.ts'
import { note } from '../../platform/journal.ts'
import { holdTiers } from '../../registry/levels/queries.ts'
import { listForms, listPosts } from '../../registry/lists/queries.ts'
import { getPlace, inChargeOn, pathsOf } from '../../registry/places/queries.ts'
import { counted, holdWholePlan, mustPlan, type WholePlan } from '../figures/counted.ts'
import { type Confirmed, confirmedOf, questionsOf, stillAsked } from '../figures/rules.ts'
import { submitFindings } from '../lines/rules.ts'
import { askedLine, inputOf, settingOf } from '../lines/settings.ts'
import { readLists } from '../lists/queries.ts'
import { holdPeriod } from '../periods/queries.ts'
import { tables } from '../queries.ts'
import { approveReporters } from '../reporters/actions.ts'
import { readSheets } from '../sheets/queries.ts'
import { keepVersion } from '../versions/actions.ts'
import { readConfirmed, submitterOf } from './queries.ts'
import {
  mustBeCurrent,
  mustBeEditable,
  mustBeOpen,
  openIn,
  type PlanEventKind,
  type PlanState,
} from './rules.ts'

// A plan's way

/** Opens the county's plan as a draft; the same plan again if it is there already. */
export async function makePlan(
  ctx: Context,
  of: { placeId: string; periodId: string },
  { illustrative = false } = {},
): Promise<{ id: string }> {
  const period = await holdPeriod(ctx, of.periodId, 'together')
  await holdTiers(ctx.db)
  const place = await getPlace(ctx.db, of.placeId)
  // Places are public, but that somebody else's county has no plan yet is not: the same answer as for its plan.
  const path = await inChargeOn(ctx.db, of.placeId, period.bordersOn, ctx.today)
  const now = await pathsOf(ctx.db, [of.placeId], ctx.today)
  if (!ctx.actor.grants.some((grant) => path.includes(grant.placeId) || now.includes(grant.placeId))) {
    throw notFound(of.placeId)
  }
  must(ctx.actor, 'plan.write', path)
  mustBeOpen({ period })
  refuseIf(
    place.tier === 'planning'
      ? []
      : [finding('/placeId', 'no-county', msg('Places of this level do not draw up plans.'))],
  )
  await mustPlan(ctx, of, period.bordersOn)
  const id = newId()
  const { rows } = await sql<{ id: string; made: boolean }>`
    insert into plan.plan (id, place_id, period_id, illustrative, made_at)
    values (${id}, ${of.placeId}, ${of.periodId}, ${illustrative}, ${ctx.now})
    on conflict (place_id, period_id) do update set place_id = excluded.place_id
    returning id, id = ${id} as made`.execute(ctx.db)
  if (rows[0].made) {
    await recordEvent(ctx, { id, version: 0, place: { id: of.placeId } }, 'opened', emptyText)
  }
  return { id: rows[0].id }
}

type Marked = { id: string; version: number; place: { id: string } }
type Said = { aboutOpen?: Names | null; confirmed?: Confirmed[] }

async function recordEvent(
  ctx: Context,
  plan: Marked,
  kind: PlanEventKind,
  text: Names,
  { aboutOpen = null, confirmed, ...detail }: Said & Record<string, unknown> = {},
): Promise<void> {
  await tables(ctx.db)
    .insertInto('plan.plan_event')
    .values({
      id: newId(),
      plan_id: plan.id,
      kind,
      on_day: ctx.today,
      account_id: ctx.actor.accountId,
      text,
      version: plan.version,
      about_open: aboutOpen,
      confirmed: confirmed ? sql`${JSON.stringify(confirmed)}::jsonb` : null,
    })
    .execute()
  await note(ctx, {
    verb: `plan.${kind}`,
    kind: 'plan',
    id: plan.id,
    placeId: plan.place.id,
    detail: { version: plan.version, ...detail },
  })
}

const moveTo = (ctx: Context, planId: string, state: PlanState, version: number) =>
  tables(ctx.db)
    .updateTable('plan.plan')
    .set((eb) => ({
      state,
      version,
      edit_version: eb('edit_version', '+', 1),
      ...(state === 'approved' ? { standing_version: version } : {}),
    }))
    .where('id', '=', planId)
    .execute()

type AboutOpen = { aboutOpen?: Names }

/** What nobody has answered is not passed over: named comment by comment, unless something is said about them. */
function openFindings({ lines }: WholePlan, { aboutOpen = emptyText }: AboutOpen): Finding[] {
  const open = openIn(lines)
  if (open.length === 0 || !isEmptyText(aboutOpen)) return []
  const text = msg(
    'Comments are still open. Please settle them, or say why the plan is submitted or approved with them.',
  )
  return [
    finding('/aboutOpen', 'required', text),
    ...open.map(({ lineId, comment }) =>
      finding(`/lines/${lineId}/comments/${comment.id}`, 'open-comment', msg('This comment is still open.')),
    ),
  ]
}

/** What goes on record of open comments: which they were, and what was said about them. */
const passedOver = ({ lines }: WholePlan, { aboutOpen }: AboutOpen) => {
  const open = openIn(lines).map(({ comment }) => comment.id)
  return open.length === 0 ? {} : { aboutOpen, openComments: open }
}

/**
 * Sends the plan to the district. Refuses a plan without lines, every line that breaks a rule as things stand, and one
 * with open comments about which nothing is said.
 */
export async function submitPlan(
  ctx: Context,
  planId: string,
  { editVersion, ...said }: { editVersion: number } & AboutOpen,
) {
  const plan = await holdWholePlan(ctx, planId)
  must(ctx.actor, 'plan.write', plan.inCharge)
  mustBeEditable(plan)
  mustBeCurrent(plan, editVersion)
  const sheets = await readSheets(ctx.db, plan.place.id, plan.period.id)
  const posts = new Set((await listPosts(ctx.db)).map((post) => post.id))
  const forms = await listForms(ctx.db)
  const known = { posts, forms, lists: await readLists(ctx.db, plan.period.programmeId) }
  refuseIf([
    ...submitFindings(plan.lines.map(inputOf), (line) => settingOf(plan, sheets, line.id, known)),
    ...openFindings(plan, said),
  ])
  const questions = questionsOf(
    plan.lines.map(askedLine),
    sheets.map((s) => ({ ...s, tradeId: s.trade.id })),
    forms,
  )
  return counted(ctx, plan, async () => {
    const version = await keepVersion(ctx, plan, 'submitted')
    await moveTo(ctx, planId, 'submitted', version)
    // What was pointed out and sent all the same stays on record with the submission.
    const asked = stillAsked(questions, await readConfirmed(ctx, planId))
    await recordEvent(ctx, { ...plan, version }, 'submitted', emptyText, {
      confirmed: questions.map(confirmedOf),
      asked: asked.map(({ lineId, code }) => ({ lineId, code })),
      ...passedOver(plan, said),
    })
    return { id: planId }
  })
}

/**
 * Gives the plan back with a reason. An approved plan is opened for revision in the same way: its version stands,
 * counts and is reported against until another one is approved. The revision begins from what stands, and nothing of it
 * is decided.
 */
export async function returnPlan(
  ctx: Context,
  planId: string,
  { editVersion, reason }: { editVersion: number; reason: Names },
) {
  const plan = await reviewed(ctx, planId, editVersion, ['submitted', 'approved'])
  refuseIf(
    isEmptyText(reason) ? [finding('/reason', 'missing', msg('Please say why the plan is returned.'))] : [],
  )
  return counted(ctx, plan, async () => {
    if (plan.state === 'approved') {
      await sql`update plan.plan_line set target = standing_target, phasing = standing_phasing, decided_target = null,
          decided_phasing = null, decided_reason = null, decided_on = null, decided_by = null,
          edit_version = edit_version + 1
        where plan_id = ${planId} and decided_target is not null and standing_target is not null`.execute(
        ctx.db,
      )
    }
    await moveTo(ctx, planId, 'returned', plan.version)
    await recordEvent(ctx, plan, 'returned', reason)
    return { id: planId }
  })
}

/** Accepts all proposals that were not decided on yet; decisions made before stay as they are. */
export async function acceptLines(ctx: Context, planId: string, { editVersion }: { editVersion: number }) {
  const plan = await reviewed(ctx, planId, editVersion, ['submitted'])
  return counted(ctx, plan, async () => {
    await sql`update plan.plan_line set decided_target = target, decided_phasing = phasing, decided_reason = null,
        decided_on = ${ctx.today}, decided_by = ${ctx.actor.accountId}, edit_version = edit_version + 1
      where plan_id = ${planId} and decided_target is null`.execute(ctx.db)
    await moveTo(ctx, planId, plan.state, plan.version)
    await note(ctx, { verb: 'plan.accepted', kind: 'plan', id: planId, placeId: plan.place.id })
    return { id: planId }
  })
}

/**
 * Approves a submitted plan: decisions stand from now on, lines without one stand as proposed. What stood before a
 * revision gives way to it at this moment.
 */
export async function approvePlan(
  ctx: Context,
  planId: string,
  { editVersion, conditions, ...said }: { editVersion: number; conditions: Names } & AboutOpen,
) {
  const plan = await reviewed(ctx, planId, editVersion, ['submitted'])
  await mustBeSecond(ctx, await submitterOf(ctx, planId), 'plan.review', plan.inCharge)
  refuseIf(openFindings(plan, said))
  return counted(ctx, plan, async () => {
    const version = await keepVersion(ctx, plan, 'approved')
    await sql`update plan.plan_line set binding = true, standing_baseline = baseline,
        standing_target = coalesce(decided_target, target), standing_phasing = coalesce(decided_phasing, phasing),
        standing_since = coalesce(standing_since, ${ctx.today})
      where plan_id = ${planId}`.execute(ctx.db)
    await approveReporters(ctx, planId, ctx.today)
    await moveTo(ctx, planId, 'approved', version)
    await recordEvent(ctx, { ...plan, version }, 'approved', conditions, passedOver(plan, said))
    return { id: planId }
  })
}

/** The plan held for a decision of the district, in a state that allows it and as the reader saw it. */
async function reviewed(
  ctx: Context,
  planId: string,
  editVersion: number,
  states: PlanState[],
): Promise<WholePlan> {
  const plan = await holdWholePlan(ctx, planId)
  must(ctx.actor, 'plan.review', plan.inCharge)
  mustBeOpen(plan)
  if (!states.includes(plan.state)) {
    throw wrongStage(`plan ${plan.state}`, msg('This is decided while the plan is submitted.'))
  }
  mustBeCurrent(plan, editVersion)
  return plan
}
