// Takes out what was noted of an erased person's memberships. That somebody was a member, from when to when, still
// counts.
import { sql } from 'kysely'
import type { Context } from '../access/context.ts'
import type { Erased } from '../base/erased.ts'
import { wrongStage } from '../base/problems.ts'
import { msg } from '../base/words.ts'
import { endsOn, memberships } from './queries.ts'

/**
 * Refused while the person is a member, or is to become one: leaving comes first. Asks nobody: whoever erases a person
 * is asked once, for all rooms together.
 */
export async function erasePerson({ db, today }: Context, { personIds }: Erased): Promise<void> {
  const { rows } = await sql`select 1 from ${memberships}
    where m.person_id = any(${personIds}::uuid[]) and ${endsOn} > ${today}::date and not m.struck limit 1`.execute(
    db,
  )
  if (rows.length > 0)
    throw wrongStage('is a member', msg('This person is a member of a unit. Enter the day of leaving first.'))
  await sql`update formation.membership_change as c set reason = case when c.kind = 'left' then '' else '…' end,
      before = c.before || '{"note": ""}'
    from formation.membership as m where m.id = c.membership_id and m.person_id = any(${personIds}::uuid[])`.execute(
    db,
  )
  await sql`update formation.membership set note = '' where person_id = any(${personIds}::uuid[])`.execute(db)
}
