// What other rooms ask of cases: its steps as references, its links, a search for a step to cite.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../access/context.ts'
import { scopes } from '../access/rules.ts'
import { type Described, idsOf, type Link, type Ref } from '../base/refs.ts'
import type { Names } from '../base/words.ts'
import { above, eachWithin, matches } from '../registry/queries.ts'

/**
 * SQL that holds where the actor may see a case: published ones at the programme's place, below it and from above;
 * all others only where cases are written, in the unit's own place and from above it.
 */
export function seen(ctx: Context, alias = 'c'): RawBuilder<boolean> {
  const place = `${alias}.place_id`
  return sql<boolean>`(${eachWithin(scopes(ctx.actor, 'case.write'), place, ctx.today)}
    or (${sql.ref(`${alias}.state`)} = 'published' and (${above(ctx.actor.path, `${alias}.audience_place_id`)}
      or ${eachWithin(scopes(ctx.actor, 'case.read'), place, ctx.today)})))`
}

/** The case steps among `refs` that the actor may see. */
export async function describeRefs(ctx: Context, refs: Ref[]): Promise<Described[]> {
  const ids = idsOf(refs, 'case_step')
  if (ids.length === 0) return []
  const { rows } = await sql<{ id: string; n: number; title: Names; unit: Names; caseId: string }>`
    select s.id, s.n, s.title, o.names as unit, c.id as "caseId"
    from cases.case_step as s join cases.practice_case as c on c.id = s.case_id
    join registry.organisation as o on o.id = c.organisation_id
    where s.id = any(${ids}::uuid[]) and ${seen(ctx)}`.execute(ctx.db)
  return rows.map(({ id, n, title, unit, caseId }) => ({
    kind: 'case_step' as const,
    id,
    title,
    of: unit,
    href: `/cases/${caseId}#step-${n}`,
  }))
}

/** The links from clauses to the steps that apply them, where either end is among `refs` and the step may be seen. */
export async function linksOf(ctx: Context, refs: Ref[]): Promise<Link[]> {
  const [steps, clauses] = [idsOf(refs, 'case_step'), idsOf(refs, 'clause')]
  if (steps.length + clauses.length === 0) return []
  const { rows } = await sql<{ stepId: string; clauseId: string }>`
    select l.step_id as "stepId", l.clause_id as "clauseId"
    from cases.step_clause as l join cases.case_step as s on s.id = l.step_id
    join cases.practice_case as c on c.id = s.case_id
    where (l.step_id = any(${steps}::uuid[]) or l.clause_id = any(${clauses}::uuid[])) and ${seen(ctx)}
    order by c.id, s.n, l.clause_id`.execute(ctx.db)
  return rows.map(({ stepId, clauseId }) => ({
    from: { kind: 'clause' as const, id: clauseId },
    to: { kind: 'case_step' as const, id: stepId },
  }))
}

export type FoundStep = { id: string; caseId: string; n: number; title: Names; unit: Names }

/** Steps of published cases to cite, by a text in either language in the step, the case or the unit's name. */
export async function searchSteps(
  ctx: Context,
  query: { text?: string; stepIds?: readonly string[]; limit?: number } = {},
): Promise<FoundStep[]> {
  const { rows } = await sql<FoundStep>`
    select s.id, c.id as "caseId", s.n, s.title, o.names as unit
    from cases.case_step as s join cases.practice_case as c on c.id = s.case_id
    join registry.organisation as o on o.id = c.organisation_id
    where c.state = 'published' and ${seen(ctx)}
      and ${query.stepIds ? sql`s.id = any(${[...query.stepIds]}::uuid[])` : sql`true`}
      and ${matches(
        sql`concat_ws(' ', registry.names_key(s.title), o.search_key, registry.names_key(c.title))`,
        query.text,
      )}
    order by c.published_on desc, c.id, s.n limit ${query.limit ?? 50}`.execute(ctx.db)
  return rows
}

/** How many published cases the reader has to learn from. */
export async function countPublished(ctx: Context): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from cases.practice_case as c
    where c.state = 'published' and ${seen(ctx)}`.execute(ctx.db)
  return rows[0].n
}
