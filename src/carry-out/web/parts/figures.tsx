// How figures are written where progress is read: money in ten thousands of old yuan, as plans write it, ratios with
// one digit, everything else as it is.
import type { ReactNode } from 'react'
import { Quiet } from '../../../kit/marks.tsx'
import { formatChange, formatNumber } from '../../../kit/words.ts'
import { digitsOf, shown, unitText } from '../../../plan/web/parts/units.ts'

/** '–' for what nobody reported. */
export const figureText = (value: number | null, unit: string): string =>
  value === null ? '–' : formatNumber(shown(value, unit), digitsOf(unit))
/** Without rounding to what is easy to read: for what somebody typed. */
export const exactText = (value: number, unit: string): string =>
  formatNumber(shown(value, unit), { maximumFractionDigits: 4 })
export const changeText = (change: number | null, unit: string): string =>
  change === null ? '–' : formatChange(shown(change, unit), digitsOf(unit))

export const UnitOf = ({ unit }: { unit: string }): ReactNode => <Quiet>{unitText(unit)}</Quiet>
