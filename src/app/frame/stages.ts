// What the frame around every screen shows or needs, gathered from the rooms: the small figures of the rail, and the
// programme's own words.
import type { Context, OpenContext, OpenServe, Serve } from '../../access/context.ts'
import { listUnits } from '../../plan/units/queries.ts'
import type { Figure } from '../../platform/room.ts'
import { readLevels } from '../../registry/levels/queries.ts'
import { listForms } from '../../registry/lists/queries.ts'
import { programmeWords, stagesNow } from '../contract.ts'
import { rooms } from '../rooms.ts'

export function routes(serve: Serve, open: OpenServe): void {
  serve(stagesNow, readStages)
  open(programmeWords, readWords)
}

async function readStages(ctx: Context): Promise<Record<string, Figure>> {
  const figures: Record<string, Figure> = {}
  for (const { name, facts } of rooms) if (facts?.rail) figures[name] = await facts.rail(ctx)
  return figures
}

async function readWords({ actor, db }: OpenContext) {
  // The door speaks of roles, which are called after levels.
  const levels = (await readLevels(db)).map(({ also: _, digits: __, ...level }) => level)
  if (!actor) return { forms: [], levels, units: [] }
  return { forms: await listForms(db), levels, units: await listUnits(db) }
}
