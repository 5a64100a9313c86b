// Closing a period: what is missing in it all rooms say together, which the room of plans does not know of those after
// it.
import type { Context, Serve } from '../../access/context.ts'
import { changePeriodState } from '../../plan/periods/actions.ts'
import * as calls from '../../plan/periods/contract.ts'
import { readClosing } from '../../plan/periods/queries.ts'
import type { ClosingPeriod, Lack } from '../../platform/room.ts'
import { rooms } from '../rooms.ts'

export function routes(serve: Serve): void {
  serve(calls.periodClosing, (ctx, { params }) => readClosing(ctx, params.periodId, lacksOf))
  serve(calls.changePeriodState, (ctx, { params, body }) =>
    changePeriodState(ctx, params.periodId, body, lacksOf),
  )
}

async function lacksOf(ctx: Context, period: ClosingPeriod): Promise<Lack[]> {
  const found: Lack[] = []
  for (const { lacks } of rooms) if (lacks) found.push(...(await lacks(ctx, period)))
  return found
}
