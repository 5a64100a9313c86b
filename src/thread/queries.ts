// The thread as a reader sees it: the doors of all rooms that store links, put together. Nothing is stored here.
import { sql } from 'kysely'
import type { Context } from '../access/context.ts'
import { notFound } from '../base/problems.ts'
import type { Described, Link, Ref, RefKind } from '../base/refs.ts'
import { idsOf, refKey } from '../base/refs.ts'
import * as carryOut from '../carry-out/reports/queries.ts'
import * as cases from '../cases/queries.ts'
import * as examine from '../examine/queries.ts'
import * as plan from '../plan/lines/queries.ts'
import { planVisible } from '../plan/queries.ts'
import { matches } from '../registry/queries.ts'
import * as study from '../study/queries.ts'
import { choose, type Doors, walk } from './rules.ts'

const rooms = [study, cases, examine, plan, carryOut]

// One room after the other: inside a transaction there is one connection, and the number of statements is the same.
async function gather<T>(ask: (room: (typeof rooms)[number]) => Promise<T[]>): Promise<T[]> {
  const all: T[] = []
  for (const room of rooms) all.push(...(await ask(room)))
  return all
}

/**
 * Every link with either end among `refs`, from all rooms. What stands against a sealed card would tell what is right.
 */
async function linksOf(ctx: Context, refs: Ref[]): Promise<Link[]> {
  const links = await gather((room) => room.linksOf(ctx, refs))
  const against = idsOf(
    links.map(({ to }) => to),
    'misconception',
  )
  const sealed = await examine.listSealed(ctx, against)
  return links.filter(({ to }) => to.kind !== 'misconception' || !sealed.has(to.id))
}

/** Those of `refs` that the actor may see, of whatever kind. */
export const describeRefs = (ctx: Context, refs: Ref[]): Promise<Described[]> =>
  gather((room) => room.describeRefs(ctx, refs))

/** The thread of one thing; not-found where the reader may not see the thing itself. */
export async function readThread(ctx: Context, start: Ref) {
  const doors: Doors = { links: (refs) => linksOf(ctx, refs), describe: (refs) => describeRefs(ctx, refs) }
  const walked = await walk(start, doors)
  if (!walked) throw notFound()
  return { ...choose(walked), isWhole: walked.isWhole }
}

type Count = { kind: RefKind; id: string; lines: number; places: number; reports: number }

/**
 * The lessons that most plan lines cite, with the places and the reports behind those lines; and the lines with most
 * links: what they cite and what was reported against them. A report is counted once, with its line.
 */
async function countStarts(ctx: Context): Promise<{ lessons: Count[]; lines: Count[] }> {
  const { rows } = await sql<Count>`
    with cited as materialized (
      select line.id, plan.place_id, plan.period_id
      from plan.plan join plan.period on period.id = plan.period_id join plan.plan_line as line on line.plan_id = plan.id
      where ${planVisible(ctx)} and exists (select 1 from plan.citation where citation.plan_line_id = line.id)
    ), reported as materialized (
      select report.plan_line_id, sum(report.n)::int as n
      from (select report.plan_line_id, report.place_id, report.reporter_id, cited.period_id, count(*) as n
        from cited join carry_out.report on report.plan_line_id = cited.id and report.standing
        group by report.plan_line_id, report.place_id, report.reporter_id, cited.period_id) as report
      join plan.period on period.id = report.period_id
      where ${carryOut.reportVisible(ctx)} group by report.plan_line_id
    )
    (select citation.kind, citation.ref_id as id, count(*)::int as lines, count(distinct cited.place_id)::int as places,
      coalesce(sum(reported.n), 0)::int as reports
    from cited join plan.citation on citation.plan_line_id = cited.id
    left join reported on reported.plan_line_id = cited.id
    group by citation.kind, citation.ref_id order by lines desc, reports desc, id limit 60)
    union all
    (select 'plan_line', cited.id, count(*)::int as lines, 1, coalesce(max(reported.n), 0) as reports
    from cited join plan.citation on citation.plan_line_id = cited.id
    left join reported on reported.plan_line_id = cited.id
    group by cited.id order by lines desc, reports desc, cited.id limit 12)
    order by lines desc, reports desc, id`.execute(ctx.db)
  return {
    lessons: rows.filter(({ kind }) => kind !== 'plan_line'),
    lines: rows.filter(({ kind }) => kind === 'plan_line'),
  }
}

/** Plan lines by a text in the indicator's, trade's or place's name. */
async function searchLines(ctx: Context, text: string): Promise<Ref[]> {
  const { rows } = await sql<{ id: string }>`
    with seen as materialized (
      select plan.id, place.code, place.search_key from plan.plan join plan.period on period.id = plan.period_id
      join registry.place on place.id = plan.place_id where ${planVisible(ctx)}
    ), indicator as materialized (select id, position, registry.names_key(names) as search_key from plan.indicator),
    trade as materialized (select id, registry.names_key(names) as search_key from registry.trade)
    select line.id from seen join plan.plan_line as line on line.plan_id = seen.id
    join indicator on indicator.id = line.indicator_id left join trade on trade.id = line.trade_id
    where ${matches(sql`concat_ws(' ', indicator.search_key, trade.search_key, seen.search_key)`, text)}
    order by seen.code, indicator.position, line.id limit 20`.execute(ctx.db)
  return rows.map(({ id }) => ({ kind: 'plan_line', id }))
}

async function find(ctx: Context, text: string): Promise<Ref[]> {
  const clauses = await study.searchClauses(ctx, { text, limit: 20 })
  const steps = await cases.searchSteps(ctx, { text, limit: 20 })
  const cards = await examine.searchCards(ctx, { text, limit: 20 })
  return [
    ...clauses.map(({ id }) => ({ kind: 'clause' as const, id })),
    ...steps.map(({ id }) => ({ kind: 'case_step' as const, id })),
    ...cards.map(({ id }) => ({ kind: 'misconception' as const, id })),
    ...(await searchLines(ctx, text)),
  ]
}

/** Where threads begin. The number of statements is the same however much is linked. */
export async function readStart(ctx: Context, text?: string) {
  const { lessons, lines } = await countStarts(ctx)
  const found = text?.trim() ? await find(ctx, text) : []
  const described = new Map(
    (await describeRefs(ctx, [...lessons, ...lines, ...found])).map((one) => [refKey(one), one]),
  )
  const told = (counts: Count[]) =>
    counts.flatMap(({ lines, places, reports, ...ref }) => {
      const one = described.get(refKey(ref))
      return one ? [{ ...one, lines, places, reports }] : []
    })
  return {
    lessons: told(lessons),
    lines: told(lines),
    found: found.flatMap((ref) => described.get(refKey(ref)) ?? []),
  }
}
