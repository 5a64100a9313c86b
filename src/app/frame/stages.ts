// What the frame around every screen shows or needs, gathered from the rooms' own doors: the small figures of the rail,
// and the programme's own words.
import type { Context, OpenContext, OpenServe, Serve } from '../../access/context.ts'
import { countPublished } from '../../cases/queries.ts'
import { seatsNow } from '../../convene/programmes/queries.ts'
import { hasOpenRound } from '../../examine/rounds/queries.ts'
import { readBoard } from '../../plan/board/queries.ts'
import { listUnits } from '../../plan/units/queries.ts'
import { listForms } from '../../registry/lists/queries.ts'
import { programmeWords, stagesNow } from '../contract.ts'

export function routes(serve: Serve, open: OpenServe): void {
  serve(stagesNow, readStages)
  open(programmeWords, readWords)
}

async function readStages(ctx: Context) {
  const { counties } = await readBoard(ctx, {})
  return {
    convene: await seatsNow(ctx),
    cases: await countPublished(ctx),
    examine: await hasOpenRound(ctx),
    plan:
      counties.length > 1
        ? { n: counties.filter(({ state }) => state === 'approved').length, of: counties.length }
        : null,
  }
}

async function readWords({ actor, db }: OpenContext) {
  return actor ? { forms: await listForms(db), units: await listUnits(db) } : { forms: [], units: [] }
}
