// What wakes carry-out: a plan that is sent, given back, approved or gets other lines changes which lines are expected
// to report. Heard inside the transaction that changes the plan, which nobody reports against meanwhile.
import type { Listener, Listeners } from '../platform/journal.ts'
import { recountCoverage } from './coverage-actions.ts'

const ofPlan: Listener = (db, entry) => recountCoverage(db, entry.id)
const ofLine: Listener = (db, entry) => recountCoverage(db, String(entry.detail?.planId))

export const listeners: Listeners = {
  'plan.submitted': [ofPlan],
  'plan.returned': [ofPlan],
  'plan.approved': [ofPlan],
  'plan-line.added': [ofLine],
  'plan-line.changed': [ofLine],
  'plan-line.removed': [ofLine],
}
