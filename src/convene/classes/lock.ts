// What every change of a class begins with: the class locked, for its organiser, as it then stands.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { must } from '../../access/rules.ts'
import { wrongStage } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import { getInside, type Inside } from './queries.ts'

/** The class locked against every other change, for its organiser. */
export async function holdForChange(ctx: Context, classId: string): Promise<Inside> {
  const seen = await getInside(ctx, classId)
  must(ctx.actor, 'class.change', seen.path)
  // Weaker than what deletes it, since what refers to the class asks for its key last, after a session or a seat of it.
  await sql`select 1 from convene.class where id = ${classId} for no key update`.execute(ctx.db)
  return getInside(ctx, classId)
}

/** The door that a closed class shuts. */
export const closed = () => wrongStage('class closed', msg('The class is closed.'))
