// How a class stands, as a tag; one whose last day is past says so until it is closed.
import { Tag } from '../../../kit/marks.tsx'
import { t } from '../../../kit/words.ts'
import { type ClassState, classStateNames } from '../../classes/rules.ts'

export function ClassStateTag({ of: { state, hasEnded } }: { of: { state: ClassState; hasEnded: boolean } }) {
  if (state === 'running' && hasEnded) return <Tag tone='warn'>{t('ended, not closed')}</Tag>
  return (
    <Tag tone={state === 'closed' ? 'plain' : state === 'preparing' ? 'warn' : 'good'}>
      {t(classStateNames[state])}
    </Tag>
  )
}
