// States of plans and outlooks of trades as words with a tone, and what people wrote.
import type { Names } from '../../base/words.ts'
import { Tag, type Tone } from '../../kit/marks.tsx'
import { nameOf, t } from '../../kit/words.ts'
import type { Outlook, PlanSection } from '../lists/rules.ts'
import { isRevised, type PlanState, planStateNames, revisedName } from '../plans/rules.ts'

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

/** What an entry of one of the programme's lists is called. */
export const listedName = (list: readonly { code: string; names: Names }[], code: string | null): string =>
  nameOf(list.find((one) => one.code === code)?.names ?? { zh: '', en: '' })

/** What the lines of a section are headed by; where plans are not divided, they are one list. */
export const sectionTitle = (section: PlanSection | null, { sections }: { sections: unknown[] }): string =>
  section ? nameOf(section.names) : sections.length > 0 ? t('In no section yet') : t('Lines')

type Outlooks = Pick<Outlook, 'code' | 'names' | 'tone'>[]

/** What a trade should do; nothing where nobody was asked. */
export function OutlookTag({ of, code }: { of: Outlooks; code: string | null }) {
  const outlook = of.find((one) => one.code === code)
  return outlook ? <Tag tone={outlook.tone}>{nameOf(outlook.names)}</Tag> : null
}

export const Prose = ({ of }: { of: Names }) => <span className='prose-line'>{nameOf(of)}</span>
