// What the screens of cards read.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { may, must, scopes } from '../../access/rules.ts'
import { notFound } from '../../base/problems.ts'
import { type Described, type Ref, refKey } from '../../base/refs.ts'
import { pageLength } from '../../base/schemas.ts'
import type { Share } from '../../base/shares.ts'
import type { Names } from '../../base/words.ts'
import { describeRefs as describeSteps } from '../../cases/queries.ts'
import { classVisible, getClass } from '../../convene/programmes/queries.ts'
import { pageOf } from '../../platform/paging.ts'
import { pathOf } from '../../registry/places/queries.ts'
import { checkTold, describeRefs as describeClauses, publisherOf } from '../../study/queries.ts'
import { cardVisible, seal, searchCards, unsealed } from '../queries.ts'
import type { CardEntry, CardOrigin, Phase } from '../rules.ts'

type Sealed = 'reasons' | 'correction' | 'instead'

/** A card as the actor may see it: null is what is sealed. */
export type Card = Omit<CardEntry, 'evidence' | Sealed> &
  Record<Sealed, Names | null> & {
    id: string
    code: string
    origin: CardOrigin
    illustrative: boolean
    version: number
    placeId: string
    sealedUntil: Date | null
  }

const cardTextsShown = sql`${unsealed(sql`card.reasons`)} as reasons, ${unsealed(sql`card.correction`)} as correction,
  ${unsealed(sql`card.instead`)} as instead, card.question, seal.until as "sealedUntil"`

/** The card, or 'not-found'. */
export async function seenCard(ctx: Context, misconceptionId: string, { lock = false } = {}): Promise<Card> {
  const { rows } = await sql<Card>`
    select card.id, card.code, card.statement, ${cardTextsShown}, card.source, card.origin, card.illustrative,
      card.version, card.place_id as "placeId"
    from examine.misconception as card ${seal(ctx)}
    where card.id = ${misconceptionId} and ${cardVisible(ctx)} ${lock ? sql`for update of card` : sql``}`.execute(
    ctx.db,
  )
  if (!rows[0]) throw notFound(misconceptionId)
  return rows[0]
}

/** The library, a page at a time. */
export async function readCards(
  ctx: Context,
  query: { text?: string; misconceptionId?: string; after?: string },
) {
  const rows = await searchCards(ctx, { ...query, limit: pageLength + 1 })
  const { page, next } = pageOf(rows, ({ position, id }) => [position, id])
  return {
    found: page.map(({ position: _, ...card }) => card),
    next,
    mayChange: (await publisherOf(ctx, 'card.change')) !== null,
  }
}

/**
 * What a new round of a class may be made of: cards that a text fits and that the class has not examined yet, and how
 * many it has.
 */
export async function readRoundChoices(ctx: Context, classId: string, { text }: { text?: string }) {
  const { path } = await getClass(ctx, classId)
  must(ctx.actor, 'round.change', path)
  const examined = await sql<{ n: number }>`
    select count(*)::int as n from examine.round_card where class_id = ${classId}`.execute(ctx.db)
  const cards = await searchCards(ctx, { text, notExaminedBy: classId, limit: 30 })
  return {
    found: cards.map(({ id, statement, source }) => ({ id, statement, source })),
    examined: examined.rows[0].n,
  }
}

type EvidenceRow = {
  id: string
  text: Names
  source: Names
  illustrative: boolean
  clauseId: string | null
  stepId: string | null
}
type RoundRow = {
  roundId: string
  title: Names
  class: Names
  phases: { phase: Phase; answered: number; disagree: Share }[]
}

/** Whether the actor may see the figures of a class that was found visible before. */
export const mayFigures = (ctx: Context): boolean => scopes(ctx.actor, 'round.figures').length > 0

const order = (phase: RawBuilder<unknown>) => sql`array_position(array['before', 'after', 'later'], ${phase})`

export async function readCard(ctx: Context, misconceptionId: string) {
  const { placeId, sealedUntil, ...card } = await seenCard(ctx, misconceptionId)
  const isSealed = sealedUntil !== null
  const evidence = isSealed ? null : await evidenceOf(ctx, misconceptionId)
  const questions = isSealed ? null : await questionsOn(ctx, misconceptionId)
  const rounds = mayFigures(ctx) ? await roundsOver(ctx, misconceptionId) : []
  const path = await pathOf(ctx.db, placeId, ctx.today)
  return {
    card: { ...card, sealedUntil: sealedUntil?.toISOString() ?? null },
    evidence,
    questions,
    rounds,
    // Whoever may not read it does not write over it.
    mayChange: !isSealed && may(ctx.actor, 'card.change', path),
  }
}

/** The facts of a card, with what they cite. */
async function evidenceOf(ctx: Context, misconceptionId: string) {
  const { rows } = await sql<EvidenceRow>`
    select id, text, source, illustrative, clause_id as "clauseId", step_id as "stepId"
    from examine.evidence where misconception_id = ${misconceptionId} order by position, id`.execute(ctx.db)
  const refs = rows.flatMap(({ clauseId, stepId }): Ref[] =>
    clauseId ? [{ kind: 'clause', id: clauseId }] : stepId ? [{ kind: 'case_step', id: stepId }] : [],
  )
  const described = new Map(
    [...(await describeClauses(ctx, refs)), ...(await describeSteps(ctx, refs))].map((one) => [
      refKey(one),
      one,
    ]),
  )
  const told = (one: Described | undefined) => (one ? { title: one.title, of: one.of, href: one.href } : null)
  return rows.map((row) => ({
    ...row,
    clause: told(row.clauseId ? described.get(refKey({ kind: 'clause', id: row.clauseId })) : undefined),
    step: told(row.stepId ? described.get(refKey({ kind: 'case_step', id: row.stepId })) : undefined),
  }))
}

/** The questions that test a card; those of an open check are not told to who answers it. */
async function questionsOn(ctx: Context, misconceptionId: string) {
  const { rows } = await sql<{ id: string; checkId: string; text: Names }>`
    select q.id, q.check_id as "checkId", q.text from study.question as q join study.check as k on k.id = q.check_id
    join convene.class as class on class.id = k.class_id
    where q.misconception_id = ${misconceptionId} and ${checkTold(ctx, 'k')} and ${classVisible(ctx)}
    order by k.on_day desc, q.position limit 30`.execute(ctx.db)
  return rows
}

async function roundsOver(ctx: Context, misconceptionId: string): Promise<RoundRow[]> {
  const { rows } = await sql<RoundRow>`
        select r.id as "roundId", r.title, class.names as class,
          json_agg(json_build_object('phase', f.phase, 'answered', f.answered, 'disagree', figure -> 'spread' -> 'disagree')
            order by ${order(sql`f.phase`)}) as phases
        from examine.figures as f join examine.round as r on r.id = f.round_id
        join convene.class as class on class.id = r.class_id, jsonb_array_elements(f.cards) as figure
        where figure ->> 'misconceptionId' = ${misconceptionId} and ${classVisible(ctx)}
        group by r.id, r.title, class.names, r.on_day order by r.on_day desc, r.id desc
        limit 30`.execute(ctx.db)
  return rows
}

type RoundCard = Pick<Card, 'id' | 'statement' | 'question' | Sealed> & {
  evidence: { text: Names; source: Names }[] | null
  sealedUntil: Date | null
}

/** The cards of a round in their order, as the actor may see them. */
export async function readCardsOf(ctx: Context, roundId: string) {
  const { rows } = await sql<RoundCard>`
    select card.id, card.statement, ${cardTextsShown},
      ${unsealed(sql`coalesce((select json_agg(json_build_object('text', e.text, 'source', e.source) order by e.position)
        from examine.evidence as e where e.misconception_id = card.id), '[]')`)} as evidence
    from examine.round_card as rc join examine.misconception as card on card.id = rc.misconception_id ${seal(ctx)}
    where rc.round_id = ${roundId} order by rc.position`.execute(ctx.db)
  return rows.map(({ sealedUntil, ...card }) => ({
    ...card,
    sealedUntil: sealedUntil?.toISOString() ?? null,
  }))
}

export type CardText = Omit<CardEntry, 'evidence'> & {
  id: string
  code: string
  origin: CardOrigin
  evidence: { text: Names; source: Names; clauseId: string | null; illustrative: boolean }[]
}

/**
 * A programme's cards with their evidence, in their order: what a pack is held against, and, where none is sealed for
 * the actor, for taking them elsewhere.
 */
export async function cardTexts(ctx: Context, programmeId: string): Promise<CardText[]> {
  const { rows } = await sql<CardText>`
    select card.id, card.code, card.statement, card.reasons, card.correction, card.instead, card.question, card.source,
      card.origin, coalesce((select json_agg(json_build_object('text', e.text, 'source', e.source,
        'clauseId', e.clause_id, 'illustrative', e.illustrative) order by e.position)
        from examine.evidence as e where e.misconception_id = card.id), '[]') as evidence
    from examine.misconception as card where card.programme_id = ${programmeId} and ${cardVisible(ctx)}
    order by card.position, card.code`.execute(ctx.db)
  return rows
}
