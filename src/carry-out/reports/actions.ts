// What people do about figures: report one and correct it. How it is looked at on the spot is in visits.ts.
import type { Context } from '../../access/context.ts'
import { must } from '../../access/rules.ts'
import type { CallInput } from '../../base/call.ts'
import { type Finding, finding, notFound, refuseIf, stale, wrongStage } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import { holdParts } from '../../plan/disaggregations/queries.ts'
import { type Said, saidFindings } from '../../plan/disaggregations/rules.ts'
import type { HeldLine, LineReporter } from '../../plan/lines/queries.ts'
import { holdPlanLine, holdPlanLines } from '../../plan/lines/queries.ts'
import type { PlanState } from '../../plan/plans/rules.ts'
import { noteAll } from '../../platform/journal.ts'
import { digestOf, once, onceEach } from '../../platform/once.ts'
import type { Part } from '../../platform/together.ts'
import { deltaParts } from '../../totals/actions.ts'
import type { Delta } from '../../totals/rules.ts'
import { changeByFirst } from '../coverage/expected.ts'
import type * as calls from './contract.ts'
import { tables } from './queries.ts'
import {
  changesOf,
  type Known,
  lineFigures,
  mayOf,
  mustBeOpen,
  type ReportRow,
  readable,
  readKnown,
  reportsOf,
  type Standing,
  shownReport,
  shownReporter,
} from './report.ts'
import { asReported, figuresBefore, type Look, lineRule, looksOf, reportFindings } from './rules.ts'

type Entry = CallInput<typeof calls.makeReport>['body']

/**
 * Keeps a figure against a plan line, or a correction of the one that stands, and changes every total above it in the
 * same transaction.
 */
export async function makeReport(ctx: Context, planLineId: string, body: Entry) {
  const line = await holdPlanLine(ctx, planLineId)
  const reporter = reporterOf(ctx, line, body.reporterId)
  const [known] = await readKnown(ctx, [{ line, ...body, reporterId: reporter.place.id }])
  const { id, ...content } = body
  // A report of another line is nobody's business here: only that the id is taken.
  const current = async () =>
    (await reportsOf(ctx, planLineId))
      .filter((one) => one.id === id && one.reporterId === reporter.place.id)
      .map(shownReport)[0]
  const sent = { id, content: { planLineId, ...content }, found: known.received, current }
  return once<Kept>(ctx, sent, async (remembering) => {
    const judged = await judgeReport(ctx, { line, reporter }, known, body)
    await keepReports(ctx, [judged], remembering(judged.answer))
    return judged.answer
  })
}

/**
 * As `makeReport` for what one county reports of one month, read and written together: each is judged by what those
 * before it make of the month.
 */
export async function makeReports(ctx: Context, asked: readonly AskedReport[]): Promise<void> {
  const lines = await holdPlanLines(
    ctx,
    asked.map(({ planLineId }) => planLineId),
  )
  const of = lines.map((line, at) => ({ line, reporter: reporterOf(ctx, line, asked[at].reporterId) }))
  const found = await readKnown(
    ctx,
    asked.map(({ id, month }, at) => ({ line: lines[at], id, month, reporterId: of[at].reporter.place.id })),
  )
  const kept: JudgedReport[] = []
  const sent = asked.map(({ id, ...content }, at) => ({ id, content, found: found[at].received }))
  const remembered = await onceEach(ctx, sent, async (at) => {
    const { planLineId: _, ...body } = asked[at]
    const before = kept.map(({ line }) => ({ ...lineFigures(line), id: line.id, month: body.month }))
    const known = { ...found[at], others: [...found[at].others, ...before] }
    const judged = await judgeReport(ctx, of[at], known, body)
    kept.push(judged)
    return judged.answer
  })
  await keepReports(ctx, kept, remembered)
}

/**
 * Who reports: whom the sender names, or the only one for whom the actor does. Refuses whoever reports for none of
 * them; of whom the actor reads nothing is 'not-found'.
 */
function reporterOf(ctx: Context, line: HeldLine, reporterId: string | undefined): LineReporter {
  const all = readable(ctx, line)
  const asked = all.filter((one) =>
    reporterId === undefined ? mayOf(ctx, 'report.make', line, one) : one.place.id === reporterId,
  )
  if (reporterId !== undefined && asked.length === 0) throw notFound(reporterId)
  must(ctx.actor, 'report.make', [...line.inCharge, ...asked.flatMap(({ inCharge }) => inCharge)])
  const text = msg('Several places report this line. Please say which of them does.')
  refuseIf(asked.length > 1 ? [finding('/reporterId', 'required', text)] : [])
  return asked[0]
}

type AskedReport = Entry & { planLineId: string }
type Kept = { id: string; looks: { code: string; text: string }[] }
type Of = { line: HeldLine; reporter: LineReporter }
type JudgedReport = Of & {
  body: Entry
  looks: Look[]
  /** what stood of the month before */
  stands: ReportRow | undefined
  changes: Delta[]
  answer: Kept
}

async function judgeReport(
  ctx: Context,
  { line, reporter }: Of,
  { standing, others, lines }: Known,
  body: Entry,
): Promise<JudgedReport> {
  const { id, month, value, dormant } = body
  mustBeOpen(line)
  // What is being revised was approved before, and stands until the revision is.
  if (line.planState !== 'approved') throw wrongStage(`plan ${line.planState}`, notApproved[line.planState])
  const stands = await standsBefore(ctx, { line, reporter }, standing, body)
  // What an older device does not send stays as it was told, as long as the figure does.
  const parts = body.parts ?? (stands?.value === value ? stands.parts : {})
  const entry = { ...body, parts }
  const known = {
    line: lineRule(asReported(line, shownReporter(line, reporter))),
    period: line.period,
    today: ctx.today,
    before: figuresBefore(standing, month),
  }
  refuseIf([
    ...reportFindings(entry, known),
    // What stays as it was told was judged when it was sent.
    ...(body.parts ? saidFindings(body.parts, value, line.indicator.disaggregations) : []),
    ...standingFindings(entry, stands),
  ])
  await mustHoldParts(ctx, parts)

  const looks = looksOf(body, known)
  const answer = { id, looks: looks.map(({ code, text, params }) => ({ code, text: ctx.say(text, params) })) }
  const now = { month, value, baseline: reporter.baseline, dormant, parts, state: 'reported' } as const
  const changes = changesOf(line, standing, stands ?? null, now)
  const figures = lineFigures(line)
  const county = { ...figures, linesIn: () => lines }
  const coverage = stands ? [] : changeByFirst(county, others, { ...figures, id: line.id, month })
  return { line, reporter, body: entry, looks, stands, changes: [...changes, ...coverage], answer }
}

/** What the figure is told apart by stays so until it is kept. */
async function mustHoldParts(ctx: Context, parts: Said): Promise<void> {
  const ids = Object.keys(parts)
  if (ids.length === 0 || (await holdParts(ctx.db, ids))) return
  refuseIf([finding('/parts', 'unknown', msg('This figure is not told apart by this.'))])
}

const verbOf = ({ stands }: JudgedReport) => (stands ? 'report.corrected' : 'report.made')

/** Writes what one county reports of one month, in one statement where nothing of it was reported before. */
async function keepReports(ctx: Context, kept: readonly JudgedReport[], remembered: Part): Promise<void> {
  if (kept.length === 0) return
  const corrected = kept.flatMap(({ stands }) => stands?.id ?? [])
  if (corrected.length > 0) {
    await tables(ctx.db)
      .updateTable('carry_out.report')
      .set({ standing: false })
      .where('id', 'in', corrected)
      .execute()
  }
  const parts = [...Map.groupBy(kept, verbOf)].flatMap(([verb, some]) =>
    deltaParts(
      some[0].line.path,
      some.flatMap(({ changes }) => changes),
      { at: ctx.now, verb, month: some[0].body.month },
    ),
  )
  await noteAll(
    ctx,
    kept.map((one) => ({
      verb: verbOf(one),
      kind: 'report',
      id: one.body.id,
      placeId: one.line.place.id,
      detail: {
        periodId: one.line.period.id,
        planLineId: one.line.id,
        ...(one.line.reporters.length > 0 ? { reporterId: one.reporter.place.id } : {}),
        indicatorId: one.line.indicator.id,
        month: one.body.month,
        value: one.body.value,
        before: one.stands?.value ?? null,
      },
    })),
    [insertReports(ctx, kept), ...parts, remembered],
  )
}

/** What stands of the month; refuses a correction of anything else. */
async function standsBefore(
  ctx: Context,
  { line, reporter }: Of,
  standing: readonly Standing[],
  { month, supersedesId }: Entry,
): Promise<ReportRow | undefined> {
  if (supersedesId === null && !standing.some((one) => one.month === month)) return undefined
  const reports = (await reportsOf(ctx, line.id)).filter(({ reporterId }) => reporterId === reporter.place.id)
  const stands = reports.find((one) => one.standing && one.month === month)
  if (supersedesId && !reports.some((one) => one.id === supersedesId)) throw notFound(supersedesId)
  if (stands && supersedesId !== null && stands.id !== supersedesId) throw stale(stands)
  return stands
}

const insertReports = (ctx: Context, kept: readonly JudgedReport[]): Part =>
  tables(ctx.db)
    .insertInto('carry_out.report')
    .values(kept.map((one) => rowOf(ctx, one)))

const rowOf = (ctx: Context, { line, reporter, body, looks }: JudgedReport) => ({
  id: body.id,
  plan_line_id: line.id,
  place_id: line.place.id,
  reporter_id: reporter.place.id,
  period_id: line.period.id,
  indicator_id: line.indicator.id,
  trade_id: line.trade?.id ?? null,
  form: line.form,
  month: body.month,
  as_of: body.asOf,
  value: body.value,
  baseline: reporter.baseline,
  left_reasons: JSON.stringify(body.leftReasons.filter((one) => one.count > 0)),
  dormant: body.dormant,
  parts: JSON.stringify(body.parts ?? {}),
  source: body.source,
  source_note: body.sourceNote,
  cause: body.cause,
  help: body.help,
  supersedes_id: body.supersedesId,
  reason: body.supersedesId === null ? null : body.reason,
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
  'asOf' | 'value' | 'parts' | 'leftReasons' | 'dormant' | 'source' | 'sourceNote' | 'cause' | 'help'
>
const contentOf = ({
  asOf,
  value,
  parts = {},
  leftReasons,
  dormant,
  source,
  sourceNote,
  cause,
  help,
}: Content): Content => ({
  asOf,
  value,
  parts,
  leftReasons,
  dormant,
  source,
  sourceNote,
  cause,
  help,
})
