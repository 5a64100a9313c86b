// Which states a nomination goes through. Pure.
import { msg } from '../../base/words.ts'

export const nominationStates = [
  'nominated',
  'returned',
  'accepted',
  'waiting',
  'declined',
  'withdrawn',
] as const
export type NominationState = (typeof nominationStates)[number]
export const nominationStateNames: Record<NominationState, string> = {
  nominated: msg('put forward'),
  returned: msg('returned'),
  accepted: msg('accepted'),
  waiting: msg('on the waiting list'),
  declined: msg('declined'),
  withdrawn: msg('withdrawn'),
}
