// What people do with rounds: make, open and close phases, take a ballot, answer. How an answer stays without a name is
// told in platform/ballot.ts; nothing in this file notes or logs one.
import { sql } from 'kysely'
import type { Context, OpenContext } from '../../access/context.ts'
import { must } from '../../access/rules.ts'
import type { Ballot } from '../../base/ballot.ts'
import { newId } from '../../base/ids.ts'
import { type Finding, finding, refuseIf, stale, unwrittenFindings, wrongStage } from '../../base/problems.ts'
import { msg, type Names } from '../../base/words.ts'
import { getClass } from '../../convene/programmes/queries.ts'
import { laterClosing, mustBeBallot, mustBeTakable, type Taken, whenOpen } from '../../platform/ballot.ts'
import { note } from '../../platform/journal.ts'
import { makeBox, type Opening, signBallot } from '../../study/ballots/actions.ts'
import { cardVisible } from '../queries.ts'
import {
  answersFindings,
  closesPhase,
  nextStages,
  openPhase,
  type Phase,
  type RoundAnswers,
  type RoundStage,
} from '../rules.ts'
import type { ExamineTables } from '../tables.ts'
import { closePhase, eraseAnswers } from './closing.ts'
import { type FullRound, readRoundCards, seenRound, versionOfCards } from './queries.ts'

const tables = (ctx: Pick<Context, 'db'>) => ctx.db.withTables<ExamineTables>()

/** Makes a round over some cards, as a draft. Refuses a card that the class has examined already. */
export async function makeRound(
  ctx: Context,
  classId: string,
  entry: { title: Names; cardIds: string[] },
  illustrative = false,
): Promise<{ id: string }> {
  const { path, placeId } = await getClass(ctx, classId)
  must(ctx.actor, 'round.change', path)
  refuseIf(await roundFindings(ctx, classId, entry))
  const id = newId()
  await tables(ctx)
    .insertInto('examine.round')
    .values({ id, class_id: classId, title: entry.title, made_at: ctx.now, on_day: ctx.today, illustrative })
    .execute()
  await tables(ctx)
    .insertInto('examine.round_card')
    .values(
      entry.cardIds.map((cardId, position) => ({
        round_id: id,
        class_id: classId,
        misconception_id: cardId,
        position,
      })),
    )
    .execute()
  await note(ctx, { verb: 'round.made', kind: 'round', id, placeId })
  return { id }
}

async function roundFindings(
  ctx: Context,
  classId: string,
  { title, cardIds }: { title: Names; cardIds: string[] },
): Promise<Finding[]> {
  const { rows } = await sql<{ id: string; examined: boolean }>`
    select card.id, exists (select 1 from examine.round_card as rc
      where rc.class_id = ${classId} and rc.misconception_id = card.id) as examined
    from examine.misconception as card where card.id = any(${cardIds}::uuid[]) and ${cardVisible(ctx)}`.execute(
    ctx.db,
  )
  const known = new Map(rows.map((row) => [row.id, row]))
  const findings = cardIds.flatMap((cardId, at) => {
    const card = known.get(cardId)
    if (!card) return [finding(`/cardIds/${at}`, 'unknown', msg('There is no such card.'))]
    return card.examined
      ? [
          finding(
            `/cardIds/${at}`,
            'examined',
            msg(
              'This class has examined the card already: two rounds of the same people could be subtracted from each other.',
            ),
          ),
        ]
      : []
  })
  return [...findings, ...unwrittenFindings('/title', title)]
}

/**
 * Takes a round to its next stage. Opening "before" freezes its roster and its floor, opening any phase its closing
 * time; closing makes the figures, once. Roster, key and the list of ballots are erased when "before" closes, the
 * answers when the round is finished, or when they have waited for later ones as long as was said.
 */
export async function moveRound(
  ctx: Context,
  roundId: string,
  to: RoundStage,
  { version, ...opening }: Opening & { version?: number } = {},
): Promise<{ id: string }> {
  const round = await seenRound(ctx, roundId, { lock: true })
  must(ctx.actor, 'round.change', round.path)
  if (!nextStages[round.stage].includes(to)) {
    throw wrongStage(
      `round ${round.stage.replace('_', ' ')}`,
      msg('The round cannot go there from where it stands; a closed phase never opens again.'),
    )
  }
  if (round.stage === 'draft') {
    // From here on its statements stay: they are those that whoever opens it has read.
    const now = await versionOfCards(ctx, roundId, { lock: true })
    if (version !== undefined && version !== now) throw stale({ version: now })
  }
  const closing = closesPhase(round.stage)
  if (closing) await closePhase(ctx, round, closing)
  const phase = openPhase(to)
  if (phase === 'before') await openBox(ctx, round, opening)
  else if (phase) await openAgain(ctx, round, opening.closesAt)
  if (phase) await tables(ctx).insertInto('examine.pile').values({ round_id: roundId, phase }).execute()
  if (to === 'finished') await eraseAnswers(ctx, roundId)
  await tables(ctx)
    .updateTable('examine.round')
    .set(to === 'before_open' ? { stage: to, on_day: ctx.today } : { stage: to })
    .where('id', '=', roundId)
    .execute()
  await note(ctx, { verb: 'round.moved', kind: 'round', id: roundId, placeId: round.placeId, detail: { to } })
  return { id: roundId }
}

async function openBox(ctx: Context, round: FullRound, opening: Opening): Promise<void> {
  const { publicKey, privateKey, roster, size, floor, closesAt } = await makeBox(ctx, round, opening)
  await tables(ctx)
    .updateTable('examine.round')
    .set({ public_key: publicKey, roster_size: size, floor, closes_at: closesAt })
    .where('id', '=', round.id)
    .execute()
  await tables(ctx)
    .insertInto('examine.ballot_box')
    .values({ round_id: round.id, private_key: privateKey, roster: JSON.stringify(roster) as never })
    .execute()
}

/** "After" and "later" are answered by those who answered before: their answers must be there, and enough of them. */
async function openAgain(ctx: Context, round: FullRound, closesAt?: string): Promise<void> {
  const before = await tables(ctx)
    .selectFrom('examine.figures')
    .select('answered')
    .where('round_id', '=', round.id)
    .where('phase', '=', 'before')
    .executeTakeFirst()
  if (!before?.answered) {
    throw wrongStage(
      'below the floor',
      msg('Fewer answered before than the floor: nothing could be told of a further phase.'),
    )
  }
  if (!round.keptUntil || round.keptUntil <= ctx.now) {
    throw wrongStage(
      'answers erased',
      msg(
        'The first answers have been erased as was said, so that later ones could not be held against them.',
      ),
    )
  }
  const { closesAt: until } = whenOpen(ctx.now, closesAt)
  refuseIf(untilFindings(until, round.keptUntil))
  await tables(ctx)
    .updateTable('examine.round')
    .set({ closes_at: until })
    .where('id', '=', round.id)
    .execute()
}

/** Moves the closing time of an open phase later, before it has passed. */
export async function changeRoundClosing(
  ctx: Context,
  roundId: string,
  closesAt: string,
): Promise<{ id: string }> {
  const round = await seenRound(ctx, roundId, { lock: true })
  must(ctx.actor, 'round.change', round.path)
  if (!openPhase(round.stage)) throw closed(round.stage)
  const later = laterClosing(closesAt, round.closesAt, ctx.now)
  refuseIf(untilFindings(later, round.keptUntil))
  await tables(ctx).updateTable('examine.round').set({ closes_at: later }).where('id', '=', roundId).execute()
  await note(ctx, { verb: 'round.lengthened', kind: 'round', id: roundId, placeId: round.placeId })
  return { id: roundId }
}

/** Answers are erased as was said, whether a phase is open then or not. */
const untilFindings = (closesAt: Date, keptUntil: Date | null): Finding[] =>
  keptUntil && closesAt > keptUntil
    ? [
        finding('/closesAt', 'erased', msg('Before that the answers are erased: they are kept until {on}.'), {
          on: keptUntil.toISOString().slice(0, 10),
        }),
      ]
    : []

const closed = (stage: RoundStage) =>
  wrongStage(
    `round ${stage.replace('_', ' ')}`,
    msg('This phase is not open: its figures are made once, and nothing is added.'),
  )

/** Gives a ballot to somebody on the roster, once. */
export async function takeRoundBallot(
  ctx: Context,
  roundId: string,
  blinded: string,
): Promise<{ signature: string }> {
  const round = await seenRound(ctx, roundId)
  const box = await tables(ctx)
    .selectFrom('examine.ballot_box')
    .select(['private_key', 'taken', 'roster'])
    .where('round_id', '=', roundId)
    .forUpdate()
    .executeTakeFirst()
  // The roster went with the box when "before" closed: nobody joins later, whose answers could be told apart.
  const { publicKey, madeAt, closesAt } = round
  if (!box || !publicKey) throw closed(round.stage)
  const { signature, entry } = await signBallot(ctx, { publicKey, madeAt, closesAt }, box, blinded)
  await sql`update examine.ballot_box set taken = taken || ${JSON.stringify(entry)}::jsonb where round_id = ${roundId}`.execute(
    ctx.db,
  )
  return { signature }
}

type Sent = { ballot: Ballot; phase: Phase; answers: RoundAnswers }

/**
 * Takes in the answers of a phase without a name. The same again gets the same answer again; others by the same
 * ballot are refused. Invariant: nothing is stored but token and answers, in a pile that has no order. Asks nobody:
 * the ballot lets in, and nobody is to be known.
 */
export async function answerRound(
  ctx: OpenContext,
  roundId: string,
  { ballot, phase, answers }: Sent,
): Promise<{ held: true }> {
  const round = await tables(ctx)
    .selectFrom('examine.round')
    .select('public_key')
    .where('id', '=', roundId)
    .executeTakeFirst()
  mustBeBallot(ctx.actor, round?.public_key, ballot)
  const { token } = ballot
  // Held until the commit: no phase closes between this look at the stage and the answer's place in the pile.
  const { stage, closes_at: closesAt } = await tables(ctx)
    .selectFrom('examine.round')
    .select(['stage', 'closes_at'])
    .where('id', '=', roundId)
    .forShare()
    .executeTakeFirstOrThrow()
  if (openPhase(stage) !== phase) throw closed(stage)
  const { rows } = await sql<{ taken: Taken | null; before: unknown; isSame: boolean; isFirst: boolean }>`
    select box.taken, pile.answers -> ${token} as before,
      coalesce(pile.answers -> ${token} = ${JSON.stringify(answers)}::jsonb, false) as "isSame",
      exists (select 1 from examine.pile as first where first.round_id = pile.round_id and first.phase = 'before'
        and jsonb_exists(first.answers, ${token})) as "isFirst"
    from examine.pile as pile left join examine.ballot_box as box on box.round_id = pile.round_id
    where pile.round_id = ${roundId} and pile.phase = ${phase} for update of pile`.execute(ctx.db)
  const [now] = rows
  mustBeTakable({ ...now, closesAt }, ctx.now)
  // Invariant: whoever answers again has answered before, so that nobody stands out by having answered only once.
  if (phase !== 'before' && !now.isFirst) {
    throw wrongStage(
      'not answered before',
      msg(
        'Only those whose answers of before still count answer again now. Others could be told apart: who was missing “after”, or was left out by lot with those who were, does not answer “later”.',
      ),
    )
  }
  const cardIds = (await readRoundCards(ctx, roundId)).map(({ id }) => id)
  refuseIf(answersFindings(answers, cardIds))
  if (!now.before) {
    await sql`update examine.pile set answers = answers || ${JSON.stringify({ [token]: answers })}::jsonb
      where round_id = ${roundId} and phase = ${phase}`.execute(ctx.db)
  }
  return { held: true }
}
