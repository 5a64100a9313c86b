// From when on holds what an indicator says otherwise.
import type { CallReply } from '../../../base/call.ts'
import type { At } from '../../../kit/draft.ts'
import { SelectField } from '../../../kit/fields.tsx'
import { nameOf, t } from '../../../kit/words.ts'
import { beginnings, type Defined } from '../../definitions/rules.ts'
import type { listIndicators } from '../../indicators/contract.ts'

export const correction = 'correction'

type Beginnings = CallReply<typeof listIndicators>['beginnings']
const beginningsOf = (indicator: Pick<Defined, 'earlier'>, all: Beginnings): Beginnings =>
  beginnings(
    all.map((one) => ({ ...one, state: 'open' as const })),
    indicator,
  )
/** The next period that no approved plan is made for. */
export const nextBeginning = (
  indicator: Pick<Defined, 'earlier'>,
  all: Beginnings,
): Beginnings[number] | undefined => beginningsOf(indicator, all).find(({ isApproved }) => !isApproved)

/** Nothing where nothing is chosen: whoever sends it is asked. */
export const sentFrom = (chosen: string) =>
  chosen === '' ? {} : { fromPeriodId: chosen === correction ? null : chosen }

type Props = { at: At<string>; indicator: Pick<Defined, 'earlier'>; among: Beginnings }

export function FromWhen({ at, indicator, among }: Props) {
  const next = nextBeginning(indicator, among)
  return (
    <SelectField
      at={at}
      label={t('From when on this holds')}
      hint={
        next
          ? t('Earlier periods keep what it says now. The next one without an approved plan is {period}.', {
              period: nameOf(next.names),
            })
          : t('Earlier periods keep what it says now.')
      }
      options={[
        { value: correction, text: t('A correction of the wording, for all periods that have it') },
        ...beginningsOf(indicator, among).map(({ id, names }) => ({
          value: id,
          text: t('A new definition from {period} on', { period: nameOf(names) }),
        })),
      ]}
      required
    />
  )
}
