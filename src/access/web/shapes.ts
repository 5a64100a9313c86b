// The reply that the screens of accounts draw, by name.
import type { CallReply } from '../../base/call.ts'
import type { listAccounts } from '../accounts/contract.ts'

export type ListedAccount = CallReply<typeof listAccounts>['accounts'][number]
