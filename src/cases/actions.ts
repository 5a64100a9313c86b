// What plan calls when a citation of a step comes or goes: cases only keep the count, so that a unit can see what
// became of its experience.
import { sql } from 'kysely'
import type { Context } from '../access/context.ts'
import { notFound } from '../base/problems.ts'
import { note, noteAll } from '../platform/journal.ts'
import { searchSteps } from './queries.ts'
import type { CasesTables } from './tables.ts'

type Adoption = { stepId: string; planLineId: string; placeId: string }

/**
 * Counts steps as adopted by places; the same line twice counts once. Not-found unless each is published and visible.
 * Asks nobody: whoever cites has been asked about the line.
 */
export async function adoptSteps(ctx: Context, adoptions: readonly Adoption[]): Promise<void> {
  if (adoptions.length === 0) return
  const stepIds = [...new Set(adoptions.map(({ stepId }) => stepId))]
  const steps = await searchSteps(ctx, { stepIds, limit: stepIds.length })
  const missing = stepIds.find((id) => !steps.some((step) => step.id === id))
  if (missing) throw notFound(missing)
  const adopted = await ctx.db
    .withTables<CasesTables>()
    .insertInto('cases.adoption')
    .values(
      adoptions.map(({ stepId, planLineId, placeId }) => ({
        step_id: stepId,
        plan_line_id: planLineId,
        place_id: placeId,
        adopted_on: ctx.today,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning(['step_id', 'plan_line_id', 'place_id'])
    .execute()
  await noteAll(
    ctx,
    adopted.map(({ step_id: id, plan_line_id: planLineId, place_id: placeId }) => ({
      verb: 'case-step.adopted',
      kind: 'case_step',
      id,
      placeId,
      detail: { planLineId },
    })),
  )
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
