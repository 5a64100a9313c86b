// Takes out of study what an erased person answered under their name, and of whom figures without names were told. The
// figures of a closed check were made when it closed and stay; in one that is open the answers count until it closes,
// which then takes them out (checks/closing.ts).
import { sql } from 'kysely'
import type { Context } from '../access/context.ts'
import type { Erased } from '../base/erased.ts'
import { forgetGroupsOf } from './asked/actions.ts'

/** Asks nobody: whoever erases a person is asked once, for all rooms together. */
export async function erasePerson({ db }: Context, { personIds }: Erased): Promise<void> {
  await forgetGroupsOf(db, personIds)
  await sql`delete from study.named_answer as a using study.check as c
    where a.person_id = any(${personIds}::uuid[]) and c.id = a.check_id and c.state = 'closed'`.execute(db)
}
