// What the frame around every screen shows or needs, gathered from the rooms' own doors: the small figures of the rail,
// and the programme's own words.
import type { Context, OpenContext, OpenServe, Serve } from '../access/context.ts'
import { countPublished } from '../cases/queries.ts'
import { readClasses } from '../convene/class-queries.ts'
import { readRounds } from '../examine/round-queries.ts'
import { openPhase } from '../examine/rules.ts'
import { readBoard } from '../plan/board-queries.ts'
import { listUnits } from '../plan/queries.ts'
import { listForms } from '../registry/queries.ts'
import { programmeWords, stagesNow } from './contract.ts'

export function routes(serve: Serve, open: OpenServe): void {
  serve(stagesNow, readStages)
  open(programmeWords, readWords)
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

async function readWords({ actor, db }: OpenContext) {
  return actor ? { forms: await listForms(db), units: await listUnits(db) } : { forms: [], units: [] }
}
