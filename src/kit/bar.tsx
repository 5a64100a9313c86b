// One figure against its plan: the bar is what was reported, the black mark where the phased target stands now.
import { formatNumber, t } from './words.ts'

type Props = {
  actual: number | null
  /** The phased target as of the day looked at. */
  phased: number | null
  /** The target at the end of the period: the full width, unless something is larger. */
  target: number | null
}

export function Bar({ actual, phased, target }: Props) {
  const full = Math.max(actual ?? 0, phased ?? 0, target ?? 0)
  const share = (n: number) => `${full > 0 ? Math.max(0, Math.min(100, (n / full) * 100)) : 0}%`
  const said = [
    actual === null ? t('nothing reported') : t('{n} reported', { n: formatNumber(actual) }),
    phased !== null && t('{n} due by now', { n: formatNumber(phased) }),
    target !== null && t('{n} at the end', { n: formatNumber(target) }),
  ]
  const text = said.filter(Boolean).join(' · ')
  return (
    <span className='bar' role='img' aria-label={text} title={text}>
      {actual !== null && <i style={{ width: share(actual) }} />}
      {phased !== null && <u style={{ insetInlineStart: share(phased) }} />}
    </span>
  )
}
