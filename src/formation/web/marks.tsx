// Small marks of memberships: whether one stands, and why it ended.
import { Tag } from '../../kit/marks.tsx'
import { t } from '../../kit/words.ts'
import { type EndReason, endReasonNames } from '../rules.ts'

export type MembershipState = 'now' | 'before' | 'ahead' | 'struck'

export function MembershipTag({ state }: { state: MembershipState }) {
  if (state === 'now') return <Tag tone='good'>{t('member')}</Tag>
  if (state === 'struck') return <Tag tone='warn'>{t('struck out')}</Tag>
  return <Tag>{state === 'before' ? t('has left') : t('joins later')}</Tag>
}

/** Null where nobody said why. */
export const endReasonText = (reason: EndReason | null): string =>
  reason === null ? t('reason not said') : t(endReasonNames[reason])
