// States of plans and outlooks of trades as words with a tone, and what people wrote.
import type { Names } from '../../base/words.ts'
import { Tag, type Tone } from '../../kit/marks.tsx'
import { nameOf, t } from '../../kit/words.ts'
import { isRevised, type PlanState, planStateNames, revisedName } from '../plans/rules.ts'
import { type Outlook, outlookNames } from '../sheets/rules.ts'

const stateTones: Record<PlanState, Tone> = {
  draft: 'plain',
  submitted: 'warn',
  returned: 'accent',
  approved: 'good',
}

type Stated<S> = { state: S; standingVersion: number | null }

export const stateText = (plan: Stated<PlanState>): string =>
  isRevised(plan) ? t(revisedName, { n: plan.standingVersion ?? 0 }) : t(planStateNames[plan.state])

/** Without a state there is no plan yet. */
export function StateTag({ of: { state, standingVersion } }: { of: Stated<PlanState | null> }) {
  if (!state) return <Tag>{t('no plan yet')}</Tag>
  const plan = { state, standingVersion }
  return <Tag tone={isRevised(plan) ? 'warn' : stateTones[state]}>{stateText(plan)}</Tag>
}

const outlookTones: Record<Outlook, Tone> = {
  develop: 'good',
  maintain: 'plain',
  restrict: 'warn',
  convert: 'accent',
}

export const OutlookTag = ({ outlook }: { outlook: Outlook }) => (
  <Tag tone={outlookTones[outlook]}>{t(outlookNames[outlook])}</Tag>
)

export const Prose = ({ of }: { of: Names }) => <span className='prose-line'>{nameOf(of)}</span>
