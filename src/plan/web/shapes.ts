// The replies that the screens of plans draw, by name.
import type { CallReply } from '../../base/call.ts'
import type { planPage, planVersion, sheetPage } from '../plans/contract.ts'

export type Plan = CallReply<typeof planPage>
export type Line = Plan['lines'][number]
export type Sheet = CallReply<typeof sheetPage>['sheet']
export type Version = CallReply<typeof planVersion>
