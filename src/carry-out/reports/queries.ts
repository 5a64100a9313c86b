// The doors of carry-out for other rooms, and the fragments that decide what may be seen of reports and commitments.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { scopes } from '../../access/rules.ts'
import { saySaid } from '../../base/dates.ts'
import { type Described, idsOf, type Link, type Ref } from '../../base/refs.ts'
import { msg, type Names, nameIn } from '../../base/words.ts'
import { calledBy, titleOfLine } from '../../plan/lines/queries.ts'
import type { PlanTables } from '../../plan/tables.ts'
import type { Called } from '../../plan/titles/rules.ts'
import type { Db, Reading } from '../../platform/database.ts'
import { eachInCharge, eachWithin } from '../../registry/queries.ts'
import type { RegistryTables } from '../../registry/tables.ts'
import type { CarryOutTables } from '../tables.ts'

export const tables = (db: Db) =>
  db.withTables<CarryOutTables & Reading<PlanTables> & Reading<RegistryTables>>()

/**
 * SQL that holds where the actor may see `report` of the plan period `period`, by the borders of its last day, or
 * since its county went into the actor's. Asked report by report: they are found by their line or id, and a country has
 * more of them than of anything else.
 */
export const reportVisible = (ctx: Context): RawBuilder<boolean> => {
  const readable = scopes(ctx.actor, 'report.read')
  const day = sql.ref('period.borders_on')
  return sql<boolean>`(${eachWithin(readable, 'report.place_id', day, ctx.today)} or (report.reporter_id <> report.place_id
      and ${eachInCharge(readable, 'report.reporter_id', day, ctx.today)}))`
}

/** SQL that holds where `commitment` is the actor's: made by the person, or inherited with a post held today. */
export const isOwn = (ctx: Context): RawBuilder<boolean> =>
  ctx.actor.personId === null
    ? sql<boolean>`false`
    : sql<boolean>`commitment.id in (
  select own.id from carry_out.commitment as own where own.person_id = ${ctx.actor.personId}
  union select own.id from registry.appointment as held join carry_out.commitment as own
      on own.organisation_id = held.organisation_id and own.post_id = held.post_id
    where held.person_id = ${ctx.actor.personId} and held.from_on <= ${ctx.today}::date and held.to_on > ${ctx.today}::date)`

/** SQL that holds where the actor may see `commitment`: an own one, or one of the places the actor reads. */
export const commitmentVisible = (ctx: Context): RawBuilder<boolean> =>
  sql<boolean>`(${isOwn(ctx)} or ${eachWithin(scopes(ctx.actor, 'commitment.read'), 'commitment.place_id', ctx.today)})`

/** The digests of all kept files that evidence names: what the whole instance must not lose. */
export async function filesNamed(db: Db): Promise<string[]> {
  const rows = await tables(db).selectFrom('carry_out.evidence').select('sha256').distinct().execute()
  return rows.map((row) => row.sha256)
}

/**
 * Every link that carry-out stores with either end among the refs: line → report, line → commitment, step → commitment.
 */
export async function linksOf(ctx: Context, refs: Ref[]): Promise<Link[]> {
  const lines = idsOf(refs, 'plan_line')
  const steps = idsOf(refs, 'case_step')
  const reports = idsOf(refs, 'report')
  const commitments = idsOf(refs, 'commitment')
  if (lines.length + steps.length + reports.length + commitments.length === 0) return []
  const { rows } = await sql<{ fromKind: Ref['kind']; fromId: string; toKind: Ref['kind']; toId: string }>`
    select 'plan_line' as "fromKind", report.plan_line_id as "fromId", 'report' as "toKind", report.id as "toId"
    from carry_out.report join plan.period on period.id = report.period_id
    where (report.standing and report.plan_line_id = any(${lines}::uuid[]) or report.id = any(${reports}::uuid[]))
      and ${reportVisible(ctx)}
    union all
    select 'plan_line', commitment.plan_line_id, 'commitment', commitment.id from carry_out.commitment
    where commitment.plan_line_id is not null and (commitment.plan_line_id = any(${lines}::uuid[])
      or commitment.id = any(${commitments}::uuid[])) and ${commitmentVisible(ctx)}
    union all
    select 'case_step', commitment.step_id, 'commitment', commitment.id from carry_out.commitment
    where commitment.step_id is not null and (commitment.step_id = any(${steps}::uuid[])
      or commitment.id = any(${commitments}::uuid[])) and ${commitmentVisible(ctx)}
    order by 1, 2, 4`.execute(ctx.db)
  return rows.map((row) => ({
    from: { kind: row.fromKind, id: row.fromId },
    to: { kind: row.toKind, id: row.toId },
  }))
}

type Seen = { id: string; of: Names } & (
  | { kind: 'commitment'; promise: Names; reported: null; line: null }
  | { kind: 'report'; promise: null; reported: { month: string; value: number }; line: Called }
)

/** Reports and commitments as a reader sees them; those that the actor may not see are left out. */
export async function describeRefs(ctx: Context, refs: Ref[]): Promise<Described[]> {
  const reports = idsOf(refs, 'report')
  const commitments = idsOf(refs, 'commitment')
  if (reports.length + commitments.length === 0) return []
  const { rows } = await sql<Seen>`
    select 'report' as kind, report.id, null::jsonb as promise,
      jsonb_build_object('month', report.month, 'value', report.value) as reported, place.names as of, (select to_jsonb(called) from (select ${calledBy}) as called) as line
    from carry_out.report join plan.period on period.id = report.period_id
    join plan.indicator on indicator.id = report.indicator_id join registry.place on place.id = report.reporter_id
    left join registry.trade on trade.id = report.trade_id left join registry.form on form.code = report.form
    where report.id = any(${reports}::uuid[]) and ${reportVisible(ctx)}
    union all
    select 'commitment', commitment.id, jsonb_build_object('zh',
        concat(coalesce(nullif(commitment.if_text->>'zh', ''), commitment.if_text->>'en'), '，',
          coalesce(nullif(commitment.then_text->>'zh', ''), commitment.then_text->>'en')), 'en',
        concat(coalesce(nullif(commitment.if_text->>'en', ''), commitment.if_text->>'zh'), ', ',
          coalesce(nullif(commitment.then_text->>'en', ''), commitment.then_text->>'zh'))),
      null, person.names, null
    from carry_out.commitment join registry.person on person.id = commitment.person_id
    where commitment.id = any(${commitments}::uuid[]) and ${commitmentVisible(ctx)}`.execute(ctx.db)
  return rows.map((row) => ({
    kind: row.kind,
    id: row.id,
    title: row.kind === 'report' ? titleOfReport(ctx, row) : row.promise,
    of: row.of,
    href: row.kind === 'report' ? `/carry-out/reports/${row.id}` : `/carry-out/commitments/${row.id}`,
  }))
}

/** A report as its reader knows it from everywhere else: the same on both sides, as its line is. */
function titleOfReport(ctx: Context, { reported, line }: Extract<Seen, { kind: 'report' }>): Names {
  const title = ctx.say(msg('{month}, {line}: {value}'), {
    month: saySaid(reported.month, ctx.language),
    line: nameIn(titleOfLine(ctx, line), ctx.language),
    value: reported.value,
  })
  return { zh: title, en: title }
}
