// Writes who reports lines: as it is sent with them, and as it stands from their approval on.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import type { Day } from '../../base/dates.ts'
import type { Part } from '../../platform/together.ts'
import { tables } from '../queries.ts'
import type { Reporter } from './rules.ts'

/** The reporters of a line that is to stand under its id; undefined where those before it stay. */
type Named = { id: string; before: readonly string[]; after: readonly Reporter[] | undefined }

/** Parts of the statement that writes the lines. Asks nobody: whoever writes them has asked. */
export function reporterParts({ db }: Context, lines: readonly Named[]): Part[] {
  return lines.flatMap(({ id, before, after }) => {
    if (!after) return []
    const gone = before.filter((placeId) => !after.some((one) => one.placeId === placeId))
    const rows = after.map(({ placeId, baseline }) => ({ plan_line_id: id, place_id: placeId, baseline }))
    return [
      ...(gone.length > 0
        ? [
            tables(db)
              .deleteFrom('plan.line_reporter')
              .where('plan_line_id', '=', id)
              .where('place_id', 'in', gone),
          ]
        : []),
      ...(rows.length > 0
        ? [
            tables(db)
              .insertInto('plan.line_reporter')
              .values(rows)
              .onConflict((it) =>
                it
                  .columns(['plan_line_id', 'place_id'])
                  .doUpdateSet((eb) => ({ baseline: eb.ref('excluded.baseline') })),
              ),
          ]
        : []),
    ]
  })
}

/** What is said of reporters stands from now on, as all of the plan. Asks nobody: whoever approves it has asked. */
export async function approveReporters({ db }: Context, planId: string, today: Day): Promise<void> {
  await sql`update plan.line_reporter as named set standing_baseline = named.baseline,
      standing_since = coalesce(named.standing_since, ${today})
    from plan.plan_line as line where line.id = named.plan_line_id and line.plan_id = ${planId}`.execute(db)
}
