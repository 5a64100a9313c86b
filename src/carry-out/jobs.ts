// What wakes carry-out: a plan that is approved may have other lines to report than the version that stood before.
// Heard inside the transaction that approves it, while nobody reports against it. A revision under way changes nothing.
import type { Listeners } from '../platform/journal.ts'
import { recountCoverage } from './coverage/actions.ts'

export const listeners: Listeners = {
  'plan.approved': [(db, entry) => recountCoverage(db, entry.id)],
}
