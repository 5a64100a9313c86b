// The replies that the screens of a check draw, by name.
import type { CallReply } from '../../base/call.ts'
import type { checkPage, checkResults } from '../checks/contract.ts'

export type CheckReply = CallReply<typeof checkPage>
export type ResultsReply = CallReply<typeof checkResults>
