// States of plans and outlooks of trades as words with a tone, and what people wrote.
import type { Names } from '../../base/words.ts'
import { Tag, type Tone } from '../../kit/marks.tsx'
import { nameOf, t } from '../../kit/words.ts'
import { type PlanState, planStateNames } from '../plans/rules.ts'
import { type Outlook, outlookNames } from '../sheets/rules.ts'

const stateTones: Record<PlanState, Tone> = {
  draft: 'plain',
  submitted: 'warn',
  returned: 'accent',
  approved: 'good',
}

/** null: there is no plan yet. */
export const StateTag = ({ state }: { state: PlanState | null }) =>
  state ? <Tag tone={stateTones[state]}>{t(planStateNames[state])}</Tag> : <Tag>{t('no plan yet')}</Tag>

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
