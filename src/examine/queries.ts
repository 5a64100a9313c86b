// What other rooms ask of examine: cards to cite, cards as references, what stands as evidence on them, and for whom
// that is sealed.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../access/context.ts'
import { scopes } from '../access/rules.ts'
import { type Problem, wrongStage } from '../base/problems.ts'
import { type Described, idsOf, type Link, type Ref } from '../base/refs.ts'
import { msg, type Names } from '../base/words.ts'
import { sitsIn } from '../convene/programmes/queries.ts'
import { keyAfter } from '../platform/paging.ts'
import { above, eachWithin, matches } from '../registry/queries.ts'
import { type CardOrigin, openStages } from './rules.ts'

/** SQL that holds where the actor may see a card: published downwards, and read from above. */
export const cardVisible = (ctx: Context, alias = 'card'): RawBuilder<boolean> =>
  sql<boolean>`(${above(ctx.actor.path, `${alias}.place_id`)}
    or ${eachWithin(scopes(ctx.actor, 'card.read'), `${alias}.place_id`, ctx.today)})`

/**
 * SQL that stands behind `examine.misconception as card`: `seal.until` is null where the card is open to the actor.
 * While a phase of a class is open, whoever may answer in it reads nothing that would give the answer: not why people
 * believe the statement, what is right, what to do instead, nor the facts. Then `seal.until` is when the phase closes
 * at the earliest (it is sealed until it is closed). Between the phases all of it is open: that is the teaching.
 */
export const seal = (ctx: Context): RawBuilder<unknown> => sql`cross join lateral (
  select max(coalesce(r.closes_at, ${ctx.now}::timestamptz)) as until
  from examine.round_card as asked join examine.round as r on r.id = asked.round_id
  where asked.misconception_id = card.id and r.stage = any(${openStages}::text[])
    and ${sitsIn(ctx, 'r.class_id')}) as seal`

/** What would give the answer, as SQL: null where the card is sealed. */
export const unsealed = (value: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`case when seal.until is null then ${value} end`

/** Those of the cards that are sealed for the actor. */
export async function listSealed(ctx: Context, cardIds: readonly string[]): Promise<Set<string>> {
  if (cardIds.length === 0) return new Set()
  const { rows } = await sql<{ id: string }>`select card.id from examine.misconception as card ${seal(ctx)}
    where card.id = any(${[...cardIds]}::uuid[]) and seal.until is not null`.execute(ctx.db)
  return new Set(rows.map(({ id }) => id))
}

/** Refuses to tell all the cards of a programme while some are sealed for the actor. */
export async function mustBeUnsealed(ctx: Context, programmeId: string): Promise<void> {
  const { rows } = await sql`select 1 from examine.misconception as card ${seal(ctx)}
    where card.programme_id = ${programmeId} and seal.until is not null limit 1`.execute(ctx.db)
  if (rows.length > 0) throw cardSealed()
}

export const cardSealed = (): Problem =>
  wrongStage(
    'card sealed',
    msg('An examination of your class is open: its cards are sealed until the phase is over.'),
  )

export type FoundCard = {
  id: string
  code: string
  statement: Names
  correction: Names | null
  source: Names
  origin: CardOrigin
  illustrative: boolean
  /** where it is sealed for the actor: when it may be open again, at the earliest */
  sealedUntil: string | null
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
  const correction = unsealed(sql`card.correction`)
  const { rows } = await sql<Omit<FoundCard, 'sealedUntil'> & { sealedUntil: Date | null }>`
    select card.id, card.code, card.statement, ${correction} as correction, card.source, card.origin, card.illustrative,
      card.position, seal.until as "sealedUntil"
    from examine.misconception as card ${seal(ctx)}
    where ${cardVisible(ctx)}
      and ${query.misconceptionId ? sql`card.id = ${query.misconceptionId}` : sql`true`}
      and ${matches(
        sql`concat_ws(' ', registry.search_key(card.code), registry.names_key(card.statement),
          registry.names_key(${correction}))`,
        query.text,
      )}
      and ${
        query.notExaminedBy
          ? sql`not exists (select 1 from examine.round_card as held
              where held.class_id = ${query.notExaminedBy} and held.misconception_id = card.id)`
          : sql`true`
      }
      and ${key ? sql`(card.position, card.id) > (${key[0]}::bigint, ${key[1]}::uuid)` : sql`true`}
    order by card.position, card.id limit ${query.limit ?? 50}`.execute(ctx.db)
  return rows.map(({ sealedUntil, ...card }) => ({
    ...card,
    sealedUntil: sealedUntil?.toISOString() ?? null,
  }))
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
