// What every decision about a case starts from: the row held, its state, its consent; and how it moves on.
import { sql } from 'kysely'
import type { Context } from '../access/context.ts'
import { notFound, wrongStage } from '../base/problems.ts'
import { msg } from '../base/words.ts'
import { note } from '../platform/journal.ts'
import { pathOf } from '../registry/places/queries.ts'
import { seen } from './queries.ts'
import type { CaseState } from './rules.ts'
import type { CasesTables } from './tables.ts'

const tables = (ctx: Context) => ctx.db.withTables<CasesTables>()

export type Held = Pick<CasesTables['cases.practice_case'], 'id' | 'place_id' | 'presenter_id' | 'record'> & {
  state: CaseState
  version: number
}

/** The case with its row held until the end, and the path of its place; not-found unless visible. */
export async function holdCase(ctx: Context, caseId: string): Promise<{ held: Held; path: string[] }> {
  const { rows } = await sql<Held>`select c.id, c.place_id, c.presenter_id, c.state, c.version, c.record
    from cases.practice_case as c where c.id = ${caseId} and ${seen(ctx)} for update`.execute(ctx.db)
  if (!rows[0]) throw notFound(caseId)
  return { held: rows[0], path: await pathOf(ctx.db, rows[0].place_id, ctx.today) }
}

/**
 * Takes back the consent that stands, as of today; nothing happens where none does. Asks nobody: whoever holds the case
 * has asked.
 */
export async function endConsent(ctx: Context, caseId: string): Promise<boolean> {
  const { numUpdatedRows } = await tables(ctx)
    .updateTable('cases.consent')
    .set({ withdrawn_on: ctx.today })
    .where('case_id', '=', caseId)
    .where('withdrawn_on', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0
}

const doors: Record<CaseState, string> = {
  draft: msg('The case is a draft.'),
  submitted: msg('The case is submitted.'),
  published: msg('The case is published.'),
  withdrawn: msg('The case is withdrawn.'),
}

/** Refuses with the named state where it is none of those in which the thing can be done. */
export function mustBe(state: CaseState, allowed: CaseState[]): void {
  if (!allowed.includes(state)) throw wrongStage(`case ${state}`, doors[state])
}

type Move = { state: CaseState; reason?: string | null; published_on?: string | null }

/** The step that a case takes once it may, noted. Asks nobody: whoever holds the case has asked. */
export async function moveCase(ctx: Context, held: Held, verb: string, move: Move): Promise<{ id: string }> {
  await tables(ctx)
    .updateTable('cases.practice_case')
    .set({
      state: move.state,
      reason: move.reason ?? null,
      published_on: move.published_on,
      version: held.version + 1,
    })
    .where('id', '=', held.id)
    .execute()
  const detail = { from: held.state, to: move.state }
  await note(ctx, { verb, kind: 'case', id: held.id, placeId: held.place_id, detail })
  return { id: held.id }
}
