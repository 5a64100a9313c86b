// The same question asked again without names: what was told of whom, and whether a figure may stand beside it. One
// memory for checks and examinations, since people can be asked the same in both. It holds no answers and no questions,
// only digests of what questions are known by; who took a ballot is forgotten when the class closes.
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { newId } from '../../base/ids.ts'
import { type Group, mayAlsoBeNamed, mayStandTogether, questionKeys } from '../../base/rosters.ts'
import type { Names } from '../../base/words.ts'
import { listPutForward } from '../../convene/programmes/queries.ts'
import type { Db } from '../../platform/database.ts'
import { lock } from '../../platform/locks.ts'
import { everOne } from '../../registry/twins/queries.ts'
import type { StudyTables } from '../tables.ts'

type Question = { id: string; text: Names; right: Names }
type Asking = {
  /** the check or the examination */
  ofId: string
  classId: string
  /** who took a ballot; null: it is not known any longer */
  people: readonly string[] | null
  answered: number
  questions: readonly Question[]
  /** told to who sees the names, whatever is kept from others: so all of it is remembered */
  inAnyCase?: boolean
}
/** `answered` is 0 while a check is open by name: whoever was put forward for its class may answer still. */
type Told = { classId: string; people: string[] | null; answered: number; keys: string[]; isNamed: boolean }
type Keys = ReadonlyMap<string, string[]>

const digest = (key: string) => createHash('sha256').update(key).digest('hex').slice(0, 32)
const keysIn = (questions: readonly Question[]): Keys =>
  new Map(questions.map((one) => [one.id, questionKeys(one).map(digest)]))

/**
 * Says of which questions no figure may be told, since these people were asked the same before and a few of them could
 * be told apart; what is told of the others is remembered. Several figures of one check or examination are its own
 * affair. Asks nobody: whoever closes it was asked.
 */
export async function tellAsked(ctx: Pick<Context, 'db'>, asking: Asking): Promise<Set<string>> {
  const keysOf = keysIn(asking.questions)
  const told = await askedBefore(ctx.db, asking.ofId, keysOf)
  // By name it is told in any case: another that is open by name takes nothing from that.
  const beside = asking.inAnyCase ? told.filter(({ answered }) => answered > 0) : told
  const repeated = await among(ctx, keysOf, asking, beside, (own, other, entryOf) =>
    other.answered > 0 ? mayStandTogether(own, other, entryOf) : mayAlsoBeNamed(own, other.people, entryOf),
  )
  const keys = [...keysOf].flatMap(([id, own]) => (repeated.has(id) && !asking.inAnyCase ? [] : own))
  if (keys.length > 0) await remember(ctx.db, asking, keys)
  return repeated
}

/**
 * Says which questions of a check are not asked by name, since they were told of without names and the few who would
 * not answer again could be told apart. Where there are none it is remembered that the check is open. Asks nobody:
 * whoever opens it was asked.
 */
export async function openByName(
  ctx: Pick<Context, 'db'>,
  { ofId, classId, questions }: Pick<Asking, 'ofId' | 'classId' | 'questions'>,
): Promise<Set<string>> {
  const keysOf = keysIn(questions)
  const told = await askedBefore(ctx.db, ofId, keysOf)
  const withoutNames = told.filter(({ isNamed }) => !isNamed)
  const own = { ofId, classId, people: null, answered: 0 }
  const repeated = await among(ctx, keysOf, own, withoutNames, ({ people }, other, entryOf) =>
    mayAlsoBeNamed(other, people, entryOf),
  )
  if (repeated.size === 0) await remember(ctx.db, own, [...keysOf.values()].flat())
  return repeated
}

/** It is open by name no longer; its figures are told by themselves. Asks nobody: whoever closes it was asked. */
export async function closeByName(db: Db, ofId: string): Promise<void> {
  await sql`delete from study.asked where of_id = ${ofId} and answered = 0`.execute(db)
}

/** What is remembered of these questions beside this check or examination; nobody else tells of any meanwhile. */
async function askedBefore(db: Db, ofId: string, keysOf: Keys): Promise<Told[]> {
  await lock(db, 'asked')
  const { rows } = await sql<Told>`
    select asked.class_id as "classId", asked.answered, asked.keys, who.people, exists (
      select 1 from study.check as named where named.id = asked.of_id and named.named) as "isNamed"
    from study.asked as asked left join study.asked_people as who on who.asked_id = asked.id
    where asked.keys && ${[...keysOf.values()].flat()}::text[] and asked.of_id <> ${ofId}`.execute(db)
  return rows
}

/** The questions that were asked in anything of `told` beside which these people's figures may not stand. */
async function among(
  ctx: Pick<Context, 'db'>,
  keysOf: Keys,
  { classId, people, answered }: Pick<Asking, 'classId' | 'people' | 'answered'>,
  told: readonly Told[],
  isFine: (own: Group, other: Group, entryOf: (person: string) => string) => boolean,
): Promise<Set<string>> {
  if (told.length === 0) return new Set()
  // Of whom it is not known who took a ballot, it was somebody who was put forward for the class.
  const unknown = [...told, { classId, people }].flatMap((one) => (one.people ? [] : [one.classId]))
  const putForward = unknown.length > 0 ? await listPutForward(ctx, unknown) : new Map<string, string[]>()
  const groupOf = (
    one: Pick<Told, 'classId'> & { people: readonly string[] | null; answered: number },
  ): Group => ({
    people: one.people ?? putForward.get(one.classId) ?? [],
    answered: one.answered,
  })
  const own = groupOf({ classId, people, answered })
  const entryOf = await everOne(ctx.db)
  const close = told.filter((one) => !isFine(own, groupOf(one), entryOf))
  const taken = new Set(close.flatMap(({ keys }) => keys))
  return new Set([...keysOf].flatMap(([id, keys]) => (keys.some((key) => taken.has(key)) ? [id] : [])))
}

async function remember(
  db: Db,
  { ofId, classId, people, answered }: Omit<Asking, 'questions'>,
  keys: string[],
): Promise<void> {
  const tables = db.withTables<StudyTables>()
  const id = newId()
  await tables
    .insertInto('study.asked')
    .values({ id, of_id: ofId, class_id: classId, answered, keys: [...new Set(keys)] })
    .execute()
  // Of a class that is closed it is forgotten already, and a group that somebody of it was erased from is not kept.
  if (people)
    await sql`insert into study.asked_people (asked_id, people) select ${id}::uuid, ${JSON.stringify(people)}::jsonb
      where exists (select 1 from convene.class where id = ${classId} and state <> 'closed')
        and not exists (select 1 from registry.person where id = any(${[...people]}::uuid[]) and erased_at is not null)`.execute(
      db,
    )
}

/** Forgets who took a ballot for anything of a class. Asks nobody: it listens to the closing of the class. */
export async function forgetPeople(db: Db, classId: string): Promise<void> {
  await sql`delete from study.asked_people as who using study.asked as asked
    where asked.id = who.asked_id and asked.class_id = ${classId}`.execute(db)
}

/**
 * Forgets every group that one of these people was in: without them it would look like another. It counts from now on
 * as after a restore, as if anybody who was put forward could have been of it. Asks nobody: whoever erases a person was
 * asked.
 */
export async function forgetGroupsOf(db: Db, personIds: readonly string[]): Promise<void> {
  await lock(db, 'asked')
  await sql`delete from study.asked_people where people ?| ${[...personIds]}::text[]`.execute(db)
}
