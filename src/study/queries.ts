// What other rooms ask of study: clauses to cite, clauses as references, the links that questions make.
import { type RawBuilder, sql } from 'kysely'
import { listHolders } from '../access/accounts/queries.ts'
import type { Context } from '../access/context.ts'
import { may, scopes, type Verb } from '../access/rules.ts'
import { type Described, idsOf, type Link, type Ref } from '../base/refs.ts'
import { floorOf } from '../base/rosters.ts'
import type { RosterTold } from '../base/schemas.ts'
import type { Names } from '../base/words.ts'
import { classVisible, ownProgramme, sitsIn } from '../convene/programmes/queries.ts'
import type { Db } from '../platform/database.ts'
import { pathOf } from '../registry/places/queries.ts'
import { above, eachWithin, matches } from '../registry/queries.ts'
import { clauseTitle } from './policies/rules.ts'

/** SQL that holds where the actor may see a policy or material: published downwards, and read from above. */
export const published = (ctx: Context, placeColumn: string): RawBuilder<boolean> =>
  sql<boolean>`(${above(ctx.actor.path, placeColumn)}
    or ${eachWithin(scopes(ctx.actor, 'study.read'), placeColumn, ctx.today)})`

export type Publisher = { programmeId: string; placeId: string }

/**
 * For which place the actor publishes in the programme: the programme's own where the actor has the verb there, else
 * the first of the actor's places that has it; null for nobody who publishes.
 */
export async function publisherOf(ctx: Context, verb: Verb): Promise<Publisher | null> {
  const own = scopes(ctx.actor, verb)
  if (own.length === 0) return null
  const programme = await ownProgramme(ctx)
  if (!programme) return null
  const isAbove = may(ctx.actor, verb, await pathOf(ctx.db, programme.placeId, ctx.today))
  return { programmeId: programme.id, placeId: isAbove ? programme.placeId : own[0] }
}

/** What is told of a roster: of a check without names, or of an examination. */
export async function tellRoster(
  ctx: Context,
  of: { path: string[]; floor: number | null; closesAt: Date | null },
  { size, isIn }: { size: number; isIn: boolean },
): Promise<RosterTold> {
  return {
    size,
    floor: of.floor ?? floorOf(size),
    closesAt: of.closesAt?.toISOString() ?? null,
    isOver: of.closesAt !== null && of.closesAt <= ctx.now,
    isIn,
    by: await listHolders(ctx.db, ['nomination.decide', 'account.change'], of.path),
  }
}

/** The digests of all kept files that materials name: what the whole instance must not lose. */
export async function filesNamed(db: Db): Promise<string[]> {
  const { rows } = await sql<{ sha256: string }>`
    select distinct file_sha256 as sha256 from study.material where file_sha256 is not null`.execute(db)
  return rows.map((row) => row.sha256)
}

/**
 * Every clause ever imported, with the text it had last: `clause.id, policy_id, number, position, depth, heading, text,
 * version` and whether it stands in the policy's present version.
 */
export const lastTexts = sql`(select distinct on (c.id) c.id, c.policy_id, t.version, t.number, t.position, t.depth,
    t.heading, t.text, t.version = p.version as stands
  from study.clause as c join study.clause_text as t on t.clause_id = c.id join study.policy as p on p.id = c.policy_id
  order by c.id, t.version desc)`

export type FoundClause = {
  id: string
  policyId: string
  policy: Names
  number: string
  text: Names
  stands: boolean
}

type ClauseQuery = { text?: string; classId?: string; policyId?: string; clauseId?: string; limit?: number }

/**
 * Clauses to cite, by number or a text in either language, in the order of the policies; headings are left out. With
 * `classId`, the policies of that class's programme alone. A clause that a later version dropped is found by its id
 * only.
 */
export async function searchClauses(ctx: Context, query: ClauseQuery = {}): Promise<FoundClause[]> {
  const { rows } = await sql<FoundClause>`
    select clause.id, p.id as "policyId", p.names as policy, clause.number, clause.text, clause.stands
    from ${lastTexts} as clause join study.policy as p on p.id = clause.policy_id
    where ${published(ctx, 'p.place_id')}
      and ${query.clauseId ? sql`clause.id = ${query.clauseId}` : sql`clause.stands and not clause.heading`}
      and ${query.policyId ? sql`p.id = ${query.policyId}` : sql`true`}
      and ${
        query.classId
          ? sql`exists (select 1 from convene.class as class where class.id = ${query.classId}
              and class.programme_id = p.programme_id and ${classVisible(ctx)})`
          : sql`true`
      }
      and ${matches(
        sql`concat_ws(' ', registry.search_key(clause.number), registry.names_key(clause.text),
          registry.names_key(p.names), registry.search_key(p.code))`,
        query.text,
      )}
    order by p.code, p.id, clause.position limit ${query.limit ?? 50}`.execute(ctx.db)
  return rows
}

/** The clauses among `refs` that the actor may see, those that a later version dropped included. */
export async function describeRefs(ctx: Context, refs: Ref[]): Promise<Described[]> {
  const ids = idsOf(refs, 'clause')
  if (ids.length === 0) return []
  const { rows } = await sql<{ id: string; policyId: string; policy: Names; number: string; text: Names }>`
    select clause.id, p.id as "policyId", p.names as policy, clause.number, clause.text
    from ${lastTexts} as clause join study.policy as p on p.id = clause.policy_id
    where clause.id = any(${ids}::uuid[]) and ${published(ctx, 'p.place_id')}`.execute(ctx.db)
  return rows.map(({ id, policyId, policy, number, text }) => ({
    kind: 'clause' as const,
    id,
    title: clauseTitle(number, text),
    of: policy,
    href: `/study/policies/${policyId}#clause-${id}`,
  }))
}

/**
 * SQL that holds where what is behind the questions of a check may be told: it was opened, and for who may answer it,
 * it is closed.
 */
export const checkTold = (ctx: Context, alias: string): RawBuilder<boolean> =>
  sql<boolean>`(${sql.ref(`${alias}.state`)} = 'closed'
    or ${sql.ref(`${alias}.state`)} = 'open' and not ${sitsIn(ctx, `${alias}.class_id`)})`

/** Clause → misconception, where a question of a check that was opened cites the one and names the other. */
export async function linksOf(ctx: Context, refs: Ref[]): Promise<Link[]> {
  const [clauses, cards] = [idsOf(refs, 'clause'), idsOf(refs, 'misconception')]
  if (clauses.length + cards.length === 0) return []
  const { rows } = await sql<{ clauseId: string; cardId: string }>`
    select distinct cited.clause_id as "clauseId", q.misconception_id as "cardId"
    from study.question as q join study.question_clause as cited on cited.question_id = q.id
    join study.check as c on c.id = q.check_id join convene.class as class on class.id = c.class_id
    where q.misconception_id is not null and ${checkTold(ctx, 'c')} and ${classVisible(ctx)}
      and q.id in (select question_id from study.question_clause where clause_id = any(${clauses}::uuid[])
        union select id from study.question where misconception_id = any(${cards}::uuid[]))
      and (cited.clause_id = any(${clauses}::uuid[]) or q.misconception_id = any(${cards}::uuid[]))
    order by 1, 2`.execute(ctx.db)
  return rows.map(({ clauseId, cardId }) => ({
    from: { kind: 'clause' as const, id: clauseId },
    to: { kind: 'misconception' as const, id: cardId },
  }))
}
