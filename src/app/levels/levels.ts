// The levels of places: what rests on them only the rooms of plans can say, which the registers do not know.
import type { Serve } from '../../access/context.ts'
import { changeLevels } from '../../registry/levels/actions.ts'
import * as calls from '../../registry/levels/contract.ts'
import { listLevels, sayLevels } from '../../registry/levels/queries.ts'
import { mayChangeLists } from '../../registry/lists/queries.ts'
import { rooms } from '../rooms.ts'

export function routes(serve: Serve): void {
  serve(calls.listLevels, async (ctx) => ({
    levels: await listLevels(ctx.db),
    mayChange: await mayChangeLists(ctx),
  }))
  serve(calls.changeLevels, async (ctx, { body }, reply) => {
    reply.afterCommit(() => sayLevels(reply.outside))
    let isPlanned = false
    for (const { facts } of rooms) if (await facts?.planned?.(ctx)) isPlanned = true
    return changeLevels(ctx, body, isPlanned)
  })
}
