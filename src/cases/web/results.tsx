// Results before and after, drawn: a line from the one to the other, on a scale of its own for each indicator. The
// figures, their source and their evidence always stand beside the drawing.
import type { ReactNode } from 'react'
import type { CallReply } from '../../base/call.ts'
import { Quiet } from '../../kit/marks.tsx'
import { formatDay, formatNumber, formatPercent, nameOf, saySaid, t } from '../../kit/words.ts'
import type { casePage } from '../contract.ts'
import { EvidenceMark } from './marks.tsx'

export type Result = CallReply<typeof casePage>['results'][number]

const isShare = (unit: string) => unit.trim() === '%'
const figure = (n: number, unit: string) => (isShare(unit) ? formatPercent(n) : formatNumber(n))

/** '182,000 → 263,000 old yuan', '0% → 72%' */
export function changeOf(result: Result): string {
  const unit = nameOf(result.unit)
  const told = `${figure(result.beforeValue, unit)} → ${figure(result.afterValue, unit)}`
  return isShare(unit) ? told : `${told} ${unit}`
}

/** Better, worse or neither, by what the indicator says is better. */
function wayOf({ beforeValue, afterValue, lessIsBetter }: Result): 'better' | 'worse' | 'same' {
  if (beforeValue === afterValue) return 'same'
  return afterValue < beforeValue === lessIsBetter ? 'better' : 'worse'
}

const [width, height, left, right, top, bottom] = [132, 64, 12, 120, 12, 52]

/** Both points on a scale from zero (or the lowest value below it) to the larger of the two. */
function Slope({ of: result }: { of: Result }) {
  const { beforeValue: a, afterValue: b } = result
  const low = Math.min(0, a, b)
  const span = Math.max(a, b, 0) - low || 1
  const y = (n: number) => bottom - ((n - low) / span) * (bottom - top)
  return (
    <svg
      className={`slope ${wayOf(result)}`}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      aria-hidden='true'
    >
      <line className='base' x1={left} x2={right} y1={y(0)} y2={y(0)} />
      <line className='plumb' x1={left} x2={left} y1={y(a)} y2={y(0)} />
      <line className='plumb' x1={right} x2={right} y1={y(b)} y2={y(0)} />
      <line className='rise' x1={left} x2={right} y1={y(a)} y2={y(b)} />
      <circle className='before' cx={left} cy={y(a)} r='4' />
      <circle className='after' cx={right} cy={y(b)} r='5' />
    </svg>
  )
}

const words = {
  better: () => t('better'),
  worse: () => t('worse'),
  same: () => t('unchanged'),
}

type Props = { results: Result[]; illustrative?: ReactNode; end?: (result: Result) => ReactNode }

/** One row a result; `end` may add what can be done about it. */
export function Results({ results, illustrative, end }: Props) {
  return (
    <ul className='results'>
      {results.map((result) => {
        const unit = nameOf(result.unit)
        const way = wayOf(result)
        return (
          <li key={result.id}>
            <div className='result-name'>
              <b>{nameOf(result.indicator)}</b>
              <Quiet>
                {isShare(unit) ? '' : unit} {illustrative}
              </Quiet>
            </div>
            <div className='result-drawn'>
              <span className='point'>
                <b>{figure(result.beforeValue, unit)}</b>
                <small>{saySaid(result.beforeSaid)}</small>
              </span>
              <Slope of={result} />
              <span className='point after'>
                <b>{figure(result.afterValue, unit)}</b>
                <small>{saySaid(result.afterSaid)}</small>
              </span>
              <span className={`way ${way}`}>{words[way]()}</span>
            </div>
            <div className='result-source'>
              <EvidenceMark level={result.evidence} />
              <span>{nameOf(result.source)}</span>
              {result.verifiedBy && result.verifiedOn && (
                <Quiet>
                  {t('{who}, {day}', { who: nameOf(result.verifiedBy), day: formatDay(result.verifiedOn) })}
                </Quiet>
              )}
              {end?.(result)}
            </div>
          </li>
        )
      })}
    </ul>
  )
}
