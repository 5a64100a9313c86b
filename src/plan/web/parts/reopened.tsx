// That a period had been closed and is open again, wherever the period is shown: when, by whom, and why.
import type { CallReply } from '../../../base/call.ts'
import { formatDay, nameOf, t } from '../../../kit/words.ts'
import type { periods } from '../../periods/contract.ts'

type Period = Pick<CallReply<typeof periods>['periods'][number], 'reopened'>

export const sayReopened = ({ on, by, reason }: NonNullable<Period['reopened']>): string =>
  t('Reopened on {day} by {who}: {reason}', { day: formatDay(on), who: nameOf(by), reason: nameOf(reason) })

export const Reopened = ({ of }: { of?: Period | null }) =>
  of?.reopened && <p className='note'>{sayReopened(of.reopened)}</p>
