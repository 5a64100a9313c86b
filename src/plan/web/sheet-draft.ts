// A condition sheet while it is being written.
import type { CallInput } from '../../base/call.ts'
import type { changeSheet } from '../contract.ts'
import { type FigureCode, figureCodes, type Outlook } from '../rules.ts'
import type { Sheet } from './shapes.ts'

type Names = { zh: string; en: string }
type FigureDraft = { value: number | null; said: string; source: Names; estimate: boolean }
export type SheetDraft = {
  figures: Record<FigureCode, FigureDraft>
  tools: Names
  materials: Names
  markets: Names
  repairs: Names
  problems: Names
  busyMonths: number[]
  outlook: Outlook
  outlookReason: Names
}
type SheetBody = Omit<CallInput<typeof changeSheet>['body'], 'editVersion'>

const nothing: Names = { zh: '', en: '' }
const ofEach = <T>(make: (code: FigureCode) => T) =>
  Object.fromEntries(figureCodes.map((code) => [code, make(code)])) as Record<FigureCode, T>

export const emptySheet = (): SheetDraft => ({
  figures: ofEach(() => ({ value: null, said: '', source: nothing, estimate: false })),
  tools: nothing,
  materials: nothing,
  markets: nothing,
  repairs: nothing,
  problems: nothing,
  busyMonths: [],
  outlook: 'develop',
  outlookReason: nothing,
})

export const sheetDraftOf = ({
  figures,
  tools,
  materials,
  markets,
  repairs,
  problems,
  busyMonths,
  outlook,
  outlookReason,
}: Sheet): SheetDraft => ({
  figures,
  tools,
  materials,
  markets,
  repairs,
  problems,
  busyMonths,
  outlook,
  outlookReason,
})

/** The form has asked for every figure; one that is still empty is sent as none and refused by name. */
export const sheetBodyOf = (draft: SheetDraft): SheetBody => ({
  ...draft,
  figures: ofEach((code) => ({ ...draft.figures[code], value: draft.figures[code].value ?? Number.NaN })),
})
