// A change of the place tree, heard inside the transaction that makes it: what was counted is counted where the places
// stand now. Of a closed period nothing moves, by whatever way it comes.
import { finding, refuseIf } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import type { Db } from '../../platform/database.ts'
import type { Entry } from '../../platform/journal.ts'
import { listMoved, recount } from '../../totals/actions.ts'
import { tables } from '../queries.ts'

/**
 * The registry names the places whose paths changed in the entry's detail. Asks nobody: figures follow where the places
 * stand, and whoever moves those has asked.
 */
export async function followPlaces(db: Db, { verb, detail }: Entry, at: Date): Promise<void> {
  const placeIds = (detail?.placeIds ?? []) as string[]
  const periodIds = await listMoved(db, placeIds)
  if (periodIds.length === 0) return
  const closed = await tables(db)
    .selectFrom('plan.period')
    .select(['names'])
    .where('id', 'in', periodIds)
    .where('state', '=', 'closed')
    .orderBy('from_on')
    .execute()
  const [pointer, text] =
    verb === 'place.moved'
      ? [
          '/onDay',
          msg(
            'The period {name} is closed, and what was counted in it would stand under other places. Open it again first, or give a later day.',
          ),
        ]
      : [
          '',
          msg(
            'The period {name} is closed, and what was counted in it would stand under other places. Open it again first.',
          ),
        ]
  refuseIf(closed.map(({ names }) => finding(pointer, 'closed-period', text, { name: names })))
  await recount(db, placeIds, { at, verb: 'place.moved', month: null })
}
