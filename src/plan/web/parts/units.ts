// How figures are written in the programme's units: in so many of the unit as the programme reads them, old yuan in ten
// thousands. Known before anything is drawn, like the words of the interface.
import { nameOf } from '../../../kit/words.ts'
import { percent, type Unit } from '../../units/rules.ts'

let known: readonly Unit[] = []

/** Called by the entry with what came with the reader's own account. */
export function setUnits(units: readonly Unit[]): void {
  known = units
}

export const allUnits = (): readonly Unit[] => known
const unitOf = (code: string): Unit | undefined => known.find((one) => one.code === code)

/** In how many of the unit figures are read and typed. */
export const scaleOf = (unit: string): number => unitOf(unit)?.scale ?? 1
/** Digits behind the point: shares have one, scaled figures none. */
export const digitsOf = (unit: string): number | undefined =>
  unit === percent ? 1 : scaleOf(unit) > 1 ? 0 : undefined

/** From what is stored to what is read and typed. */
export const shown = (value: number, unit: string): number => value / scaleOf(unit)
/** From what was typed to what is stored; a fraction of the smallest unit stays one, so that the rule can refuse it. */
export const stored = (typed: number, unit: string): number => {
  const value = typed * scaleOf(unit)
  const whole = Math.round(value)
  // 12.3456 ten thousands are 123456 old yuan, whatever binary fractions make of it.
  return Math.abs(value - whole) < 1e-6 ? whole : value
}

/** The unit as it stands beside a figure that is shown. */
export const unitText = (code: string): string => {
  const unit = unitOf(code)
  return unit ? nameOf(unit.scaledNames ?? unit.names) : code
}
