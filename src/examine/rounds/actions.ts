// What people do with rounds: make, open and close phases, take a ballot, answer. How an answer stays without a name is
// told in platform/ballot.ts; nothing in this file notes or logs one.
import { sql } from 'kysely'
import type { Context, OpenContext } from '../../access/context.ts'
import { must } from '../../access/rules.ts'
import type { Ballot } from '../../base/ballot.ts'
import { newId } from '../../base/ids.ts'
import {
  type Finding,
  finding,
  Problem,
  refuseIf,
  unwrittenFindings,
  wrongStage,
} from '../../base/problems.ts'
import { msg, type Names } from '../../base/words.ts'
import { getClass, isTrainee } from '../../convene/programmes/queries.ts'
import {
  issueBallot,
  mustBeBallot,
  mustBeEnough,
  newKeys,
  otherAnswers,
  type Taken,
} from '../../platform/ballot.ts'
import { note } from '../../platform/journal.ts'
import { cardVisible } from '../queries.ts'
import {
  answersFindings,
  closesPhase,
  givesBallots,
  nextStages,
  openPhase,
  type Phase,
  type Pile,
  phaseFigures,
  type RoundAnswers,
  type RoundStage,
} from '../rules.ts'
import type { ExamineTables } from '../tables.ts'
import { readRoundCards, seenRound } from './queries.ts'

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
    .values({ id, class_id: classId, title: entry.title, on_day: ctx.today, illustrative })
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
 * Takes a round to its next stage. Closing a phase makes its figures, once. Answers are erased as soon as nothing more
 * is made of them: those of before and after together when after closes, those of later when it closes; the key and
 * the list of ballots go when the round is finished.
 */
export async function moveRound(ctx: Context, roundId: string, to: RoundStage): Promise<{ id: string }> {
  const round = await seenRound(ctx, roundId, { lock: true })
  must(ctx.actor, 'round.change', round.path)
  if (!nextStages[round.stage].includes(to)) {
    throw wrongStage(
      `round ${round.stage.replace('_', ' ')}`,
      msg('The round cannot go there from where it stands; a closed phase never opens again.'),
    )
  }
  const closing = closesPhase(round.stage)
  if (closing) await closePhase(ctx, roundId, closing)
  if (to === 'before_open') await openBox(ctx, roundId)
  const opening = openPhase(to)
  if (opening)
    await tables(ctx).insertInto('examine.pile').values({ round_id: roundId, phase: opening }).execute()
  if (to === 'finished') {
    await tables(ctx).deleteFrom('examine.pile').where('round_id', '=', roundId).execute()
    await tables(ctx).deleteFrom('examine.ballot_box').where('round_id', '=', roundId).execute()
  }
  await tables(ctx)
    .updateTable('examine.round')
    .set(to === 'before_open' ? { stage: to, on_day: ctx.today } : { stage: to })
    .where('id', '=', roundId)
    .execute()
  await note(ctx, { verb: 'round.moved', kind: 'round', id: roundId, placeId: round.placeId, detail: { to } })
  return { id: roundId }
}

async function openBox(ctx: Context, roundId: string): Promise<void> {
  const keys = await newKeys()
  await tables(ctx)
    .updateTable('examine.round')
    .set({ public_key: keys.publicKey })
    .where('id', '=', roundId)
    .execute()
  await tables(ctx)
    .insertInto('examine.ballot_box')
    .values({ round_id: roundId, private_key: keys.privateKey })
    .execute()
}

async function closePhase(ctx: Context, roundId: string, phase: Phase): Promise<void> {
  const rows = await tables(ctx)
    .selectFrom('examine.pile')
    .selectAll()
    .where('round_id', '=', roundId)
    .forUpdate()
    .execute()
  const piles = new Map(rows.map((row) => [row.phase, row.answers as Pile]))
  const cardIds = (await readRoundCards(ctx, roundId)).map(({ id }) => id)
  const figures = phaseFigures(
    piles.get(phase) ?? {},
    cardIds,
    phase === 'after' ? piles.get('before') : undefined,
  )
  await tables(ctx)
    .insertInto('examine.figures')
    .values({
      round_id: roundId,
      phase,
      answered: figures?.answered ?? null,
      cards: figures && (JSON.stringify(figures.cards) as never),
    })
    .execute()
  if (phase !== 'before')
    await tables(ctx).deleteFrom('examine.pile').where('round_id', '=', roundId).execute()
}

const closed = (stage: RoundStage) =>
  wrongStage(
    `round ${stage.replace('_', ' ')}`,
    msg('This phase is not open: its figures are made once, and nothing is added.'),
  )

/**
 * Signs a trainee's blinded token. Not journalled, and nothing of it carries a time: only that the person took a
 * ballot is kept, so that nobody gets two.
 */
export async function takeRoundBallot(
  ctx: Context,
  roundId: string,
  blinded: string,
): Promise<{ signature: string }> {
  const round = await seenRound(ctx, roundId)
  const { personId } = ctx.actor
  if (!personId || !(await isTrainee(ctx, round.classId))) throw new Problem('not-permitted')
  const box = await tables(ctx)
    .selectFrom('examine.ballot_box as box')
    .innerJoin('examine.round as r', 'r.id', 'box.round_id')
    .select(['box.private_key', 'box.taken', 'r.stage', 'r.public_key'])
    .where('box.round_id', '=', roundId)
    .forUpdate('box')
    .executeTakeFirst()
  if (!box?.public_key) throw closed(round.stage)
  // Who lost the answer on the way may ask again at any time; a new ballot is given while the first phase is open.
  if (!givesBallots(box.stage) && !(personId in box.taken)) {
    throw wrongStage(
      `round ${box.stage.replace('_', ' ')}`,
      msg(
        'This round began without you. Joining later, your answers could be told apart from the others’. The cards are open to read.',
      ),
    )
  }
  const { signature, entry } = issueBallot(
    { publicKey: box.public_key, privateKey: box.private_key },
    box.taken,
    personId,
    blinded,
  )
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
  mustBeBallot(ctx.actor, round?.public_key ? { publicKey: round.public_key } : undefined, ballot)
  const { token } = ballot
  // Held until the commit: no phase closes between this look at the stage and the answer's place in the pile.
  const { stage } = await tables(ctx)
    .selectFrom('examine.round')
    .select('stage')
    .where('id', '=', roundId)
    .forShare()
    .executeTakeFirstOrThrow()
  if (openPhase(stage) !== phase) throw closed(stage)
  const { rows } = await sql<{ taken: Taken; isFirst: boolean; before: unknown; isSame: boolean }>`
    select box.taken, pile.answers -> ${token} as before,
      coalesce(pile.answers -> ${token} = ${JSON.stringify(answers)}::jsonb, false) as "isSame",
      exists (select 1 from examine.pile as first where first.round_id = pile.round_id and first.phase = 'before'
        and jsonb_exists(first.answers, ${token})) as "isFirst"
    from examine.pile as pile join examine.ballot_box as box on box.round_id = pile.round_id
    where pile.round_id = ${roundId} and pile.phase = ${phase} for update of pile`.execute(ctx.db)
  const [now] = rows
  mustBeEnough(now.taken)
  if (now.before && !now.isSame) throw otherAnswers()
  // Invariant: whoever answers after has answered before, so that nobody stands out by having answered only once.
  if (phase === 'after' && !now.isFirst) {
    throw wrongStage(
      'not answered before',
      msg('Only those who answered before answer again now: others could be told apart.'),
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
