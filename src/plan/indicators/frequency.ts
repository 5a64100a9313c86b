// How often an indicator is reported, as it is set up. Pure; apart from the other rules, which every phone loads. In
// which months that is stands in frequency/rules.ts.
import { type Finding, finding } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import type { Frequency } from '../frequency/rules.ts'
import { type IndicatorEntry, isReckoned, kindOf } from './rules.ts'

export const frequencyNames: Record<Frequency, string> = {
  month: msg('every month'),
  quarter: msg('every quarter'),
  'half-year': msg('every half-year'),
  year: msg('once a year'),
  period: msg('once in its period'),
}

type Other = { id: string; frequency: Frequency; cumulative: boolean }

/**
 * Means over months and closing accounts need the figure of every month. Two flows of which one is divided by the other
 * are of the same months.
 */
export function frequencyFindings(
  entry: IndicatorEntry & { frequency: Frequency },
  others: readonly Other[],
): Finding[] {
  const { frequency, balance } = entry
  const found: Finding[] = []
  const find = (code: string, text: string) => found.push(finding('/frequency', code, text))
  if (frequency !== 'month') {
    if (isReckoned(kindOf(entry)))
      find('reckoned', msg('A ratio or a formula follows the quantities it is made of.'))
    if (entry.averaged) find('average', msg('An average over months needs the figure of every month.'))
    if (balance?.length) find('balance', msg('A closing account needs the figures of every month.'))
  }
  const part = (id: string | null) => others.find((one) => one.id === id)
  for (const [at, { indicatorId }] of (balance ?? []).entries()) {
    if ((part(indicatorId)?.frequency ?? 'month') === 'month') continue
    const text = msg('This is not reported every month, as a closing account needs it.')
    found.push(finding(`/balance/${at}/indicatorId`, 'frequency', text))
  }
  const [top, bottom] = [part(entry.numeratorId), part(entry.denominatorId)]
  if (top && bottom && !top.cumulative && !bottom.cumulative && top.frequency !== bottom.frequency) {
    const text = msg('Of two quantities that are summed over months both are reported equally often.')
    found.push(finding('/denominatorId', 'frequency', text))
  }
  return found
}
