// What people do with programmes: begin one, name it, give it words.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { must } from '../../access/rules.ts'
import { newId } from '../../base/ids.ts'
import { refuseIf } from '../../base/problems.ts'
import type { Names } from '../../base/words.ts'
import { note } from '../../platform/journal.ts'
import { getPlace, pathOf } from '../../registry/places/queries.ts'
import { nameFindings } from '../classes/rules.ts'
import { getProgramme, type Programme, type ProgrammeWords, programmeWords, tables } from './queries.ts'
import { type ExampleClass, exampleFindings, type ProgrammeCalendar } from './rules.ts'

type NewProgramme = Partial<ProgrammeCalendar> & {
  placeId: string
  names: Names
  lead: Names
  pack?: string
  historical?: boolean
  postNames?: Record<string, Names>
  stages?: ProgrammeWords['stages']
  example?: ExampleClass
}

/** Begins a programme run by one place, for whoever may call classes there. */
export async function makeProgramme(ctx: Context, body: NewProgramme): Promise<{ id: string }> {
  await getPlace(ctx.db, body.placeId, 'held')
  must(ctx.actor, 'class.change', await pathOf(ctx.db, body.placeId, ctx.today))
  refuseIf(nameFindings('/names', body.names))
  const id = newId()
  await tables(ctx)
    .insertInto('convene.programme')
    .values({
      id,
      pack: body.pack ?? 'own',
      names: body.names,
      place_id: body.placeId,
      historical: body.historical ?? false,
      lead: body.lead,
      post_names: body.postNames ?? {},
      stages: JSON.stringify(body.stages ?? []),
      example: body.example ? JSON.stringify(body.example) : null,
      year_from: body.yearFrom,
      due_day: body.dueDay,
    })
    .execute()
  await note(ctx, {
    verb: 'programme.created',
    kind: 'programme',
    id,
    placeId: body.placeId,
    detail: { names: body.names },
  })
  return { id }
}

/** Renames a programme, says anew what it is about, or changes its calendar; what of that is not said stays. */
export async function changeProgramme(
  ctx: Context,
  programmeId: string,
  body: { names: Names; lead: Names } & Partial<ProgrammeCalendar>,
): Promise<{ id: string }> {
  const before = await holdProgramme(ctx, programmeId)
  refuseIf(nameFindings('/names', body.names))
  await tables(ctx)
    .updateTable('convene.programme')
    .set({ names: body.names, lead: body.lead, year_from: body.yearFrom, due_day: body.dueDay })
    .where('id', '=', programmeId)
    .execute()
  await note(ctx, {
    verb: 'programme.edited',
    kind: 'programme',
    id: programmeId,
    placeId: before.placeId,
    detail: {
      before: { ...before.names, yearFrom: before.yearFrom, dueDay: before.dueDay },
      after: {
        ...body.names,
        yearFrom: body.yearFrom ?? before.yearFrom,
        dueDay: body.dueDay ?? before.dueDay,
      },
    },
  })
  return { id: programmeId }
}

/** Gives short names to posts, the others keep theirs; and other stages to new classes, where some are said. */
export async function changeProgrammeWords(
  ctx: Context,
  programmeId: string,
  { postNames, stages }: Pick<ProgrammeWords, 'postNames'> & Partial<Pick<ProgrammeWords, 'stages'>>,
): Promise<void> {
  const { placeId } = await holdProgramme(ctx, programmeId)
  const own = await programmeWords(ctx, programmeId)
  await tables(ctx)
    .updateTable('convene.programme')
    .set({ post_names: { ...own.postNames, ...postNames }, stages: JSON.stringify(stages ?? own.stages) })
    .where('id', '=', programmeId)
    .execute()
  await note(ctx, { verb: 'programme.words-added', kind: 'programme', id: programmeId, placeId })
}

/** Has a class stand as the example that new ones may be begun from, in place of the one before. */
export async function changeExample(
  ctx: Context,
  programmeId: string,
  example: ExampleClass,
): Promise<{ id: string }> {
  const { placeId } = await holdProgramme(ctx, programmeId)
  refuseIf(exampleFindings(example))
  await tables(ctx)
    .updateTable('convene.programme')
    .set({ example: JSON.stringify(example) })
    .where('id', '=', programmeId)
    .execute()
  const detail = { names: example.names }
  await note(ctx, { verb: 'programme.example-changed', kind: 'programme', id: programmeId, placeId, detail })
  return { id: programmeId }
}

/** The programme, for whoever sets it up: nobody else does until the transaction ends. */
export async function holdProgramme(ctx: Context, programmeId: string): Promise<Programme> {
  const programme = await getProgramme(ctx, programmeId)
  must(ctx.actor, 'class.change', await pathOf(ctx.db, programme.placeId, ctx.today))
  await sql`select 1 from convene.programme where id = ${programmeId} for no key update`.execute(ctx.db)
  return programme
}
