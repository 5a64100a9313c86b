// How figures of plans are written: money in ten thousands of old yuan, everything else as it is, with its unit small.
import type { Names } from '../../base/words.ts'
import { capital, formatChange, formatNumber, nameOf, t } from '../../kit/words.ts'
import type { Form } from '../../registry/rules.ts'
import { organisationKindNames } from '../../registry/rules.ts'
import { countedAs, figureNames, type Unit, unitNames } from '../rules.ts'

/** Old yuan are so small that plans were written in ten thousands of them. */
const scale = (unit: Unit): number => (unit === 'CNY-old' ? 10_000 : 1)

/** From what is stored to what is read and typed. */
export const shown = (value: number, unit: Unit): number => value / scale(unit)
/** From what was typed to what is stored; a fraction of the smallest unit stays one, so that the rule can refuse it. */
export const stored = (typed: number, unit: Unit): number => {
  const value = typed * scale(unit)
  const whole = Math.round(value)
  // 12.3456 ten thousands are 123456 old yuan, whatever binary fractions make of it.
  return Math.abs(value - whole) < 1e-6 ? whole : value
}

export const unitText = (unit: Unit): string =>
  unit === 'CNY-old' ? t('10,000 old yuan') : t(unitNames[unit])
export const figureText = (value: number, unit: Unit): string => formatNumber(shown(value, unit))
export const changeText = (from: number, to: number, unit: Unit): string =>
  formatChange(shown(to - from, unit))

type Titled = {
  indicator: { names: Names; unit: Unit; counts: 'organisations' | 'members' | null }
  trade: { names: Names } | null
  form: Form | null
}

/** What a line counts: 'Members of groups' as the condition sheet calls it, else indicator and form. */
export function whatOf({ indicator, form }: Titled): string {
  if (indicator.counts && form) return t(figureNames[countedAs[indicator.counts][form]])
  return [nameOf(indicator.names), form && t(organisationKindNames[form])].filter(Boolean).join(' · ')
}

/** A line in one piece: 'Ironwork · Members of groups'. */
export const lineTitle = (line: Titled): string =>
  capital([line.trade && nameOf(line.trade.names), whatOf(line)].filter(Boolean).join(' · '))
