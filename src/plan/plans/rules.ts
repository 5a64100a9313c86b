// Which states a plan goes through. Pure.
import type { Day } from '../../base/dates.ts'
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

type Commented<C> = { id: string; comments: readonly C[] }

/** The comments that nobody has settled, each with its line. */
export const openIn = <C extends { resolvedOn: Day | null }>(
  lines: readonly Commented<C>[],
): { lineId: string; comment: C }[] =>
  lines.flatMap(({ id, comments }) =>
    comments.filter((one) => one.resolvedOn === null).map((comment) => ({ lineId: id, comment })),
  )

export const isEditable = (state: PlanState): boolean => state === 'draft' || state === 'returned'
