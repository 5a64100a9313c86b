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
  await sql`update convene.correction set reason = null where reason is not null and nomination_id in
    (select id from convene.nomination where person_id = any(${personIds}::uuid[]))`.execute(db)
  // Marks are received at the moment of their correction: so it is known whose it was.
  await sql`update convene.correction as made set reason = null where made.reason is not null and made.what = 'marked'
    and (exists (select 1 from convene.attendance_mark as mark where mark.person_id = any(${personIds}::uuid[])
        and mark.session_id = made.session_id and mark.received_at = made.at)
      or exists (select 1 from convene.attendance as mark where mark.person_id = any(${personIds}::uuid[])
        and mark.session_id = made.session_id and mark.received_at = made.at))`.execute(db)
  // A presenter without an entry of the registers, as sessions know them: the session can still be changed.
  const nobody = JSON.stringify({ names: erasedPerson, personId: null })
  await sql`update convene.session set presenters = (
      select jsonb_agg(case when one->>'personId' = any(${personIds}) then one || ${nobody}::jsonb else one end order by at)
      from jsonb_array_elements(presenters) with ordinality as p(one, at))
    where exists (select 1 from jsonb_array_elements(presenters) as one
      where one->>'personId' = any(${personIds}))`.execute(db)
}
