// That an indicator is defined anew amid the period that is looked at.
import type { CallReply } from '../../base/call.ts'
import { formatDay, nameOf, t } from '../../kit/words.ts'
import type { rollUp } from '../contract.ts'

type Anew = CallReply<typeof rollUp>['rows'][number]['anew'][number]

export const sayAnew = ({ on, period }: Pick<Anew, 'on' | 'period'>): string =>
  t('Defined anew from {period} on.', { period: period ? nameOf(period) : formatDay(on) })
