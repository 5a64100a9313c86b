// What was typed for a figure stays on this device until the server has said that it holds it: through a reload, a dead
// battery or a missing answer. It is kept by account: whoever signs in here next does not find it. The id is made here
// once, so that sending again after a lost answer changes nothing.
import { newId } from '../../../base/ids.ts'
import type { Names } from '../../../base/words.ts'
import { ownAccount } from '../../../kit/account.ts'
import { keepHere, readHere } from '../../../kit/device-entry.ts'
import type { TypedNumber } from '../../../kit/numbers.ts'
import type { LeftReasonKind, Source } from '../../reports/rules.ts'

export type UnsentReport = {
  id: string
  /** as it stands in its field, in the unit that is shown */
  value: TypedNumber
  /** by the ids of the indicator’s parts */
  parts: Record<string, TypedNumber>
  dormant: TypedNumber
  leftReasons: { reason: LeftReasonKind; count: TypedNumber }[]
  /** '' until it is said */
  source: Source | ''
  sourceNote: Names
  cause: Names
  help: Names
  /** it was sent and no answer came: what is changed after that is another report */
  tried: boolean
}

const keyOf = (of: string, month: string) => `report.${ownAccount()}.${of}.${month}`

export function readEntry(of: string, month: string): UnsentReport | null {
  try {
    return JSON.parse(readHere(keyOf(of, month)) ?? 'null') as UnsentReport | null
  } catch {
    return null
  }
}

/** Says whether it survives the closing of the page. */
export const writeEntry = (of: string, month: string, kept: UnsentReport | null): boolean =>
  keepHere(keyOf(of, month), kept && JSON.stringify(kept))

/** The same with one part changed; after an attempt whose answer was lost, other content gets another id. */
export const changed = (kept: UnsentReport, part: Partial<UnsentReport>): UnsentReport => ({
  ...kept,
  ...part,
  ...(kept.tried ? { id: newId(), tried: false } : {}),
})
