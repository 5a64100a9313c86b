// What was typed for a figure stays on this device until the server has said that it holds it: through a reload, a dead
// battery or a missing answer. The id is made here once, so that sending again after a lost answer changes nothing.
import { newId } from '../../../base/ids.ts'
import type { Names } from '../../../base/words.ts'
import type { LeftReason, Source } from '../../reports/rules.ts'

export type UnsentReport = {
  id: string
  /** as typed and read, in the unit that is shown */
  value: number | null
  dormant: number | null
  leftReasons: LeftReason[]
  source: Source
  sourceNote: Names
  cause: Names
  help: Names
  /** it was sent and no answer came: what is changed after that is another report */
  tried: boolean
}

const keyOf = (planLineId: string, month: string) => `hezuo.report.${planLineId}.${month}`

export function readEntry(planLineId: string, month: string): UnsentReport | null {
  try {
    const text = localStorage.getItem(keyOf(planLineId, month))
    return text ? (JSON.parse(text) as UnsentReport) : null
  } catch {
    return null
  }
}

export function writeEntry(planLineId: string, month: string, kept: UnsentReport | null): void {
  try {
    if (kept) localStorage.setItem(keyOf(planLineId, month), JSON.stringify(kept))
    else localStorage.removeItem(keyOf(planLineId, month))
  } catch {
    // no storage: it lives as long as the page
  }
}

/** The same with one part changed; after an attempt whose answer was lost, other content gets another id. */
export const changed = (kept: UnsentReport, part: Partial<UnsentReport>): UnsentReport => ({
  ...kept,
  ...part,
  ...(kept.tried ? { id: newId(), tried: false } : {}),
})
