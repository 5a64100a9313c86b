// The levels of places, corrections of places, and events of theirs taken back: what rests on them only rooms after
// the registers can say.
import type { Context, Serve } from '../../access/context.ts'
import { periodsMoving } from '../../plan/queries.ts'
import { correctPlace } from '../../registry/corrections/actions.ts'
import { changeLevels } from '../../registry/levels/actions.ts'
import * as levels from '../../registry/levels/contract.ts'
import { listLevels, sayLevels } from '../../registry/levels/queries.ts'
import { mayChangeLists } from '../../registry/lists/queries.ts'
import * as places from '../../registry/places/contract.ts'
import { previewTakingBack, takeBackEvent } from '../../registry/taking-back/actions.ts'
import { factsTogether, naming } from '../rooms.ts'

export function routes(serve: Serve): void {
  serve(levels.listLevels, async (ctx) => ({
    levels: await listLevels(ctx.db),
    mayChange: await mayChangeLists(ctx),
  }))
  serve(levels.changeLevels, async (ctx, { body }, reply) => {
    reply.afterCommit(() => sayLevels(reply.outside))
    return changeLevels(
      ctx,
      body,
      async () => (await factsTogether('plansOf', ctx)) + (await factsTogether('classesOf', ctx)) > 0,
    )
  })
  serve(places.correctPlace, async (ctx, { params, body }) => {
    const of = { id: params.placeId, on: ctx.today }
    const resting = async () => ({
      plans: await factsTogether('plansOf', ctx, of),
      classes: await factsTogether('classesOf', ctx, of),
      programmes: await factsTogether('programmesOf', ctx, of),
    })
    return correctPlace(ctx, params.placeId, body, resting)
  })
  serve(places.takeBackPreview, (ctx, { params }) => previewTakeBack(ctx, params.eventId))
  serve(places.takeBackEvent, (ctx, { params, body }) => takeBackEvent(ctx, naming, params.eventId, body))
}

async function previewTakeBack(ctx: Context, eventId: string) {
  const { all, ...preview } = await previewTakingBack(ctx, naming, eventId)
  return { ...preview, stretches: all.length, periods: await periodsMoving(ctx.db, all) }
}
