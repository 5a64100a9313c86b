// The short lists that all places share: forms of units, posts, trades.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { may } from '../../access/rules.ts'
import type { Day } from '../../base/dates.ts'
import type { Names } from '../../base/words.ts'
import type { Db } from '../../platform/database.ts'
import { topPlace } from '../places/queries.ts'
import { tables } from '../queries.ts'
import { type Form, offered } from './rules.ts'

export type FormRow = Form

/** Whether the actor is responsible for everything, and so for the lists that belong to everybody. */
export async function mayChangeLists(ctx: Context): Promise<boolean> {
  const top = await topPlace(ctx.db)
  return top !== undefined && may(ctx.actor, 'list.change', [top.id])
}

/** The forms of units in the programme's order, retired ones included. */
export async function listForms(db: Db): Promise<FormRow[]> {
  const { rows } = await sql<FormRow>`
    select id, code, names, plural, kind, counted, least_members as "leastMembers", most_members as "mostMembers",
      retired_on as "retiredOn"
    from registry.form order by position, code`.execute(db)
  return rows
}

/** The codes of the forms that plans and condition sheets count, as the list offers them. */
export async function countedForms(db: Db): Promise<string[]> {
  return offered(await listForms(db)).flatMap((form) => (form.counted ? form.code : []))
}

/** Whether any unit has or had the form. */
export async function isFormUsed(db: Db, code: string): Promise<boolean> {
  return (await usedForms(db)).has(code)
}

export async function usedForms(db: Db): Promise<Set<string>> {
  const { rows } = await sql<{ code: string }>`select form.code from registry.form
    where exists (select 1 from registry.organisation_form as had where had.form = form.code)`.execute(db)
  return new Set(rows.map(({ code }) => code))
}

export type TradeRow = { id: string; code: string; names: Names; retiredOn: Day | null }

/** All trades in the programme's order, retired ones included. */
export const listTrades = (db: Db): Promise<TradeRow[]> =>
  tables(db)
    .selectFrom('registry.trade')
    .select(['id', 'code', 'names', 'retired_on as retiredOn'])
    .orderBy('position')
    .orderBy('code')
    .execute()

export type PostRow = {
  id: string
  code: string
  names: Names
  forms: string[]
  singleSeat: boolean
  retiredOn: Day | null
}

/** All kinds of posts in the programme's order, retired ones included. */
export const listPosts = (db: Db): Promise<PostRow[]> =>
  tables(db)
    .selectFrom('registry.post')
    .select(['id', 'code', 'names', 'forms', 'single_seat as singleSeat', 'retired_on as retiredOn'])
    .orderBy('position')
    .orderBy('code')
    .execute()
