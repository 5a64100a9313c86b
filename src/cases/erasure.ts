// Takes an erased person out of cases. A published case tells of a unit and stays; the consent that it was published
// with stays as a fact, without what was noted of it. An answer is the case's own and stays without the name.
import { sql } from 'kysely'
import type { Context } from '../access/context.ts'
import { type Erased, erasedPerson, erasedText } from '../base/erased.ts'

/** Asks nobody: whoever erases a person is asked once, for all rooms together. */
export async function erasePerson({ db }: Context, { personIds, accountIds }: Erased): Promise<void> {
  const [name, text] = [erasedPerson, erasedText].map((one) => JSON.stringify(one))
  await sql`update cases.consent set note = '' where person_id = any(${personIds}::uuid[])`.execute(db)
  await sql`update cases.question set asker_names = ${name}::jsonb, text = ${text}::jsonb
    where asker_account_id = any(${accountIds}::uuid[])`.execute(db)
  await sql`update cases.question set answered_by = ${name}::jsonb
    where answerer_account_id = any(${accountIds}::uuid[])`.execute(db)
}
