// The replies that the screens of plans draw, by name.
import type { CallReply } from '../../base/call.ts'
import type { planBoard } from '../board/contract.ts'
import type { planPage } from '../plans/contract.ts'
import type { sheetPage } from '../sheets/contract.ts'
import type { planVersion } from '../versions/contract.ts'

export type Board = CallReply<typeof planBoard>
export type BoardCounty = Board['counties'][number]
export type Plan = CallReply<typeof planPage>
export type Line = Plan['lines'][number]
export type Sheet = CallReply<typeof sheetPage>['sheet']
export type Version = CallReply<typeof planVersion>
