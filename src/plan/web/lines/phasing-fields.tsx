// The months of a target: typed one by one, or spread evenly or by the trade's season; the sum is shown as it stands.
import { Button } from '../../../kit/button.tsx'
import type { Draft } from '../../../kit/draft.ts'
import { Field } from '../../../kit/field.tsx'
import { NumberField } from '../../../kit/fields.tsx'
import { Quiet, Tag } from '../../../kit/marks.tsx'
import { formatMonthShort, formatNumber, t } from '../../../kit/words.ts'
import { dueMonths, type Frequency } from '../../frequency/rules.ts'
import { frequencyNames } from '../../indicators/frequency.ts'
import type { IndicatorKind } from '../../indicators/rules.ts'
import { phasingFindings } from '../../lines/rules.ts'
import { periodMonths } from '../../periods/rules.ts'
import { seasonOf, spread, spreadOf, toldIn } from '../../phasing/rules.ts'
import { shown, stored, unitText } from '../parts/units.ts'
import type { Plan } from '../shapes.ts'
import type { LineDraft } from './line-draft.ts'
import '../plan.css'

type Props = {
  plan: Plan
  draft: Draft<LineDraft>
  indicator: { unit: string; kind: IndicatorKind; cumulative: boolean; frequency: Frequency }
  busyMonths: number[]
}

function sayHint({ kind, cumulative, frequency }: Props['indicator']): string {
  if (frequency !== 'month') {
    const of = { often: t(frequencyNames[frequency]) }
    return cumulative
      ? t('Reported {often}: what stands at the end of these months; the last is the target.', of)
      : t('Reported {often}: what fell in the months up to each; together they make the target.', of)
  }
  if (cumulative) return t('What stands at the end of each month; the last month is the target.')
  return kind === 'average'
    ? t('What stands in each month; the target is their mean.')
    : t('What falls in each month; together they make the target.')
}

export function PhasingFields({ plan, draft, indicator, busyMonths }: Props) {
  const { baseline, target, phasing } = draft.value
  const { unit, kind, cumulative, frequency } = indicator
  const all = periodMonths(plan.period)
  const months = dueMonths(frequency, plan.period)
  const isReady = typeof baseline === 'number' && typeof target === 'number'
  const put = (season?: (month: number) => number) => {
    if (!isReady) return
    const today = plan.today.slice(0, 7)
    const fromMonth = all.includes(today) ? today : undefined
    const numbers = { baseline: Math.round(stored(baseline, unit)), target: Math.round(stored(target, unit)) }
    const each = spread({ ...spreadOf(indicator), ...numbers, months: all, fromMonth, season })
    const course = toldIn(each, months, cumulative)
    draft.set({
      ...draft.value,
      phasing: Object.fromEntries(months.map((month) => [month, shown(course[month], unit)])),
    })
  }
  const values = months.map((month) => phasing[month]).filter((value) => typeof value === 'number')
  const isFull = values.length === months.length
  const figures = Object.fromEntries(values.map((value, at) => [months[at], stored(value, unit)]))
  const fits =
    isReady &&
    isFull &&
    phasingFindings({ target: stored(target, unit), phasing: figures }, indicator, plan.period).length === 0
  const sum = values.reduce((total, value) => total + value, 0)
  return (
    <Field
      label={
        <>
          {t('By month')} <Quiet>{unitText(unit)}</Quiet>
        </>
      }
      pointer='/phasing'
      group
    >
      {() => (
        <>
          <p className='hint'>{sayHint(indicator)}</p>
          <div className='months'>
            {months.map((month) => (
              <NumberField
                key={month}
                at={{ ...draft.at('phasing', month), value: phasing[month] ?? null }}
                label={formatMonthShort(month)}
                min={0}
                required
              />
            ))}
          </div>
          <div className='actions'>
            <Button small disabled={!isReady} onClick={() => put()}>
              {t('Spread evenly')}
            </Button>
            {busyMonths.length > 0 && (
              <Button small disabled={!isReady} onClick={() => put(seasonOf(busyMonths))}>
                {t('Spread by the busy months')}
              </Button>
            )}
            {isReady && isFull && (
              <output>
                {fits ? (
                  <Tag tone='good'>{t('fits the target')}</Tag>
                ) : (
                  <Tag tone='warn'>
                    {cumulative
                      ? t('the last month stands at {end}, the target is {target}', {
                          end: formatNumber(values[values.length - 1] ?? 0),
                          target: formatNumber(target),
                        })
                      : kind === 'average'
                        ? t('the months make {sum}; for a mean of {target} they make {all}', {
                            sum: formatNumber(sum),
                            target: formatNumber(target),
                            all: formatNumber(target * months.length),
                          })
                        : t('the months make {sum}, the target is {target}', {
                            sum: formatNumber(sum),
                            target: formatNumber(target),
                          })}
                  </Tag>
                )}
              </output>
            )}
          </div>
        </>
      )}
    </Field>
  )
}
