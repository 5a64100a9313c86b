// The reply that the screens of a check draw, by name.
import type { CallReply } from '../../base/call.ts'
import type { checkPage } from '../checks/contract.ts'

export type CheckReply = CallReply<typeof checkPage>
