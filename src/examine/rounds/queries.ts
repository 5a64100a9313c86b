// What the screens of rounds read. Of the piles it is asked here alone whether they are whole: figures are those
// that were stored when a phase closed.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { may, scopes } from '../../access/rules.ts'
import type { Day } from '../../base/dates.ts'
import { notFound, Problem } from '../../base/problems.ts'
import { pageLength } from '../../base/schemas.ts'
import { fewest } from '../../base/shares.ts'
import type { Names } from '../../base/words.ts'
import { classVisible, isTrainee, listPresent } from '../../convene/programmes/queries.ts'
import { isOver } from '../../platform/ballot.ts'
import { keyAfter, pageOf } from '../../platform/paging.ts'
import { eachWithin, pathOn } from '../../registry/queries.ts'
import { findAskedPeople } from '../../study/asked/queries.ts'
import { tellRoster } from '../../study/queries.ts'
import { mayFigures, readCardsOf } from '../cards/queries.ts'
import {
  type CardFigures,
  gainOf,
  openPhase,
  openStages,
  type Phase,
  phases,
  type RoundStage,
} from '../rules.ts'

export type RoundRow = {
  id: string
  title: Names
  stage: RoundStage
  onDay: Day
  illustrative: boolean
  classId: string
  class: Names
}
export type FullRound = RoundRow & {
  publicKey: string | null
  placeId: string
  path: string[]
  madeAt: Date
  rosterSize: number | null
  floor: number | null
  closesAt: Date | null
  keptUntil: Date | null
}

const roundColumns = sql`r.id, r.title, r.stage, r.on_day as "onDay", r.illustrative, r.class_id as "classId",
  class.names as class`

/** Drafts are seen by those who make rounds. */
const roundVisible = (ctx: Context) => sql<boolean>`(${classVisible(ctx)} and (r.stage <> 'draft'
  or ${eachWithin(scopes(ctx.actor, 'round.change'), 'class.place_id', ctx.today)}))`

/** The round, or 'not-found'; with `lock`, it stays at its stage until the transaction ends. */
export async function seenRound(ctx: Context, roundId: string, { lock = false } = {}): Promise<FullRound> {
  const { rows } =
    await sql<FullRound>`select ${roundColumns}, r.public_key as "publicKey", class.place_id as "placeId",
      r.made_at as "madeAt", r.roster_size as "rosterSize", r.floor, r.closes_at as "closesAt", r.kept_until as "keptUntil",
      ${pathOn('class.place_id', ctx.today)} as path
    from examine.round as r join convene.class as class on class.id = r.class_id
    where r.id = ${roundId} and ${roundVisible(ctx)} ${lock ? sql`for update of r` : sql``}`.execute(ctx.db)
  if (!rows[0]) throw notFound(roundId)
  return rows[0]
}

export async function readRounds(ctx: Context, { classId, after }: { classId?: string; after?: string }) {
  const key = keyAfter(after, ['day', 'id'])
  const { rows } = await sql<RoundRow & { cards: number }>`select ${roundColumns},
      (select count(*)::int from examine.round_card as rc where rc.round_id = r.id) as cards
    from examine.round as r join convene.class as class on class.id = r.class_id
    where ${roundVisible(ctx)} and ${classId ? sql`r.class_id = ${classId}` : sql`true`}
      and ${key ? sql`(r.on_day, r.id) < (${key[0]}::date, ${key[1]}::uuid)` : sql`true`}
    order by r.on_day desc, r.id desc limit ${pageLength + 1}`.execute(ctx.db)
  const { page, next } = pageOf(rows, ({ onDay, id }) => [onDay, id])
  return { rounds: page, next }
}

/** Whether an examination that the actor may see waits for answers. */
export async function hasOpenRound(ctx: Context): Promise<boolean> {
  const { rows } = await sql`
    select 1 from examine.round as r join convene.class as class on class.id = r.class_id
    where r.stage = any(${openStages}::text[]) and ${roundVisible(ctx)} limit 1`.execute(ctx.db)
  return rows.length > 0
}

type RoundCardRow = { id: string; statement: Names; correction: Names }

/** The cards of a round in their order: for the room's own use. What is shown of them is `readCardsOf`. */
export async function readRoundCards(ctx: Pick<Context, 'db'>, roundId: string): Promise<RoundCardRow[]> {
  const { rows } = await sql<RoundCardRow>`
    select card.id, card.statement, card.correction
    from examine.round_card as rc join examine.misconception as card on card.id = rc.misconception_id
    where rc.round_id = ${roundId} order by rc.position`.execute(ctx.db)
  return rows
}

/**
 * One number for what all its cards say: another one whenever one of them is changed. With `lock` they stay as they are
 * until the transaction ends.
 */
export async function versionOfCards(
  ctx: Pick<Context, 'db'>,
  roundId: string,
  { lock = false } = {},
): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    select card.version from examine.round_card as rc join examine.misconception as card on card.id = rc.misconception_id
    where rc.round_id = ${roundId} order by card.id ${lock ? sql`for share of card` : sql``}`.execute(ctx.db)
  return rows.reduce((sum, card) => sum + card.version, 0)
}

/** What a screen shows of a round itself. */
const shown = (round: FullRound) => {
  const { publicKey, path, placeId, madeAt, rosterSize, floor, closesAt, keptUntil, ...row } = round
  return row
}

type Box = { taken: boolean; ballots: number; of: number; isIn: boolean }

type In = { answered: number; first: number }

/** Whether the open phase may be closed by now: after its time, or once the answers of all who may answer are in. */
async function isAnswered(ctx: Context, round: FullRound, phase: Phase, box: Box | null): Promise<boolean> {
  const sizeOf = (
    one: Phase,
  ) => sql`(select count(*)::int from examine.pile as pile, jsonb_object_keys(pile.answers)
    where pile.round_id = ${round.id} and pile.phase = ${one})`
  const { rows } = await sql<In>`select ${sizeOf(phase)} as answered, ${sizeOf('before')} as first`.execute(
    ctx.db,
  )
  const [{ answered, first }] = rows
  return isOver({ closesAt: round.closesAt, now: ctx.now, answered, of: box?.of ?? first })
}

/** How many may answer again: who answered before, and whose answers of then were not left out since. */
async function countFirst(ctx: Context, roundId: string): Promise<number> {
  const { rows } = await sql<{ answered: number }>`
    select count(*)::int as answered from examine.pile as pile, jsonb_object_keys(pile.answers)
    where pile.round_id = ${roundId} and pile.phase = 'before'`.execute(ctx.db)
  return rows[0].answered
}

export async function readRound(ctx: Context, roundId: string) {
  const round = await seenRound(ctx, roundId)
  const isIn = await isTrainee(ctx, round.classId)
  const mayChange = may(ctx.actor, 'round.change', round.path)
  const me = ctx.actor.personId ?? ''
  const { rows } = await sql<Box>`
    select jsonb_exists(taken, ${me}) as taken, jsonb_exists(roster, ${me}) as "isIn",
      (select count(*)::int from jsonb_object_keys(taken)) as ballots, jsonb_array_length(roster) as of
    from examine.ballot_box where round_id = ${roundId}`.execute(ctx.db)
  const box = rows[0] ?? null
  const phase = openPhase(round.stage)
  const isOpen = phase !== null
  const voters = box || !isOpen ? null : await findAskedPeople(ctx.db, roundId)
  const isDraft = round.stage === 'draft' && mayChange
  const size = isDraft
    ? (await listPresent(ctx, round.classId, round.madeAt)).length
    : box
      ? (round.rosterSize ?? 0)
      : await countFirst(ctx, roundId)
  const roster = isDraft || isOpen ? await tellRoster(ctx, round, { size, isIn: box?.isIn ?? isIn }) : null
  // Before the cards themselves: one that changes in between is then shown under an older version, which opens nothing.
  const version = await versionOfCards(ctx, roundId)
  return {
    round: shown(round),
    cards: await readCardsOf(ctx, roundId),
    version,
    publicKey: isIn && isOpen && !roster?.isOver ? round.publicKey : null,
    isTrainee: isIn,
    roster,
    keptUntil: round.keptUntil?.toISOString() ?? null,
    taken: box?.taken ?? voters?.includes(me) ?? false,
    ballots: mayChange && box ? box.ballots : null,
    mayChange,
    mayClose: mayChange && phase !== null && (await isAnswered(ctx, round, phase, box)),
    mayFigures: mayFigures(ctx) || isIn,
  }
}

/** The phases that were closed when the round came to this stage. */
function closedPhases(stage: RoundStage, stored: Phase[]): Phase[] {
  if (stage === 'draft' || stage === 'before_open') return []
  if (stage === 'before_closed' || stage === 'after_open') return ['before']
  if (stage === 'after_closed' || stage === 'later_open') return ['before', 'after']
  return stored
}

type Stored = { phase: Phase; answered: number | null; cards: CardFigures[] | null; leftOut: number }

/** The figures of the closed phases, as they were stored. Asked at any time, by anyone who may, they are the same. */
export async function readFigures(ctx: Context, roundId: string) {
  const round = await seenRound(ctx, roundId)
  if (!mayFigures(ctx) && !(await isTrainee(ctx, round.classId))) throw new Problem('not-permitted')
  const { rows } = await sql<Stored>`
    select phase, answered, cards, left_out as "leftOut" from examine.figures where round_id = ${roundId}`.execute(
    ctx.db,
  )
  const stored = new Map(rows.map((row) => [row.phase, row]))
  const closed = closedPhases(round.stage, [...stored.keys()])
  const listed = phases.filter(
    (phase) => phase !== 'later' || stored.has(phase) || round.stage === 'later_open',
  )
  const figureOf = (phase: Phase, cardId: string) =>
    stored.get(phase)?.cards?.find(({ misconceptionId }) => misconceptionId === cardId)
  const cards = await readRoundCards(ctx, roundId)
  const isAfterTold = Boolean(stored.get('after')?.cards && stored.get('before')?.cards)
  return {
    round: shown(round),
    floor: round.floor ?? fewest,
    phases: listed.map((phase) => ({
      phase,
      withheld: stored.get(phase)?.cards
        ? null
        : closed.includes(phase)
          ? ('below the floor' as const)
          : ('not closed' as const),
      answered: stored.get(phase)?.answered ?? null,
      leftOut: stored.get(phase)?.leftOut ?? 0,
    })),
    cards: cards.map(({ id, statement }) => {
      const after = figureOf('after', id)
      const later = figureOf('later', id)
      return {
        id,
        statement,
        before: figureOf('before', id)?.spread ?? null,
        after: after?.spread ?? null,
        later: later?.spread ?? null,
        earlier: after?.earlier ?? null,
        gain: after ? gainOf(after) : null,
        laterEarlier: later?.earlier ?? null,
        laterGain: later ? gainOf(later) : null,
        repeated: [...stored.values()].some(
          (phase) => phase.cards && !phase.cards.some(({ misconceptionId }) => misconceptionId === id),
        ),
      }
    }),
    // So it was in versions before rosters, where nearly all had answered twice.
    gainWithheld:
      isAfterTold && cards.length > 0 && !stored.get('after')?.cards?.some(({ earlier }) => earlier),
  }
}
