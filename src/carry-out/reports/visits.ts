// How a reported figure is looked at on the spot: found so, or not.
import { mustBeSecond } from '../../access/accounts/queries.ts'
import type { Context } from '../../access/context.ts'
import { must } from '../../access/rules.ts'
import type { CallInput } from '../../base/call.ts'
import { isDay } from '../../base/dates.ts'
import { wholeFinding } from '../../base/figures.ts'
import { type Finding, finding, refuseIf, wrongStage } from '../../base/problems.ts'
import { isEmptyText, msg } from '../../base/words.ts'
import { type HeldLine, holdPlanLine, holdPlanLines } from '../../plan/lines/queries.ts'
import { noteAll } from '../../platform/journal.ts'
import { once, onceEach } from '../../platform/once.ts'
import type { Part } from '../../platform/together.ts'
import { deltaParts } from '../../totals/actions.ts'
import type { Delta } from '../../totals/rules.ts'
import type * as calls from './contract.ts'
import { tables } from './queries.ts'
import { aboutOf, aboutReport, changesOf, mustBeOpen, readVisited, type Visited } from './report.ts'

type Visit = CallInput<typeof calls.verifyReport>['body']
type AskedVisit = Visit & { reportId: string }

/** Records that a figure was looked at on the spot. A figure that was corrected since can no longer be judged. */
export async function verifyReport(ctx: Context, reportId: string, body: Visit): Promise<{ id: string }> {
  const { planLineId, reporterId } = await aboutReport(ctx, reportId)
  const line = await holdPlanLine(ctx, planLineId)
  must(ctx.actor, 'report.verify', line.inCharge)
  const { id, ...content } = body
  const [{ standing, received }] = await readVisited(ctx, [{ line, id, reporterId }])
  return once(ctx, { id, content: { reportId, ...content }, found: received }, async (remembering) => {
    const judged = await judgeVisit(ctx, line, standing, { reportId, ...body })
    await keepVisits(ctx, [judged], remembering({ id }))
    return { id }
  })
}

/** As `verifyReport` for what is looked at in one county of one month, read and written together. */
export async function verifyReports(ctx: Context, asked: readonly AskedVisit[]): Promise<void> {
  const about = await aboutOf(
    ctx,
    asked.map(({ reportId }) => reportId),
  )
  const lines = await holdPlanLines(
    ctx,
    about.map(({ planLineId }) => planLineId),
  )
  for (const line of lines) must(ctx.actor, 'report.verify', line.inCharge)
  const found = await readVisited(
    ctx,
    asked.map(({ id }, at) => ({ line: lines[at], id, reporterId: about[at].reporterId })),
  )
  const kept: JudgedVisit[] = []
  const sent = asked.map(({ id, ...content }, at) => ({ id, content, found: found[at].received }))
  const remembered = await onceEach(ctx, sent, async (at) => {
    const visit = asked[at]
    kept.push(await judgeVisit(ctx, lines[at], found[at].standing, visit))
    return { id: visit.id }
  })
  await keepVisits(ctx, kept, remembered)
}

type JudgedVisit = { line: HeldLine; visit: AskedVisit; month: string; changes: Delta[] }

async function judgeVisit(
  ctx: Context,
  line: HeldLine,
  standing: readonly Visited[],
  visit: AskedVisit,
): Promise<JudgedVisit> {
  mustBeOpen(line)
  const report = standing.find((one) => one.id === visit.reportId)
  if (!report)
    throw wrongStage('report corrected', msg('This figure was corrected since. Look at the new one.'))
  refuseIf(visitFindings(visit, report, ctx.today))
  await mustBeSecond(ctx, report.madeBy, 'report.verify', line.inCharge)
  const changes = changesOf(line, standing, report, { ...report, state: visit.outcome })
  return { line, visit, month: report.month, changes }
}

/** Writes what was looked at in one county of one month, in one statement where all of it came out alike. */
async function keepVisits(ctx: Context, kept: readonly JudgedVisit[], remembered: Part): Promise<void> {
  let beside = [remembered]
  for (const [outcome, some] of Map.groupBy(kept, ({ visit }) => visit.outcome)) {
    const verb = `report.${outcome}`
    const [first] = some
    await noteAll(
      ctx,
      some.map(({ line, month, visit: { reportId } }) => ({
        verb,
        kind: 'report',
        id: reportId,
        placeId: line.place.id,
        detail: { periodId: line.period.id, planLineId: line.id, indicatorId: line.indicator.id, month },
      })),
      [
        tables(ctx.db)
          .insertInto('carry_out.visit')
          .values(some.map(({ visit }) => rowOf(ctx, visit))),
        tables(ctx.db)
          .updateTable('carry_out.report')
          .set({ state: outcome })
          .where(
            'id',
            'in',
            some.map(({ visit }) => visit.reportId),
          ),
        ...deltaParts(
          first.line.path,
          some.flatMap(({ changes }) => changes),
          { at: ctx.now, verb, month: first.month },
        ),
        ...beside,
      ],
    )
    beside = []
  }
}

const rowOf = (ctx: Context, { id, reportId, onDay, outcome, how, found, note }: AskedVisit) => ({
  id,
  report_id: reportId,
  on_day: onDay,
  outcome,
  how,
  found,
  note,
  made_by: ctx.actor.accountId,
  made_at: ctx.now,
})

function visitFindings(visit: Visit, report: Visited, today: string): Finding[] {
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
      finding('/note', 'required', msg('Please say what was found, so that whoever reported it can answer.')),
    )
  }
  return findings
}
