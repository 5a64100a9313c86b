// Every step that a nomination took.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { scopes } from '../../access/rules.ts'
import type { Day } from '../../base/dates.ts'
import { notFound } from '../../base/problems.ts'
import { pageLength } from '../../base/schemas.ts'
import type { Names } from '../../base/words.ts'
import { instantOf, keyAfter, pageOf } from '../../platform/paging.ts'
import { within } from '../../registry/queries.ts'
import type { NominationState } from './rules.ts'

type Step = {
  id: string
  onDay: Day
  fromOn: Day | null
  state: NominationState
  /** put forward once more since its acceptance was taken back */
  isTakenBack: boolean
  person: Names
  by: Names | null
  reason: string | null
}

/** A page of the steps of a nomination that the actor may read, or 'not-found'. */
export async function readHistory(ctx: Context, nominationId: string, after: string | undefined) {
  const key = keyAfter(after, ['instant', 'id'])
  const { rows: seen } =
    await sql`select 1 from convene.nomination as n join convene.class on class.id = n.class_id
    where n.id = ${nominationId}
      and ${within(scopes(ctx.actor, 'nomination.read'), 'n.place_id', sql.ref('class.first_day'))}`.execute(
      ctx.db,
    )
  if (seen.length === 0) throw notFound(nominationId)
  const { rows } = await sql<Step & { at: string }>`
    select step.id, ${instantOf('step.at')} as at, step.on_day as "onDay",
      step.from_on as "fromOn", step.state, step.state = 'nominated'
        and (select before.state from convene.nomination_step as before where before.nomination_id = step.nomination_id
          and (before.at, before.id) < (step.at, step.id) order by before.at desc, before.id desc limit 1) is not distinct from 'accepted' as "isTakenBack", person.names as person,
      account.names as by, step.reason
    from convene.nomination_step as step join registry.person as person on person.id = step.person_id
    left join access.account as account on account.id = step.account_id
    where step.nomination_id = ${nominationId}
      and ${key ? sql`(step.at, step.id) < (${key[0]}::timestamptz, ${key[1]}::uuid)` : sql`true`}
    order by step.at desc, step.id desc limit ${pageLength + 1}`.execute(ctx.db)
  const { page, next } = pageOf(rows, ({ at, id }) => [at, id])
  return { steps: page.map(({ at: _, ...step }) => step), next }
}
