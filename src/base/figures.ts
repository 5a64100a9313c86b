// Figures that people enter and that are summed up to the nation: whole, not below zero, and small enough that
// thousands of them still sum exactly.
import { type Finding, finding } from './problems.ts'
import { msg } from './words.ts'

export const largestFigure = 10 ** 12
/** Of what is counted one by one and stored in four bytes, such as units that lie dormant. */
export const largestCount = 2_147_483_647

/** Why a figure would be refused; null if it may stand. */
export function wholeFinding(pointer: string, value: number, largest = largestFigure): Finding | null {
  if (!Number.isFinite(value)) return finding(pointer, 'no-number', msg('Please write a number.'))
  if (value < 0) return finding(pointer, 'negative', msg('A figure cannot be below zero.'))
  if (!Number.isInteger(value)) return finding(pointer, 'not-whole', msg('Please write a whole number.'))
  if (value > largest) {
    const text = msg('A figure can be at most {largest}. Please check it and its unit.')
    return finding(pointer, 'too-large', text, { largest })
  }
  return null
}
