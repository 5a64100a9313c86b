// A condition sheet while it is being written.
import type { CallInput } from '../../../base/call.ts'
import { emptyText, type Names } from '../../../base/words.ts'
import { pointerOf } from '../../../kit/draft.ts'
import type { TypedNumber } from '../../../kit/numbers.ts'
import { Refusal } from '../../../kit/refusal.ts'
import { numberOf } from '../../../kit/typed-number.ts'
import { t } from '../../../kit/words.ts'
import type { changeSheet } from '../../sheets/contract.ts'
import type { SheetInput } from '../../sheets/rules.ts'
import { codesToFill } from '../figures.tsx'
import type { Sheet } from '../shapes.ts'

type FigureDraft = { value: TypedNumber; said: string; source: Names; estimate: boolean }
/** Of what was taken over: from which period, and what stood there beside the figure. */
export type Carried = { isConfirmed: boolean; from: Names; said: string; source: Names }

export type SheetDraft = Omit<SheetInput, 'figures' | 'outlook'> & {
  figures: Record<string, FigureDraft>
  /** '' until it is said */
  outlook: string
  /** what was taken over from an earlier sheet, by figure or by field */
  carried: Record<string, Carried>
  /** the trade whose earlier sheet that was */
  carriedFor?: string
}
/** A draft that was kept in a tab before anything could be taken over has none. */
export const carriedIn = ({ carried }: SheetDraft): Record<string, Carried> => carried ?? {}

/** What was taken over and is neither confirmed nor changed. */
export const unconfirmedIn = (draft: SheetDraft): string[] =>
  Object.entries(carriedIn(draft)).flatMap(([key, { isConfirmed }]) => (isConfirmed ? [] : [key]))

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
  carried: {},
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
  outlook: outlook ?? '',
  outlookReason,
  carried: {},
})

/**
 * The form has asked for every figure; one that is still empty is sent as none and refused by name. What was taken over
 * and is neither confirmed nor changed keeps the sheet from going: nobody has said it.
 */
export function sheetBodyOf(draft: SheetDraft): SheetBody {
  const { carried: _, carriedFor: __, ...sheet } = draft
  mustBeConfirmed(draft)
  return {
    ...sheet,
    outlook: sheet.outlook || null,
    figures: Object.fromEntries(
      Object.entries(sheet.figures).map(([code, figure]) => [
        code,
        { ...figure, value: numberOf(figure.value, `/figures/${code}/value`) ?? Number.NaN },
      ]),
    ),
  }
}

function mustBeConfirmed(draft: SheetDraft): void {
  const detail = t('Please confirm this, or change it.')
  const errors = unconfirmedIn(draft).map((key) => ({
    pointer: pointerOf(['carried', key, 'isConfirmed']),
    code: 'unconfirmed',
    detail,
  }))
  if (errors.length > 0) throw new Refusal({ kind: 'invalid', status: 0, title: detail, errors })
}
