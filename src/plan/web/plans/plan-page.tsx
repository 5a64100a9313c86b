// One plan by its own address.
import { useCall } from '../../../kit/api.ts'
import { Loaded } from '../../../kit/states.tsx'
import { planPage } from '../../plans/contract.ts'
import { PlanView } from './plan-view.tsx'

export function PlanPage({ planId }: { planId: string }) {
  const plan = useCall(planPage, { params: { planId } })
  return <Loaded of={plan}>{(plan) => <PlanView plan={plan} />}</Loaded>
}
