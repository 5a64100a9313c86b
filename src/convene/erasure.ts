// Takes out of convene what was written about an erased person. Places in classes and attendance still count.
import { sql } from 'kysely'
import type { Context } from '../access/context.ts'
import { type Erased, erasedPerson } from '../base/erased.ts'

/** Asks nobody: whoever erases a person is asked once, for all rooms together. */
export async function erasePerson({ db }: Context, { personIds }: Erased): Promise<void> {
  await sql`update convene.nomination set reason = null
    where person_id = any(${personIds}::uuid[]) and reason is not null`.execute(db)
  await sql`update convene.nomination_step set reason = null
    where person_id = any(${personIds}::uuid[]) and reason is not null`.execute(db)
  await sql`update convene.correction set reason = null where reason is not null and id in
    (select correction_id from convene.correction_person where person_id = any(${personIds}::uuid[]))`.execute(
    db,
  )
  // A presenter without an entry of the registers, as sessions know them: the session can still be changed.
  const nobody = JSON.stringify({ names: erasedPerson, personId: null })
  await sql`update convene.session set presenters = (
      select jsonb_agg(case when one->>'personId' = any(${personIds}) then one || ${nobody}::jsonb else one end order by at)
      from jsonb_array_elements(presenters) with ordinality as p(one, at))
    where exists (select 1 from jsonb_array_elements(presenters) as one
      where one->>'personId' = any(${personIds}))`.execute(db)
}
