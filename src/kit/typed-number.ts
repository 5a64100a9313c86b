// What may be sent of what stands in a field for a number.
import type { TypedNumber } from './numbers.ts'
import { Refusal } from './refusal.ts'
import { t } from './words.ts'

/** Why a text in a field for a number is not sent. */
export const unreadable = (): string => t('Please write a number, for example 1250.')

/** The number of a field, null where it is empty; where a text stands in it, nothing is sent and that is told there. */
export function numberOf(typed: TypedNumber, pointer: string): number | null {
  if (typeof typed !== 'string') return typed
  const errors = [{ pointer, code: 'no-number', detail: unreadable() }]
  throw new Refusal({ kind: 'invalid', status: 0, title: unreadable(), errors })
}
