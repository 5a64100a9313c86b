// What other rooms may ask of convene: the programme, the classes that the actor may see, and who attends one.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { scopes } from '../../access/rules.ts'
import type { Day, SaidDate } from '../../base/dates.ts'
import { notFound } from '../../base/problems.ts'
import type { Names } from '../../base/words.ts'
import { above, eachWithin, holdAllKept, pathOn } from '../../registry/queries.ts'
import type { ClashRule, ClassState, LateRule, StageKind } from '../classes/rules.ts'
import type { ConveneTables } from '../tables.ts'
import type { ExampleClass, ProgrammeCalendar } from './rules.ts'

export type Programme = ProgrammeCalendar & {
  id: string
  names: Names
  placeId: string
  historical: boolean
  lead: Names
}

/** Programmes whose place stands above the actor or lies in the actor's scope. */
const programmes = (ctx: Context) => sql<Programme>`
  select programme.id, programme.names, programme.place_id as "placeId", programme.historical, programme.lead,
    programme.year_from as "yearFrom", programme.due_day as "dueDay"
  from convene.programme as programme
  where (${above(ctx.actor.path, 'programme.place_id')}
    or ${eachWithin(scopes(ctx.actor, 'class.read'), 'programme.place_id', ctx.today)})`

/** The programme that the actor works in: the first of those. */
export async function ownProgramme(ctx: Context): Promise<Programme | null> {
  const { rows } = await sql<Programme>`${programmes(ctx)}
    order by programme.made_at, programme.id limit 1`.execute(ctx.db)
  return rows[0] ?? null
}

/** A programme that the actor takes part in, or 'not-found'. */
export async function getProgramme(ctx: Context, programmeId: string): Promise<Programme> {
  const { rows } = await sql<Programme>`${programmes(ctx)} and programme.id = ${programmeId}`.execute(ctx.db)
  if (!rows[0]) throw notFound(programmeId)
  return rows[0]
}

/**
 * SQL that holds where the actor may see `class`: it is published down to those below its organiser, up to whoever
 * reads classes above it, and to places called to it even if they were moved elsewhere since, and to its trainees. The
 * called places are looked up class by class too: planned once for all, they are those of every class that ever was.
 */
export function classVisible(ctx: Context): RawBuilder<boolean> {
  const read = scopes(ctx.actor, 'class.read')
  return sql<boolean>`(${above(ctx.actor.path, 'class.place_id')}
    or ${eachWithin(read, 'class.place_id', ctx.today)}
    or coalesce((select true from convene.class_place as called where called.class_id = class.id
      and ${eachWithin(read, 'called.place_id', sql.ref('class.first_day'))} limit 1), false)
    or exists (select 1 from convene.nomination as own where own.class_id = class.id and own.state = 'accepted'
      and own.person_id = ${ctx.actor.personId}::uuid))`
}

export type ClassRow = {
  id: string
  programmeId: string
  /** the organiser */
  placeId: string
  hostPlaceId: string
  venue: Names
  names: Names
  purpose: Names
  startsSaid: SaidDate
  endsSaid: SaidDate
  deadlineSaid: SaidDate | null
  /** the first day that the words can mean; a nominee holds the post on it */
  firstDay: Day
  lastDay: Day
  capacity: number
  lateRule: LateRule
  clashRule: ClashRule
  state: ClassState
  seatsVersion: number
  illustrative: boolean
  /** the organiser and all above it on the first day */
  path: string[]
}

/** The columns of a class as `ClassRow`, from a `convene.class as class`. */
export const classColumns = sql`class.id, class.programme_id as "programmeId", class.place_id as "placeId",
  class.host_place_id as "hostPlaceId", class.venue, class.names, class.purpose, class.starts_said as "startsSaid",
  class.ends_said as "endsSaid", class.deadline_said as "deadlineSaid", class.first_day as "firstDay",
  class.last_day as "lastDay", class.capacity, class.late_rule as "lateRule", class.clash_rule as "clashRule", class.state, class.seats_version as "seatsVersion", class.illustrative,
  ${pathOn('class.place_id', sql.ref('class.first_day'))} as path`

/** The class from which the actor has come home last, or else the next one that the actor may see. */
export async function lastClass(
  ctx: Context,
): Promise<Pick<ClassRow, 'id' | 'names' | 'lastDay'> | undefined> {
  const { rows } = await sql<Pick<ClassRow, 'id' | 'names' | 'lastDay'>>`
    select class.id, class.names, class.last_day as "lastDay" from convene.class as class
    where ${classVisible(ctx)} order by class.last_day <= ${ctx.today}::date desc, class.first_day desc, class.id desc
    limit 1`.execute(ctx.db)
  return rows[0]
}

/** How full the class is that runs, or else the one that was closed last; of those that the actor may see. */
export async function seatsNow(ctx: Context): Promise<{ n: number; of: number } | null> {
  const { rows } = await sql<{ n: number; of: number }>`
    select (select count(*)::int from convene.nomination as n
        where n.class_id = class.id and n.state = 'accepted') as n,
      (select coalesce(sum(seats), 0)::int from convene.seat where seat.class_id = class.id) as of
    from convene.class as class where class.state in ('running', 'closed') and ${classVisible(ctx)}
    order by class.state = 'running' desc, class.first_day desc, class.id desc limit 1`.execute(ctx.db)
  return rows[0] ?? null
}

/** The programmes that are run from a place. */
export async function countProgrammes(ctx: Context, of?: { id: string }): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from convene.programme
    where place_id = ${of?.id ?? null}`.execute(ctx.db)
  return rows[0].n
}

/** All classes, or those that a place organises, hosts or is called to. */
export async function countClasses(ctx: Context, of?: { id: string }): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from convene.class where ${of?.id ?? null}::uuid is null
      or ${of?.id ?? null}::uuid in (place_id, host_place_id) or exists (select 1 from convene.class_place as called
        where called.class_id = class.id and called.place_id = ${of?.id ?? null}::uuid)`.execute(ctx.db)
  return rows[0].n
}

/** The class, or 'not-found' if the actor may not see it. */
export async function getClass(ctx: Context, classId: string): Promise<ClassRow> {
  const { rows } = await sql<ClassRow>`select ${classColumns} from convene.class as class
    where class.id = ${classId} and ${classVisible(ctx)}`.execute(ctx.db)
  if (!rows[0]) throw notFound(classId)
  return rows[0]
}

/** Whether the actor attends the class: an accepted nomination of the actor's own person. */
export async function isTrainee(ctx: Context, classId: string): Promise<boolean> {
  if (!ctx.actor.personId) return false
  const { rows } = await sql`select 1 from convene.nomination where class_id = ${classId}
    and person_id = ${ctx.actor.personId} and state = 'accepted'`.execute(ctx.db)
  return rows.length > 0
}

/** How many attend the class now. */
export async function countTrainees({ db }: Pick<Context, 'db'>, classId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from convene.nomination
    where class_id = ${classId} and state = 'accepted'`.execute(db)
  return rows[0].n
}

/**
 * SQL that holds where the actor was ever put forward for the class in `classColumn`, whatever became of it: who may
 * answer there, or could have been asked to. By the person behind the account: another role, or a token, sees no more.
 */
export const sitsIn = (ctx: Context, classColumn: string): RawBuilder<boolean> =>
  sql<boolean>`exists (select 1 from convene.nomination as seated join access.account as mine
    on mine.person_id = seated.person_id
    where seated.class_id = ${sql.ref(classColumn)} and mine.id = ${ctx.actor.accountId})`

/**
 * Those who may be on a roster of the class: accepted, seen at one of its sessions at least, with an account that they
 * themselves were in before `since`. Whoever is let in later could be anybody.
 */
export async function listPresent(
  { db }: Pick<Context, 'db'>,
  classId: string,
  since: Date,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select n.person_id as id from convene.nomination as n where n.class_id = ${classId} and n.state = 'accepted'
      and exists (select 1 from convene.attendance as mark join convene.session as session on session.id = mark.session_id
        where session.class_id = n.class_id and mark.person_id = n.person_id and mark.state = 'present')
      and exists (select 1 from access.account as a where a.person_id = n.person_id and a.ended_at is null
        and a.used_at < ${since})
    order by n.person_id`.execute(db)
  return rows.map(({ id }) => id)
}

/** As `listPresent`, each of them held, so that nobody of a roster is made one with another while it is frozen. */
export async function holdPresent(ctx: Pick<Context, 'db'>, classId: string, since: Date): Promise<string[]> {
  for (let held = new Set<string>(); ; ) {
    const people = await listPresent(ctx, classId, since)
    if (people.every((id) => held.has(id))) return people
    held = new Set((await holdAllKept(ctx.db, people)).keys())
  }
}

/**
 * Everybody who was ever put forward for each of the classes, whatever became of it; of two entries made one, both: it
 * is not known under which of them somebody was there.
 */
export async function listPutForward(
  { db }: Pick<Context, 'db'>,
  classIds: readonly string[],
): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ classId: string; people: string[] }>`
    select n.class_id as "classId", array_agg(distinct person.id) as people from convene.nomination as n
    join registry.person on person.id = n.person_id or person.kept_as = n.person_id
    where n.class_id = any(${[...classIds]}::uuid[]) group by n.class_id`.execute(db)
  return new Map(rows.map(({ classId, people }) => [classId, people]))
}

/** The stages of a class in their order, for whoever may see the class. */
export async function getClassStages(
  ctx: Context,
  classId: string,
): Promise<{ id: string; kind: StageKind; names: Names }[]> {
  await getClass(ctx, classId)
  const { rows } = await sql<{ id: string; kind: StageKind; names: Names }>`
    select id, kind, names from convene.stage where class_id = ${classId} order by position`.execute(ctx.db)
  return rows
}

/** What a programme calls posts for short, by the post's code, and what its classes begin with. */
export type ProgrammeWords = {
  pack: string
  postNames: Record<string, Names>
  stages: { kind: StageKind; names: Names }[]
  /** the class that new ones may be begun from */
  example: ExampleClass | null
}

export async function programmeWords(ctx: Context, programmeId: string): Promise<ProgrammeWords> {
  await getProgramme(ctx, programmeId)
  const { rows } = await sql<ProgrammeWords>`
    select pack, post_names as "postNames", stages, example from convene.programme
    where id = ${programmeId}`.execute(ctx.db)
  return rows[0]
}

export const tables = (ctx: Context) => ctx.db.withTables<ConveneTables>()
