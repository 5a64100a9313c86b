// A formula as it is read: 0.4 × pass rate + 0.6 × share paid to members.
import type { Names } from '../../../base/words.ts'
import { formatNumber, nameAmong } from '../../../kit/words.ts'
import type { Term } from '../../indicators/rules.ts'

export function sayFormula(terms: readonly Term[], among: { id: string; names: Names }[]): string {
  return terms
    .map(({ indicatorId, weight }, at) => {
      const sign = weight < 0 ? '− ' : at > 0 ? '+ ' : ''
      const size = formatNumber(Math.abs(weight), { maximumFractionDigits: 3 })
      return `${sign}${size} × ${nameAmong(among, indicatorId)}`
    })
    .join(' ')
}
