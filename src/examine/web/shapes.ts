// The replies that the screens of examining draw, by name, and what of a card they may draw.
import type { CallReply } from '../../base/call.ts'
import type { cardPage, roundPage } from '../contract.ts'

export type RoundReply = CallReply<typeof roundPage>
export type CardReply = CallReply<typeof cardPage>
export type CardTexts = Pick<CardReply['card'], 'reasons' | 'correction' | 'instead' | 'sealedUntil'>

/** What a card teaches, or null while it is sealed. */
export function openTexts({ reasons, correction, instead }: CardTexts) {
  return reasons && correction && instead ? { reasons, correction, instead } : null
}
