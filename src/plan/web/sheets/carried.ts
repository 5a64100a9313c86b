// What a condition sheet takes over from an earlier one: nothing of it is said before a person has confirmed it, and a
// figure that is changed loses the date and the source of the earlier one. Pure.
import { emptyText, isEmptyText, type Names } from '../../../base/words.ts'
import type { TypedNumber } from '../../../kit/numbers.ts'
import type { Sheet } from '../shapes.ts'
import { carriedIn, type SheetDraft } from './sheet-draft.ts'

const texts = ['tools', 'materials', 'markets', 'repairs', 'problems'] as const
export type CarriedText = (typeof texts)[number] | 'busyMonths'

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
const isBlank = ({ value, said, source }: SheetDraft['figures'][string]): boolean =>
  value === null && said === '' && isEmptyText(source)

/**
 * The draft with what is still empty in it filled from an earlier sheet, each to be confirmed. The outlook is not taken
 * over: it is said for each period anew.
 */
export function carriedOver(draft: SheetDraft, earlier: Sheet, from: Names): SheetDraft {
  const next = { ...draft, figures: { ...draft.figures }, carried: { ...carriedIn(draft) } }
  const mark = (key: string, said = '', source = emptyText) => {
    next.carried[key] = { isConfirmed: false, from, said, source }
  }
  for (const [code, figure] of Object.entries(draft.figures)) {
    const there = earlier.figures[code]
    if (!there || !isBlank(figure)) continue
    next.figures[code] = there
    mark(code, there.said, there.source)
  }
  for (const key of texts) {
    if (!isEmptyText(draft[key]) || isEmptyText(earlier[key])) continue
    next[key] = earlier[key]
    mark(key)
  }
  if (draft.busyMonths.length === 0 && earlier.busyMonths.length > 0) {
    next.busyMonths = earlier.busyMonths
    mark('busyMonths')
  }
  return next
}

/** The draft with nothing of an earlier sheet in it: another trade has another one. */
export function withoutCarried(draft: SheetDraft): SheetDraft {
  const next: SheetDraft = { ...draft, figures: { ...draft.figures }, carried: {}, carriedFor: undefined }
  for (const key of Object.keys(carriedIn(draft)))
    if (key in next.figures) next.figures[key] = { value: null, said: '', source: emptyText, estimate: false }
    else if (key === 'busyMonths') next.busyMonths = []
    else next[key as (typeof texts)[number]] = emptyText
  return next
}

const without = (draft: SheetDraft, key: string): SheetDraft['carried'] => {
  const { [key]: _, ...rest } = carriedIn(draft)
  return rest
}

/** Another figure than the one taken over is of another count: when and by whom is asked anew. */
export function withFigure(draft: SheetDraft, code: string, value: TypedNumber): SheetDraft {
  const figure = draft.figures[code]
  const mark = carriedIn(draft)[code]
  if (!mark || value === figure.value)
    return { ...draft, figures: { ...draft.figures, [code]: { ...figure, value } } }
  const said = figure.said === mark.said ? '' : figure.said
  const source = isSame(figure.source, mark.source) ? emptyText : figure.source
  const changed = { value, said, source, estimate: false }
  return { ...draft, figures: { ...draft.figures, [code]: changed }, carried: without(draft, code) }
}

export const withText = <K extends CarriedText>(
  draft: SheetDraft,
  key: K,
  value: SheetDraft[K],
): SheetDraft => ({
  ...draft,
  [key]: value,
  carried: isSame(value, draft[key]) ? carriedIn(draft) : without(draft, key),
})
