// Takes out of the registers what is held about an erased person: the entry stays, without name, telephone and code.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { type Erased, erasedPerson } from '../../base/erased.ts'
import { notFound, wrongStage } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import { tables } from '../queries.ts'

/**
 * The entry with the twins that were made one with it, held until the transaction ends, so that nobody gives the person
 * a post or a membership meanwhile. Refused while a post is held or is to be held. Asks nobody: whoever erases has been
 * asked.
 */
export async function holdForErasure(ctx: Context, personId: string): Promise<{ personIds: string[] }> {
  const { rows } = await sql<{ id: string; isHolder: boolean }>`
    select id, exists (select 1 from registry.appointment as held
      where held.person_id = p.id and held.to_on > ${ctx.today}::date) as "isHolder"
    from registry.person as p where (id = ${personId} or kept_as = ${personId}) and erased_at is null
    order by id for update`.execute(ctx.db)
  if (rows.length === 0) throw notFound(personId)
  if (rows.some(({ isHolder }) => isHolder))
    throw wrongStage(
      'holds a post',
      msg('This person holds a post or is to hold one. End the appointment first.'),
    )
  return { personIds: rows.map(({ id }) => id) }
}

/** Takes out what is told of the person. Asks nobody: whoever erases has been asked. */
export async function erasePerson(ctx: Context, { personIds }: Pick<Erased, 'personIds'>): Promise<void> {
  await tables(ctx.db)
    .updateTable('registry.person')
    .set({
      names: erasedPerson,
      phone: null,
      // The end of the id is left to chance: enough to tell entries apart, and nothing of the person.
      code: sql<string>`'erased-' || right(id::text, 12)`,
      erased_at: ctx.now,
    })
    .where('id', 'in', personIds)
    .execute()
  // The log of twins keeps documents as they were, which may say a name; an erased entry is never parted again.
  await sql`update registry.twin set reason = '', moved = (
      select coalesce(jsonb_agg(one || '{"both": []}' order by at), '[]')
      from jsonb_array_elements(moved) with ordinality as m(one, at))
    where kept_id = any(${personIds}::uuid[]) or twin_id = any(${personIds}::uuid[])`.execute(ctx.db)
}
