// How the figures of plans are written, and which of them condition sheets hold.
import { formatChange, formatNumber } from '../../kit/words.ts'
import { countedForms, formPlace } from '../../registry/web/parts/forms.ts'
import { type Figures, figureCodes, formsIn } from '../sheets/rules.ts'
import { shown } from './parts/units.ts'

export const figureText = (value: number, unit: string): string => formatNumber(shown(value, unit))
export const changeText = (from: number, to: number, unit: string): string =>
  formatChange(shown(to - from, unit))

const inOrder = (forms: string[]): string[] =>
  figureCodes([...new Set(forms)].sort((a, b) => formPlace(a) - formPlace(b)))

/** The figures that stand in a sheet, in their order. */
export const codesOf = (figures: Figures): string[] => inOrder(formsIn(figures))
/** The figures that a sheet asks for: of every form that the programme counts, and of those that stand in it. */
export const codesToFill = (figures: Figures = {}): string[] =>
  inOrder([...formsIn(figures), ...countedForms().map((form) => form.code)])
