// What wakes totals: a change of the place tree, heard inside the transaction that makes it.
import type { Listeners } from '../platform/journal.ts'
import { recount } from './actions.ts'

/** The registry names the places whose paths changed in the entry's detail. */
export const listeners: Listeners = {
  'place.moved': [async (db, entry) => recount(db, (entry.detail?.placeIds ?? []) as string[])],
}
