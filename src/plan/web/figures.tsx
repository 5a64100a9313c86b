// How figures, lines and sheets of plans are called and written.
import type { Names } from '../../base/words.ts'
import { capital, formatChange, formatNumber, nameOf, t } from '../../kit/words.ts'
import { countedForms, formName, formPlace, formsName } from '../../registry/web/parts/forms.ts'
import type { Countable } from '../indicators/rules.ts'
import { baseFigureNames, type Figures, figureCode, figureCodes, formsIn } from '../sheets/rules.ts'
import { shown } from './parts/units.ts'

export const figureText = (value: number, unit: string): string => formatNumber(shown(value, unit))
export const changeText = (from: number, to: number, unit: string): string =>
  formatChange(shown(to - from, unit))

type Titled = {
  indicator: { names: Names; unit: string; counts: Countable | null }
  trade: { names: Names } | null
  form: string | null
}

/** A figure of a condition sheet: 'Artisans', 'Groups', 'Members of groups'. */
export function figureName(code: string): string {
  const [what, form] = code.split(':')
  if (form === undefined) return t(baseFigureNames[code as keyof typeof baseFigureNames] ?? code)
  const several = formsName(form)
  return what === 'members' ? t('Members of {forms}', { forms: several }) : capital(several)
}

const inOrder = (forms: string[]): string[] =>
  figureCodes([...new Set(forms)].sort((a, b) => formPlace(a) - formPlace(b)))

/** The figures that stand in a sheet, in their order. */
export const codesOf = (figures: Figures): string[] => inOrder(formsIn(figures))
/** The figures that a sheet asks for: of every form that the programme counts, and of those that stand in it. */
export const codesToFill = (figures: Figures = {}): string[] =>
  inOrder([...formsIn(figures), ...countedForms().map((form) => form.code)])

/** What a line counts: 'Members of groups' as the condition sheet calls it, else indicator and form. */
export function whatOf({ indicator, form }: Titled): string {
  const code = form ? figureCode(indicator.counts, form) : undefined
  if (code) return figureName(code)
  return [nameOf(indicator.names), form && formName(form)].filter(Boolean).join(' · ')
}

/** A line in one piece: 'Ironwork · Members of groups'. */
export const lineTitle = (line: Titled): string =>
  capital([line.trade && nameOf(line.trade.names), whatOf(line)].filter(Boolean).join(' · '))
