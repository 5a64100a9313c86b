// Which states a plan goes through, and what each allows. Pure.
import type { Day } from '../../base/dates.ts'
import { stale, wrongStage } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'

export const planStates = ['draft', 'submitted', 'returned', 'approved'] as const
export type PlanState = (typeof planStates)[number]
export const planStateNames: Record<PlanState, string> = {
  draft: msg('draft'),
  submitted: msg('submitted'),
  returned: msg('returned for revision'),
  approved: msg('approved'),
}

export const planEventKinds = ['opened', 'submitted', 'returned', 'approved'] as const
export type PlanEventKind = (typeof planEventKinds)[number]

/** Whether a plan in this state counts in totals: a draft is the county's own until it is submitted. */
export const isCounted = (state: PlanState): boolean => state !== 'draft'

/** The state that a plan counts under: once approved it stands, whatever is being revised. */
export const countedState = (plan: { state: PlanState; standingVersion: number | null }): PlanState =>
  plan.standingVersion === null ? plan.state : 'approved'

/** An approved plan that is opened again: its version stands until the revision is approved. */
export const isRevised = (plan: { state: PlanState; standingVersion: number | null }): boolean =>
  plan.state === 'returned' && plan.standingVersion !== null
/** What is said of it in the place of its state; `n`: the version that stands. */
export const revisedName = msg('being revised (version {n} stands)')

/** Whether this step opened an approved plan for revision: nothing had been sent in that could be returned. */
export const isReopening = (events: readonly { kind: PlanEventKind }[], at: number): boolean =>
  events[at]?.kind === 'returned' && events[at - 1]?.kind === 'approved'

type Commented<C> = { id: string; comments: readonly C[] }

/** The comments that nobody has settled, each with its line. */
export const openIn = <C extends { resolvedOn: Day | null }>(
  lines: readonly Commented<C>[],
): { lineId: string; comment: C }[] =>
  lines.flatMap(({ id, comments }) =>
    comments.filter((one) => one.resolvedOn === null).map((comment) => ({ lineId: id, comment })),
  )

export const isEditable = (state: PlanState): boolean => state === 'draft' || state === 'returned'

type InPeriod = { period: { state: 'open' | 'closed' } }

/** Refuses a change of a plan whose period is closed. */
export function mustBeOpen({ period }: InPeriod): void {
  if (period.state === 'closed')
    throw wrongStage('period closed', msg('This period is closed. Its plans no longer change.'))
}

/** Refuses the county's changes while the district has the plan, and after it was approved. */
export function mustBeEditable(plan: InPeriod & { state: PlanState }): void {
  mustBeOpen(plan)
  if (!isEditable(plan.state)) {
    throw wrongStage(
      `plan ${plan.state}`,
      msg('The plan is submitted or approved. It changes again when it is returned.'),
    )
  }
}

/** Refuses whoever decides on another plan than the one they read. */
export function mustBeCurrent(plan: { state: PlanState; editVersion: number }, editVersion: number): void {
  if (plan.editVersion === editVersion) return
  throw stale({ editVersion: plan.editVersion, state: plan.state })
}
