// What wakes carry-out: a plan that is sent, given back, approved or gets other lines changes which lines are expected
// to report. Heard inside the transaction that changes the plan, which nobody reports against meanwhile.
import type { Listener, Listeners } from '../platform/journal.ts'
import { recountCoverage } from './coverage/actions.ts'

const ofPlan: Listener = (db, entry) => recountCoverage(db, entry.id)
const ofLine: Listener = (db, entry) => recountCoverage(db, String(entry.detail?.planId))
// Of a line that counts the same as before only the figures changed: coverage asks for none.
const ofChangedLine: Listener = async (db, entry) => {
  if (entry.detail?.isOther) await ofLine(db, entry)
}

export const listeners: Listeners = {
  'plan.submitted': [ofPlan],
  'plan.returned': [ofPlan],
  'plan.approved': [ofPlan],
  'plan-line.added': [ofLine],
  'plan-line.changed': [ofChangedLine],
  'plan-line.removed': [ofLine],
}
