// What people do about figures: report one, correct it, and look at it on the spot. Evidence: evidence-actions.ts;
// commitments: commitment-actions.ts.
import type { Context } from '../../access/context.ts'
import { must } from '../../access/rules.ts'
import type { CallInput } from '../../base/call.ts'
import { isDay } from '../../base/dates.ts'
import { wholeFinding } from '../../base/figures.ts'
import { type Finding, finding, notFound, refuseIf, stale, wrongStage } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import { getPlanLine, type PlanLineRow } from '../../plan/queries.ts'
import type { PlanState } from '../../plan/rules.ts'
import { note } from '../../platform/journal.ts'
import { digestOf, once } from '../../platform/once.ts'
import { lineOf, type TreeHeld } from '../../registry/queries.ts'
import { post } from '../../totals/actions.ts'
import type { Delta } from '../../totals/rules.ts'
import { coverageOfNew } from '../coverage/actions.ts'
import type * as calls from './contract.ts'
import { changesBetween, type LineFigures, type StandingReport } from './figures.ts'
import { tables } from './queries.ts'
import { figuresBefore, lineOfReport, lineRule, lockLine, type ReportRow, reportsOf } from './report.ts'
import { isEmptyText, looksOf, reportFindings } from './rules.ts'

type Entry = CallInput<typeof calls.makeReport>['body']

/**
 * Keeps a figure against a plan line, or a correction of the one that stands, and changes every total above it in the
 * same transaction.
 */
export async function makeReport(ctx: Context, planLineId: string, body: Entry) {
  const line = await getPlanLine(ctx, planLineId)
  must(ctx.actor, 'report.make', await lineOf(ctx.db, line.place.id, line.period.bordersOn))
  const isFirst = body.supersedesId === null
  const held = await lockLine(ctx, line, isFirst ? body.month : null)
  const reports = await reportsOf(ctx, planLineId)
  const { id, ...content } = body
  // A report of another line is nobody's business here: only that the id is taken.
  const current = () => reports.find((one) => one.id === id)
  return once(ctx, { id, content: { planLineId, ...content }, current }, () =>
    keepReport(ctx, line, { ...held, reports }, body),
  )
}

async function keepReport(
  ctx: Context,
  line: PlanLineRow,
  { state, tree, reports }: { state: PlanState; tree: TreeHeld; reports: ReportRow[] },
  body: Entry,
) {
  const { id } = body
  if (state !== 'approved') throw wrongStage(`plan ${state}`, notApproved[state])
  const stands = reports.find((one) => one.standing && one.month === body.month)
  if (body.supersedesId && !reports.some((one) => one.id === body.supersedesId))
    throw notFound(body.supersedesId)
  if (stands && body.supersedesId !== null && stands.id !== body.supersedesId) throw stale(stands)
  const known = {
    line: lineRule(line),
    period: line.period,
    today: ctx.today,
    before: figuresBefore(reports, body.month),
  }
  refuseIf([...reportFindings(body, known), ...standingFindings(body, stands)])

  const looks = looksOf(body, known)
  if (stands) {
    await tables(ctx.db)
      .updateTable('carry_out.report')
      .set({ standing: false })
      .where('id', '=', stands.id)
      .execute()
  }
  await tables(ctx.db)
    .insertInto('carry_out.report')
    .values({
      id,
      plan_line_id: line.id,
      place_id: line.place.id,
      period_id: line.period.id,
      indicator_id: line.indicator.id,
      trade_id: line.trade?.id ?? null,
      form: line.form,
      month: body.month,
      as_of: body.asOf,
      value: body.value,
      baseline: line.baseline,
      left_reasons: JSON.stringify(body.leftReasons.filter((one) => one.count > 0)),
      dormant: body.dormant,
      source: body.source,
      source_note: body.sourceNote,
      cause: body.cause,
      help: body.help,
      supersedes_id: body.supersedesId,
      reason: body.reason,
      looks: JSON.stringify(looks),
      made_on: ctx.today,
      made_at: ctx.now,
      made_by: ctx.actor.accountId,
    })
    .execute()
  const { month, value, dormant } = body
  const now = { month, value, baseline: line.baseline, dormant, state: 'reported' } as const
  const verb = stands ? 'report.corrected' : 'report.made'
  await post(
    ctx.db,
    tree,
    [
      ...changesOf(line, reports, stands ?? null, now),
      ...(stands ? [] : await coverageOfNew(ctx, line, month)),
    ],
    { at: ctx.now, verb, month },
  )
  await note(ctx, {
    verb,
    kind: 'report',
    id,
    placeId: line.place.id,
    detail: {
      periodId: line.period.id,
      planLineId: line.id,
      indicatorId: line.indicator.id,
      month,
      value,
      before: stands?.value ?? null,
    },
  })
  return { id, looks: looks.map(({ code, text, params }) => ({ code, text: ctx.say(text, params) })) }
}

const notApproved: Record<Exclude<PlanState, 'approved'>, string> = {
  draft: msg('The plan is still a draft. Figures are reported once it is approved.'),
  submitted: msg('The plan is not yet approved. Figures are reported once it is.'),
  returned: msg('The plan was returned for revision. Figures are reported once it is approved.'),
}

function standingFindings(body: Entry, stands: ReportRow | undefined): Finding[] {
  if (stands && body.supersedesId === null) {
    return [
      finding(
        '/month',
        'already-reported',
        msg('This month was reported already. Correct that report instead.'),
      ),
    ]
  }
  if (!stands && body.supersedesId !== null) {
    return [finding('/supersedesId', 'nothing-stands', msg('There is no report of this month to correct.'))]
  }
  const isSame =
    stands &&
    digestOf(contentOf(stands)) ===
      digestOf(contentOf({ ...body, leftReasons: body.leftReasons.filter((one) => one.count > 0) }))
  return isSame
    ? [finding('/value', 'unchanged', msg('Nothing is different from the report that stands.'))]
    : []
}

type Content = Pick<
  Entry,
  'asOf' | 'value' | 'leftReasons' | 'dormant' | 'source' | 'sourceNote' | 'cause' | 'help'
>
const contentOf = ({
  asOf,
  value,
  leftReasons,
  dormant,
  source,
  sourceNote,
  cause,
  help,
}: Content): Content => ({
  asOf,
  value,
  leftReasons,
  dormant,
  source,
  sourceNote,
  cause,
  help,
})

/** What changes in the totals when `now` takes the place of `old` among the standing reports of a line. */
function changesOf(
  line: PlanLineRow,
  reports: readonly ReportRow[],
  old: ReportRow | null,
  now: StandingReport,
): Delta[] {
  const before = reports.filter((one) => one.standing)
  const after = [...before.filter((one) => one.id !== old?.id), now]
  return changesBetween(lineFigures(line), before, after)
}

const lineFigures = (line: PlanLineRow): LineFigures => ({
  placeId: line.place.id,
  bordersOn: line.period.bordersOn,
  periodId: line.period.id,
  indicatorId: line.indicator.id,
  tradeId: line.trade?.id ?? null,
  form: line.form,
  cumulative: line.indicator.cumulative,
})

type Visit = CallInput<typeof calls.verifyReport>['body']

/** Records that a figure was looked at on the spot. A figure that was corrected since can no longer be judged. */
export async function verifyReport(ctx: Context, reportId: string, body: Visit): Promise<{ id: string }> {
  const planLineId = await lineOfReport(ctx, reportId)
  const line = await getPlanLine(ctx, planLineId)
  must(ctx.actor, 'report.verify', await lineOf(ctx.db, line.place.id, line.period.bordersOn))
  const { tree } = await lockLine(ctx, line)
  const { id, ...content } = body
  return once(ctx, { id, content: { reportId, ...content } }, () =>
    keepVisit(ctx, line, tree, { reportId, ...body }),
  )
}

async function keepVisit(
  ctx: Context,
  line: PlanLineRow,
  tree: TreeHeld,
  visit: Visit & { reportId: string },
): Promise<{ id: string }> {
  const { id, reportId, onDay, outcome, how, found, note: said } = visit
  const reports = await reportsOf(ctx, line.id)
  const report = reports.find((one) => one.id === reportId)
  if (!report?.standing)
    throw wrongStage('report corrected', msg('This figure was corrected since. Look at the new one.'))
  refuseIf(visitFindings(visit, report, ctx.today))

  await tables(ctx.db)
    .insertInto('carry_out.visit')
    .values({
      id,
      report_id: reportId,
      on_day: onDay,
      outcome,
      how,
      found,
      note: said,
      made_by: ctx.actor.accountId,
      made_at: ctx.now,
    })
    .execute()
  await tables(ctx.db)
    .updateTable('carry_out.report')
    .set({ state: outcome })
    .where('id', '=', reportId)
    .execute()
  const verb = `report.${outcome}`
  const changes = changesOf(line, reports, report, { ...report, state: outcome })
  await post(ctx.db, tree, changes, { at: ctx.now, verb, month: report.month })
  await note(ctx, {
    verb,
    kind: 'report',
    id: reportId,
    placeId: line.place.id,
    detail: {
      periodId: line.period.id,
      planLineId: line.id,
      indicatorId: line.indicator.id,
      month: report.month,
    },
  })
  return { id }
}

function visitFindings(visit: Visit, report: ReportRow, today: string): Finding[] {
  const findings: Finding[] = []
  if (!isDay(visit.onDay)) findings.push(finding('/onDay', 'date', msg('There is no such date.')))
  else if (visit.onDay > today) findings.push(finding('/onDay', 'future', msg('This day has not come yet.')))
  else if (visit.onDay < report.asOf)
    findings.push(finding('/onDay', 'before', msg('The figure is of a later day than the visit.')))
  const wrong = visit.found === null ? null : wholeFinding('/found', visit.found)
  if (wrong) findings.push(wrong)
  if (visit.outcome === 'verified' && visit.found !== null && visit.found !== report.value) {
    findings.push(
      finding(
        '/found',
        'differs',
        msg('What was found differs from the figure: it cannot be called verified.'),
      ),
    )
  }
  if (visit.outcome === 'disputed' && isEmptyText(visit.note)) {
    findings.push(
      finding('/note', 'required', msg('Please say what was found, so that the county can answer.')),
    )
  }
  return findings
}
