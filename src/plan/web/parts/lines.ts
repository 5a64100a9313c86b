// How lines of plans, and the figures of condition sheets that they go by, are called.
import type { Names } from '../../../base/words.ts'
import { capital, nameOf, t } from '../../../kit/words.ts'
import { formName, formsName } from '../../../registry/web/parts/forms.ts'
import type { Countable } from '../../indicators/rules.ts'
import { baseFigureNames, figureCode } from '../../sheets/rules.ts'

type Titled = {
  indicator: { names: Names; counts: Countable | null }
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

/** What a line counts: 'Members of groups' as the condition sheet calls it, else indicator and form. */
export function whatOf({ indicator, form }: Titled): string {
  const code = form ? figureCode(indicator.counts, form) : undefined
  if (code) return figureName(code)
  return [nameOf(indicator.names), form && formName(form)].filter(Boolean).join(' · ')
}

/** A line in one piece: 'Ironwork · Members of groups'. */
export const lineTitle = (line: Titled): string =>
  capital([line.trade && nameOf(line.trade.names), whatOf(line)].filter(Boolean).join(' · '))
