// How figures are written where progress is read: money in ten thousands of old yuan, as plans write it, ratios with
// one digit, everything else as it is; and how a line is called.
import type { ReactNode } from 'react'
import type { Names } from '../../../base/words.ts'
import { Quiet } from '../../../kit/marks.tsx'
import { formatChange, formatNumber, nameOf } from '../../../kit/words.ts'
import { digitsOf, shown, unitText } from '../../../plan/web/parts/units.ts'
import { formName } from '../../../registry/web/parts/forms.ts'

/** '–' for what nobody reported. */
export const figureText = (value: number | null, unit: string): string =>
  value === null ? '–' : formatNumber(shown(value, unit), digitsOf(unit))
/** Without rounding to what is easy to read: for what somebody typed. */
export const exactText = (value: number, unit: string): string =>
  formatNumber(shown(value, unit), { maximumFractionDigits: 4 })
export const changeText = (change: number | null, unit: string): string =>
  change === null ? '–' : formatChange(shown(change, unit), digitsOf(unit))

export const UnitOf = ({ unit }: { unit: string }): ReactNode => <Quiet>{unitText(unit)}</Quiet>

type Titled = { indicator: { names: Names }; trade: { names: Names } | null; form: string | null }

/** What a line counts: 'Members, handicraft production group'. */
export const whatOf = ({ indicator, form }: Titled): string =>
  [nameOf(indicator.names), form && formName(form)].filter(Boolean).join(' · ')

/** A line in one piece. */
export const lineTitle = (line: Titled): string =>
  [line.trade && nameOf(line.trade.names), whatOf(line)].filter(Boolean).join(' · ')
