// Takes out what an erased person undertook in their own words. That there was a commitment, of which post and how it
// ended, stays: whoever holds the post now goes on from it.
import { sql } from 'kysely'
import type { Context } from '../access/context.ts'
import { type Erased, erasedPerson, erasedText } from '../base/erased.ts'

/** Asks nobody: whoever erases a person is asked once, for all rooms together. */
export async function erasePerson({ db }: Context, { personIds, accountIds }: Erased): Promise<void> {
  const text = JSON.stringify(erasedText)
  await sql`update carry_out.commitment set if_text = ${text}::jsonb, then_text = ${text}::jsonb,
      support_asked = case when support_asked->>'zh' = '' and support_asked->>'en' = '' then support_asked
        else ${text}::jsonb end,
      support_promised = case when support_promised is null then null else ${text}::jsonb end,
      state_reason = case when state_reason is null then null else ${text}::jsonb end
    where person_id = any(${personIds}::uuid[])`.execute(db)
  await sql`update carry_out.commitment set support_by = ${JSON.stringify(erasedPerson)}::jsonb
    where support_account_id = any(${accountIds}::uuid[])`.execute(db)
}
