// What other rooms ask of examine: cards to cite, cards as references, and what stands as evidence on them.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../access/context.ts'
import { scopes } from '../access/rules.ts'
import { type Described, idsOf, type Link, type Ref } from '../base/refs.ts'
import type { Names } from '../base/words.ts'
import { likeText } from '../platform/database.ts'
import { keyAfter } from '../platform/paging.ts'
import { above, eachWithin } from '../registry/queries.ts'
import type { CardOrigin } from './rules.ts'

/** SQL that holds where the actor may see a card: published downwards, and read from above. */
export const cardVisible = (ctx: Context, alias = 'card'): RawBuilder<boolean> =>
  sql<boolean>`(${above(ctx.actor.path, `${alias}.place_id`)}
    or ${eachWithin(scopes(ctx.actor, 'card.read'), `${alias}.place_id`, ctx.today)})`

export type FoundCard = {
  id: string
  code: string
  statement: Names
  correction: Names
  source: Names
  origin: CardOrigin
  illustrative: boolean
  /** where it stands in the library */
  position: number
}

/** Cards to read or cite, by a text in either language, in the library's order. */
export async function searchCards(
  ctx: Context,
  query: {
    text?: string
    misconceptionId?: string
    /** leaves out what a round of this class holds */
    notExaminedBy?: string
    after?: string
    limit?: number
  } = {},
): Promise<FoundCard[]> {
  const key = keyAfter(query.after, ['whole', 'id'])
  const text = query.text?.trim() ? likeText(query.text) : null
  const { rows } = await sql<FoundCard>`
    select card.id, card.code, card.statement, card.correction, card.source, card.origin, card.illustrative,
      card.position
    from examine.misconception as card
    where ${cardVisible(ctx)}
      and ${query.misconceptionId ? sql`card.id = ${query.misconceptionId}` : sql`true`}
      and ${text === null ? sql`true` : sql`concat_ws(' ', card.code, card.statement->>'zh', card.statement->>'en', card.correction->>'zh', card.correction->>'en') ilike ${text}`}
      and ${
        query.notExaminedBy
          ? sql`not exists (select 1 from examine.round_card as held
              where held.class_id = ${query.notExaminedBy} and held.misconception_id = card.id)`
          : sql`true`
      }
      and ${key ? sql`(card.position, card.id) > (${key[0]}::bigint, ${key[1]}::uuid)` : sql`true`}
    order by card.position, card.id limit ${query.limit ?? 50}`.execute(ctx.db)
  return rows
}

/** The misconceptions among `refs` that the actor may see. */
export async function describeRefs(ctx: Context, refs: Ref[]): Promise<Described[]> {
  const ids = idsOf(refs, 'misconception')
  if (ids.length === 0) return []
  const { rows } = await sql<{ id: string; statement: Names; source: Names }>`
    select card.id, card.statement, card.source from examine.misconception as card
    where card.id = any(${ids}::uuid[]) and ${cardVisible(ctx)}`.execute(ctx.db)
  return rows.map(({ id, statement, source }) => ({
    kind: 'misconception' as const,
    id,
    title: statement,
    of: source,
    href: `/examine/cards/${id}`,
  }))
}

/** Clause → misconception that it corrects, and case step → misconception against which it stands as evidence. */
export async function linksOf(ctx: Context, refs: Ref[]): Promise<Link[]> {
  const [cards, clauses, steps] = [
    idsOf(refs, 'misconception'),
    idsOf(refs, 'clause'),
    idsOf(refs, 'case_step'),
  ]
  if (cards.length + clauses.length + steps.length === 0) return []
  const { rows } = await sql<{ cardId: string; clauseId: string | null; stepId: string | null }>`
    select e.misconception_id as "cardId", e.clause_id as "clauseId", e.step_id as "stepId"
    from examine.evidence as e join examine.misconception as card on card.id = e.misconception_id
    where (e.clause_id is not null or e.step_id is not null) and ${cardVisible(ctx)}
      and (e.misconception_id = any(${cards}::uuid[]) or e.clause_id = any(${clauses}::uuid[]) or e.step_id = any(${steps}::uuid[]))
    order by card.position, card.id, e.position`.execute(ctx.db)
  return rows.map(({ cardId, clauseId, stepId }) => ({
    from: clauseId
      ? { kind: 'clause' as const, id: clauseId }
      : { kind: 'case_step' as const, id: stepId as string },
    to: { kind: 'misconception' as const, id: cardId },
  }))
}
