// What plan calls when a citation of a step comes or goes: cases only keep the count, so that a unit can see what
// became of its experience.
import { sql } from 'kysely'
import type { Context } from '../access/context.ts'
import { notFound } from '../base/problems.ts'
import { note } from '../platform/journal.ts'
import { searchSteps } from './queries.ts'
import type { CasesTables } from './tables.ts'

type Adoption = { stepId: string; planLineId: string; placeId: string }

/**
 * Counts the step as adopted by the place; the same line twice counts once. Not-found unless published and visible.
 * Asks nobody: whoever cites has been asked about the line.
 */
export async function adoptStep(ctx: Context, { stepId, planLineId, placeId }: Adoption): Promise<void> {
  const [step] = await searchSteps(ctx, { stepId })
  if (!step) throw notFound(stepId)
  const { numInsertedOrUpdatedRows } = await ctx.db
    .withTables<CasesTables>()
    .insertInto('cases.adoption')
    .values({ step_id: stepId, plan_line_id: planLineId, place_id: placeId, adopted_on: ctx.today })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (!numInsertedOrUpdatedRows) return
  await note(ctx, {
    verb: 'case-step.adopted',
    kind: 'case_step',
    id: stepId,
    placeId,
    detail: { planLineId },
  })
}

/**
 * Takes the adoption back; nothing happens where there was none. Asks nobody: whoever cites has been asked about
 * the line.
 */
export async function removeAdoption(
  ctx: Context,
  { stepId, planLineId }: Omit<Adoption, 'placeId'>,
): Promise<void> {
  const { rows } = await sql<{ place_id: string }>`delete from cases.adoption
    where step_id = ${stepId} and plan_line_id = ${planLineId} returning place_id`.execute(ctx.db)
  for (const { place_id: placeId } of rows) {
    await note(ctx, {
      verb: 'case-step.dropped',
      kind: 'case_step',
      id: stepId,
      placeId,
      detail: { planLineId },
    })
  }
}
