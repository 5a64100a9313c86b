// A condition sheet while it is being written.
import type { CallInput } from '../../../base/call.ts'
import { emptyText, type Names } from '../../../base/words.ts'
import type { TypedNumber } from '../../../kit/numbers.ts'
import { numberOf } from '../../../kit/typed-number.ts'
import type { changeSheet } from '../../sheets/contract.ts'
import type { Outlook, SheetInput } from '../../sheets/rules.ts'
import { codesToFill } from '../figures.tsx'
import type { Sheet } from '../shapes.ts'

type FigureDraft = { value: TypedNumber; said: string; source: Names; estimate: boolean }
export type SheetDraft = Omit<SheetInput, 'figures' | 'outlook'> & {
  figures: Record<string, FigureDraft>
  /** '' until it is said */
  outlook: Outlook | ''
}
type SheetBody = Omit<CallInput<typeof changeSheet>['body'], 'editVersion'>

const emptyFigure: FigureDraft = { value: null, said: '', source: emptyText, estimate: false }
const toFill = (there?: Sheet['figures']): SheetDraft['figures'] =>
  Object.fromEntries(codesToFill(there).map((code) => [code, there?.[code] ?? emptyFigure]))

export const emptySheet = (): SheetDraft => ({
  figures: toFill(),
  tools: emptyText,
  materials: emptyText,
  markets: emptyText,
  repairs: emptyText,
  problems: emptyText,
  busyMonths: [],
  outlook: '',
  outlookReason: emptyText,
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
  figures: toFill(figures),
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
  outlook: draft.outlook as Outlook,
  figures: Object.fromEntries(
    Object.entries(draft.figures).map(([code, figure]) => [
      code,
      { ...figure, value: numberOf(figure.value, `/figures/${code}/value`) ?? Number.NaN },
    ]),
  ),
})
