// How lines of plans, and the figures of condition sheets that they go by, are called.
import type { Names } from '../../../base/words.ts'
import { capital, nameOf, t } from '../../../kit/words.ts'
import { formNames, formsName } from '../../../registry/web/parts/forms.ts'
import type { Countable } from '../../indicators/rules.ts'
import { baseFigureNames } from '../../sheets/rules.ts'
import { type Called, countedIn, lineCalled } from '../../titles/rules.ts'

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

const reader = { nameOf, say: t }
const called = ({ form, ...line }: Titled): Called => ({
  ...line,
  form: form ? formNames(form) : null,
})

/** What a line counts: 'Members of groups' as the condition sheet calls it, else indicator and form. */
export const whatOf = (line: Titled): string => countedIn(called(line), reader)

/** A line in one piece: 'Ironwork · Members of groups'. */
export const lineTitle = (line: Titled): string => lineCalled(called(line), reader)
