// The reply that the screens of an examination draw, by name.
import type { CallReply } from '../../base/call.ts'
import type { roundPage } from '../contract.ts'

export type RoundReply = CallReply<typeof roundPage>
