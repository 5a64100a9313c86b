// The small figures of the rail, gathered from the rooms' own doors.
import type { Context, Serve } from '../access/context.ts'
import { countPublished } from '../cases/queries.ts'
import { readClasses } from '../convene/class-queries.ts'
import { readRounds } from '../examine/round-queries.ts'
import { openPhase } from '../examine/rules.ts'
import { readBoard } from '../plan/board-queries.ts'
import { stagesNow } from './contract.ts'

export function routes(serve: Serve): void {
  serve(stagesNow, readStages)
}

async function readStages(ctx: Context) {
  const { classes } = await readClasses(ctx)
  const running =
    classes.find(({ state }) => state === 'running') ?? classes.find(({ state }) => state === 'closed')
  const { rounds } = await readRounds(ctx, {})
  const { counties } = await readBoard(ctx, {})
  return {
    convene: running ? { n: running.accepted, of: running.seats } : null,
    cases: await countPublished(ctx),
    examine: rounds.some(({ stage }) => openPhase(stage) !== null),
    plan:
      counties.length > 1
        ? { n: counties.filter(({ state }) => state === 'approved').length, of: counties.length }
        : null,
  }
}
