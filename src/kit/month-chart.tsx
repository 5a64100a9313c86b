// Months of a plan: the phased target as a stepped line, reports as bars. A month without a report is marked as
// absent and never drawn as zero; a month still to come is left white.
import { useId } from 'react'
import { ticksFor } from './month-scale.ts'
import { ScrollFrame } from './scroll-frame.tsx'
import { formatMonth, formatMonthShort, formatNumber, t } from './words.ts'

export type MonthPoint = {
  /** 'YYYY-MM' */
  month: string
  /** Cumulative phased target at the end of the month. */
  target: number | null
  /** Cumulative actual as reported for the month; null where nothing was reported. */
  actual: number | null
  /** The month lies ahead: no report is expected yet. */
  ahead?: boolean
}

type Props = { label: string; unit?: string; points: MonthPoint[]; height?: number }

const slot = 72
const left = 52
const top = 14

export function MonthChart({ label, unit, points, height = 190 }: Props) {
  const id = useId()
  const values = points.flatMap((p) => [p.target, p.actual]).filter((n) => n !== null)
  const isWhole = values.every(Number.isInteger)
  const ticks = ticksFor(Math.max(0, ...values), Math.min(0, ...values), isWhole)
  const [low, high] = [ticks[0], ticks[ticks.length - 1]]
  const y = (n: number) => top + height - ((n - low) / (high - low)) * height
  const x = (at: number) => left + at * slot
  const width = left + points.length * slot + 8
  let steps = ''
  points.forEach((p, at) => {
    if (p.target === null) return
    const isJoined = at > 0 && points[at - 1].target !== null
    steps += `${isJoined ? 'V' : `M${x(at)} `}${y(p.target)}H${x(at + 1)}`
  })
  return (
    <figure className='chart'>
      <figcaption id={id}>
        {label} {unit && <small>{unit}</small>}
        <span className='legend'>
          <span>
            <i className='key-actual' /> {t('reported')}
          </span>
          <span>
            <i className='key-target' /> {t('phased target')}
          </span>
          {points.some((p) => p.actual === null && !p.ahead) && (
            <span>
              <i className='key-none' /> {t('nothing sent')}
            </span>
          )}
        </span>
      </figcaption>
      <ScrollFrame label={label} className='chart-frame'>
        <svg viewBox={`0 0 ${width} ${top + height + 26}`} width={width} aria-hidden='true'>
          <defs>
            <pattern
              id={`${id}-hatch`}
              width='6'
              height='6'
              patternUnits='userSpaceOnUse'
              patternTransform='rotate(45)'
            >
              <line y2='6' className='hatch' />
            </pattern>
          </defs>
          {ticks.map((n) => (
            <g key={n}>
              <line className={n === 0 ? 'axis' : 'grid'} x1={left - 6} x2={width} y1={y(n)} y2={y(n)} />
              <text className='tick' x={left - 12} y={y(n) + 4} textAnchor='end'>
                {formatNumber(n)}
              </text>
            </g>
          ))}
          {points.map((p, at) => (
            <g key={p.month}>
              {p.actual !== null ? (
                <rect
                  className='actual'
                  x={x(at) + 16}
                  width={slot - 32}
                  y={Math.min(y(p.actual), y(0))}
                  height={Math.max(1, Math.abs(y(p.actual) - y(0)))}
                />
              ) : (
                !p.ahead && (
                  <rect
                    className='none'
                    x={x(at) + 16}
                    width={slot - 32}
                    y={top}
                    height={height}
                    fill={`url(#${id}-hatch)`}
                  />
                )
              )}
              <text className='tick' x={x(at) + slot / 2} y={top + height + 18} textAnchor='middle'>
                {formatMonthShort(p.month)}
              </text>
            </g>
          ))}
          <path className='target' d={steps} />
        </svg>
      </ScrollFrame>
      <MonthTable points={points} labelledBy={id} />
    </figure>
  )
}

/** The same as a table, for those who do not see the chart. */
function MonthTable({ points, labelledBy }: { points: MonthPoint[]; labelledBy: string }) {
  const say = (n: number | null, none: string) => (n === null ? none : formatNumber(n))
  const noReport = (p: MonthPoint) => (p.ahead ? t('still to come') : t('nothing sent'))
  return (
    <div className='unseen'>
      <table aria-labelledby={labelledBy}>
        <thead>
          <tr>
            <th scope='col'>{t('Month')}</th>
            <th scope='col'>{t('phased target')}</th>
            <th scope='col'>{t('reported')}</th>
          </tr>
        </thead>
        <tbody>
          {points.map((p) => (
            <tr key={p.month}>
              <th scope='row'>{formatMonth(p.month)}</th>
              <td>{say(p.target, '–')}</td>
              <td>{say(p.actual, noReport(p))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
