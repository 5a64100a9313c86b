// How figures are written where progress is read: money in ten thousands of old yuan, as plans write it, ratios with
// one digit, everything else as it is; and how a line is called.
import type { ReactNode } from 'react'
import type { Names } from '../../../base/words.ts'
import { Quiet } from '../../../kit/marks.tsx'
import { formatChange, formatNumber, htmlLang, language, nameOf, t } from '../../../kit/words.ts'
import { type Unit, unitNames } from '../../../plan/rules.ts'
import { type Form, organisationKindNames } from '../../../registry/rules.ts'

const scale = (unit: Unit): number => (unit === 'CNY-old' ? 10_000 : 1)
const digits = (unit: Unit): number | undefined =>
  unit === 'percent' ? 1 : unit === 'CNY-old' ? 0 : undefined

/** From what is stored to what is read and typed. */
export const shown = (value: number, unit: Unit): number => value / scale(unit)
/** From what was typed to what is stored; a fraction of the smallest unit stays one, so that the rule can refuse it. */
export const stored = (typed: number, unit: Unit): number => {
  const value = typed * scale(unit)
  const whole = Math.round(value)
  return Math.abs(value - whole) < 1e-6 ? whole : value
}

export const unitText = (unit: Unit): string =>
  unit === 'CNY-old' ? t('10,000 old yuan') : t(unitNames[unit])
/** '–' for what nobody reported. */
export const figureText = (value: number | null, unit: Unit): string =>
  value === null ? '–' : formatNumber(shown(value, unit), digits(unit))
/** Without rounding to what is easy to read: for what somebody typed. */
export const exactText = (value: number, unit: Unit): string =>
  new Intl.NumberFormat(htmlLang(language()), { maximumFractionDigits: 4 }).format(shown(value, unit))
export const changeText = (change: number | null, unit: Unit): string =>
  change === null ? '–' : formatChange(shown(change, unit), digits(unit))

export const UnitOf = ({ unit }: { unit: Unit }): ReactNode => <Quiet>{unitText(unit)}</Quiet>

type Titled = { indicator: { names: Names }; trade: { names: Names } | null; form: Form | null }

/** What a line counts: 'Members, handicraft production group'. */
export const whatOf = ({ indicator, form }: Titled): string =>
  [nameOf(indicator.names), form && t(organisationKindNames[form])].filter(Boolean).join(' · ')

/** A line in one piece. */
export const lineTitle = (line: Titled): string =>
  [line.trade && nameOf(line.trade.names), whatOf(line)].filter(Boolean).join(' · ')
