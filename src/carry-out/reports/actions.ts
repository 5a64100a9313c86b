// What people do about figures: report one, correct it, and look at it on the spot.
import { mustBeSecond } from '../../access/accounts/queries.ts'
import type { Context } from '../../access/context.ts'
import { must } from '../../access/rules.ts'
import type { CallInput } from '../../base/call.ts'
import { isDay } from '../../base/dates.ts'
import { wholeFinding } from '../../base/figures.ts'
import { type Finding, finding, notFound, refuseIf, stale, wrongStage } from '../../base/problems.ts'
import { isEmptyText, msg } from '../../base/words.ts'
import type { HeldLine, PlanLineRow } from '../../plan/lines/queries.ts'
import { holdPlanLine } from '../../plan/lines/queries.ts'
import type { PlanState } from '../../plan/plans/rules.ts'
import { note } from '../../platform/journal.ts'
import { digestOf, once } from '../../platform/once.ts'
import type { Part } from '../../platform/together.ts'
import { deltaParts } from '../../totals/actions.ts'
import type { Delta } from '../../totals/rules.ts'
import { changeByFirst } from '../coverage/expected.ts'
import type * as calls from './contract.ts'
import { changesBetween, type LineFigures, type StandingReport } from './figures.ts'
import { tables } from './queries.ts'
import type { Known, Standing } from './report.ts'
import {
  lineOfReport,
  mustBeOpen,
  type ReportRow,
  readKnown,
  reporterOf,
  reportsOf,
  shownReport,
} from './report.ts'
import { figuresBefore, type Look, lineRule, looksOf, reportFindings } from './rules.ts'

type Entry = CallInput<typeof calls.makeReport>['body']

/**
 * Keeps a figure against a plan line, or a correction of the one that stands, and changes every total above it in the
 * same transaction.
 */
export async function makeReport(ctx: Context, planLineId: string, body: Entry) {
  const line = await holdPlanLine(ctx, planLineId)
  must(ctx.actor, 'report.make', line.inCharge)
  const known = await readKnown(ctx, line, body)
  const { id, ...content } = body
  // A report of another line is nobody's business here: only that the id is taken.
  const current = async () =>
    (await reportsOf(ctx, planLineId)).filter((one) => one.id === id).map(shownReport)[0]
  const sent = { id, content: { planLineId, ...content }, found: known.received, current }
  return once<Kept>(ctx, sent, (remembering) => keepReport(ctx, line, known, body, remembering))
}

type Kept = { id: string; looks: { code: string; text: string }[] }

async function keepReport(
  ctx: Context,
  line: HeldLine,
  { standing, others, lines }: Known,
  body: Entry,
  remembering: (answer: Kept) => Part,
): Promise<Kept> {
  const { id, month, value, dormant } = body
  mustBeOpen(line)
  // What is being revised was approved before, and stands until the revision is.
  if (line.planState !== 'approved') throw wrongStage(`plan ${line.planState}`, notApproved[line.planState])
  const stands = await standsBefore(ctx, line, standing, body)
  const known = {
    line: lineRule(line),
    period: line.period,
    today: ctx.today,
    before: figuresBefore(standing, month),
  }
  refuseIf([...reportFindings(body, known), ...standingFindings(body, stands)])

  const looks = looksOf(body, known)
  const answer = { id, looks: looks.map(({ code, text, params }) => ({ code, text: ctx.say(text, params) })) }
  if (stands) {
    await tables(ctx.db)
      .updateTable('carry_out.report')
      .set({ standing: false })
      .where('id', '=', stands.id)
      .execute()
  }
  const now = { month, value, baseline: line.baseline, dormant, state: 'reported' } as const
  const changes = changesOf(line, standing, stands ?? null, now)
  const figures = lineFigures(line)
  const county = { ...figures, lines }
  const coverage = stands ? [] : changeByFirst(county, others, { ...figures, id: line.id, month })
  const verb = stands ? 'report.corrected' : 'report.made'
  await note(
    ctx,
    {
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
    },
    [
      insertReport(ctx, line, body, looks),
      ...deltaParts(line.path, [...changes, ...coverage], { at: ctx.now, verb, month }),
      remembering(answer),
    ],
  )
  return answer
}

/** What stands of the month; refuses a correction of anything else. */
async function standsBefore(
  ctx: Context,
  line: PlanLineRow,
  standing: readonly Standing[],
  { month, supersedesId }: Entry,
): Promise<ReportRow | undefined> {
  if (supersedesId === null && !standing.some((one) => one.month === month)) return undefined
  const reports = await reportsOf(ctx, line.id)
  const stands = reports.find((one) => one.standing && one.month === month)
  if (supersedesId && !reports.some((one) => one.id === supersedesId)) throw notFound(supersedesId)
  if (stands && supersedesId !== null && stands.id !== supersedesId) throw stale(stands)
  return stands
}

const insertReport = (ctx: Context, line: PlanLineRow, body: Entry, looks: readonly Look[]): Part =>
  tables(ctx.db)
    .insertInto('carry_out.report')
    .values({
      id: body.id,
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
  standing: readonly Standing[],
  old: { id: string } | null,
  now: StandingReport,
): Delta[] {
  const after = [...standing.filter((one) => one.id !== old?.id), now]
  return changesBetween(lineFigures(line), standing, after)
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
  const line = await holdPlanLine(ctx, await lineOfReport(ctx, reportId))
  must(ctx.actor, 'report.verify', line.inCharge)
  const { id, ...content } = body
  return once(ctx, { id, content: { reportId, ...content } }, (remembering) =>
    keepVisit(ctx, line, { reportId, ...body }, remembering),
  )
}

async function keepVisit(
  ctx: Context,
  line: HeldLine,
  visit: Visit & { reportId: string },
  remembering: (answer: { id: string }) => Part,
): Promise<{ id: string }> {
  const { id, reportId, onDay, outcome, how, found, note: said } = visit
  mustBeOpen(line)
  const standing = (await reportsOf(ctx, line.id)).filter((one) => one.standing)
  const report = standing.find((one) => one.id === reportId)
  if (!report)
    throw wrongStage('report corrected', msg('This figure was corrected since. Look at the new one.'))
  refuseIf(visitFindings(visit, report, ctx.today))
  await mustBeSecond(ctx, await reporterOf(ctx, reportId), 'report.verify', line.inCharge)

  const { month } = report
  const verb = `report.${outcome}`
  const changes = changesOf(line, standing, report, { ...report, state: outcome })
  await note(
    ctx,
    {
      verb,
      kind: 'report',
      id: reportId,
      placeId: line.place.id,
      detail: { periodId: line.period.id, planLineId: line.id, indicatorId: line.indicator.id, month },
    },
    [
      tables(ctx.db).insertInto('carry_out.visit').values({
        id,
        report_id: reportId,
        on_day: onDay,
        outcome,
        how,
        found,
        note: said,
        made_by: ctx.actor.accountId,
        made_at: ctx.now,
      }),
      tables(ctx.db).updateTable('carry_out.report').set({ state: outcome }).where('id', '=', reportId),
      ...deltaParts(line.path, changes, { at: ctx.now, verb, month }),
      remembering({ id }),
    ],
  )
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
