// The replies that the screens of carrying out draw, by name.
import type { CallReply } from '../../base/call.ts'
import type { listCommitments } from '../commitments/contract.ts'
import type { latePage, linePage, monthPage, reportPage } from '../reports/contract.ts'

export type Month = CallReply<typeof monthPage>
export type Todo = Month['lines'][number]
export type Line = Todo['line']
export type Late = CallReply<typeof latePage>
export type LateRow = Late['rows'][number]
export type LinePageReply = CallReply<typeof linePage>
export type ReportReply = CallReply<typeof reportPage>
export type Commitments = CallReply<typeof listCommitments>
export type Commitment = Commitments['commitments'][number]
