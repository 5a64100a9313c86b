// How a phase closes and how its answers are erased: figures are made once, of answers that may be counted beside those
// told before, and what nothing more is made of goes.
import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { countedBeside, waitingDays } from '../../base/rosters.ts'
import { fewest } from '../../base/shares.ts'
import { mustBeOver } from '../../platform/ballot.ts'
import type { Db } from '../../platform/database.ts'
import { note } from '../../platform/journal.ts'
import { tellAsked } from '../../study/asked/actions.ts'
import { findAskedPeople } from '../../study/asked/queries.ts'
import {
  openPhase,
  type Phase,
  type PhaseFigures,
  type Pile,
  phaseFigures,
  type RoundStage,
} from '../rules.ts'
import type { ExamineTables } from '../tables.ts'
import { readRoundCards } from './queries.ts'

type Moment = Pick<Context, 'db' | 'now'>
type Round = { id: string; classId: string; floor: number | null; closesAt: Date | null }

const tables = ({ db }: Pick<Context, 'db'>) => db.withTables<ExamineTables>()

/**
 * Closes the open phase of a round that is held, after its time alone or once everybody has answered. Asks nobody: what
 * was promised is done by the clock as well.
 */
export async function closePhase(at: Moment, round: Round, phase: Phase): Promise<void> {
  const rows = await tables(at)
    .selectFrom('examine.pile')
    .selectAll()
    .where('round_id', '=', round.id)
    .forUpdate()
    .execute()
  const piles = new Map(rows.map((row) => [row.phase, row.answers as Pile]))
  const pile = piles.get(phase) ?? {}
  const tokens = Object.keys(pile)
  const box = phase === 'before' ? await emptyBox(at, round.id) : null
  // Who answered before may answer again, and nobody else. Of rounds of version 0.1.0 these answers are gone by the
  // later phase: it is told by itself, as was said then.
  const first = box ? undefined : piles.get('before')
  const of = box ? box.roster.length : Object.keys(first ?? {}).length
  mustBeOver({ closesAt: round.closesAt, now: at.now, answered: tokens.length, of })
  const counted = first ? await drawCounted(at, round.id, tokens, new Set(Object.keys(first))) : tokens
  const people = box ? Object.keys(box.taken) : await findAskedPeople(at.db, round.id)
  const figures = await figuresOf(at, round, { pile, counted, people, first })
  await keep(at, round.id, phase, figures, figures ? tokens.length - counted.length : 0)
  if (phase === 'after') await keepCompared(at, round.id, figures && counted)
}

/** Roster, key and the list of ballots go as soon as nobody gets a ballot any more. */
const emptyBox = (at: Moment, roundId: string) =>
  tables(at)
    .deleteFrom('examine.ballot_box')
    .where('round_id', '=', roundId)
    .returning(['roster', 'taken'])
    .executeTakeFirstOrThrow()

async function drawCounted(at: Moment, roundId: string, tokens: string[], first: Set<string>) {
  const { answered } = await tables(at)
    .selectFrom('examine.figures')
    .select('answered')
    .where('round_id', '=', roundId)
    .where('phase', '=', 'before')
    .executeTakeFirstOrThrow()
  return countedBeside(tokens, { first, of: answered ?? first.size, draw: (n) => randomInt(n) })
}

type Answered = { pile: Pile; counted: string[]; people: string[] | null; first?: Pile }

async function figuresOf(at: Moment, round: Round, { pile, counted, people, first }: Answered) {
  const floor = round.floor ?? fewest
  if (counted.length < floor) return null
  const cards = await readRoundCards(at, round.id)
  const repeated = await tellAsked(at, {
    ofId: round.id,
    classId: round.classId,
    people,
    answered: counted.length,
    questions: cards.map(({ id, statement, correction }) => ({ id, text: statement, right: correction })),
  })
  const cardIds = cards.map(({ id }) => id)
  return phaseFigures(pile, cardIds, { counted, floor, first, repeated })
}

async function keep(
  at: Moment,
  roundId: string,
  phase: Phase,
  figures: PhaseFigures | null,
  leftOut: number,
): Promise<void> {
  await tables(at)
    .insertInto('examine.figures')
    .values({
      round_id: roundId,
      phase,
      answered: figures?.answered ?? null,
      cards: figures && (JSON.stringify(figures.cards) as never),
      left_out: leftOut,
    })
    .execute()
  await tables(at)
    .updateTable('examine.round')
    .set({ kept_until: new Date(at.now.getTime() + waitingDays * 86_400_000) })
    .where('id', '=', roundId)
    .execute()
}

/**
 * "Later" is held against those who were compared. All other papers go from both piles: they have been counted, and a
 * backup would tell from the others which were those of the few who are missing. Where nothing is compared, nobody was
 * told of twice, and what was answered "after" goes.
 */
async function keepCompared(at: Moment, roundId: string, counted: string[] | null): Promise<void> {
  await sql`update examine.pile as pile set answers = (
      select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(pile.answers)
      where key = any(${counted ?? []}::text[]))
    where round_id = ${roundId} and phase = any(${counted ? ['before', 'after'] : ['after']}::text[])`.execute(
    at.db,
  )
}

/** Erases what is left of the answers of a round that is finished. Asks nobody: finishing the round has asked. */
export async function eraseAnswers(at: Pick<Context, 'db'>, roundId: string): Promise<void> {
  await tables(at).deleteFrom('examine.pile').where('round_id', '=', roundId).execute()
}

type Waiting = Round & { stage: RoundStage; placeId: string }

/**
 * Finishes the rounds whose answers have waited for later ones as long as was said, and gives how many. Asks nobody:
 * the clock runs it.
 */
export async function forgetAnswers(db: Db, now = new Date()): Promise<number> {
  const { rows } = await sql<Waiting>`
    select r.id, r.stage, r.class_id as "classId", r.floor, r.closes_at as "closesAt", class.place_id as "placeId"
    from examine.round as r join convene.class as class on class.id = r.class_id
    where r.kept_until <= ${now} and r.stage <> 'finished' order by r.id for update of r`.execute(db)
  for (const round of rows) {
    const phase = openPhase(round.stage)
    if (phase) await closePhase({ db, now }, round, phase)
    await eraseAnswers({ db }, round.id)
    await tables({ db })
      .updateTable('examine.round')
      .set({ stage: 'finished' })
      .where('id', '=', round.id)
      .execute()
    await note(
      { db, now, actor: null, listeners: {} },
      {
        verb: 'round.moved',
        kind: 'round',
        id: round.id,
        placeId: round.placeId,
        detail: { to: 'finished' },
      },
    )
  }
  return rows.length
}
