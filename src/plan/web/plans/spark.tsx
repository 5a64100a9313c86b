// The course of a line over its months, small enough for a table: bars for what happens, a step line for what stands.
import { formatMonth } from '../../../kit/words.ts'
import type { Phasing } from '../../phasing/rules.ts'
import { figureText } from '../figures.tsx'
import '../plan.css'

const width = 78
const height = 22

type Props = { phasing: Phasing; cumulative: boolean; baseline: number; unit: string }

export function Spark({ phasing, cumulative, baseline, unit }: Props) {
  const months = Object.keys(phasing).sort()
  const values = months.map((month) => phasing[month])
  const text = months.map((month) => `${formatMonth(month)}: ${figureText(phasing[month], unit)}`).join(' · ')
  const low = cumulative ? Math.min(baseline, ...values) : 0
  const high = Math.max(cumulative ? baseline : 0, ...values)
  const span = high - low || 1
  const y = (value: number) => height - 3 - ((value - low) / span) * (height - 7)
  const slot = width / Math.max(1, months.length)
  const flat = cumulative && high === low
  const steps = values.map(
    (value, at) => `${at === 0 ? 'M' : 'L'}${at * slot} ${flat ? height / 2 : y(value)}H${(at + 1) * slot}`,
  )
  return (
    <svg className='spark' viewBox={`0 0 ${width} ${height}`} role='img' aria-label={text}>
      <title>{text}</title>
      {cumulative ? (
        <>
          <path d={steps.join('')} />
          <circle
            className='end'
            cx={width - 3}
            cy={flat ? height / 2 : y(values[values.length - 1])}
            r='2.5'
          />
        </>
      ) : (
        values.map((value, at) => (
          <rect
            key={months[at]}
            x={at * slot + 1.5}
            width={slot - 3}
            y={y(value)}
            height={Math.max(1, height - 1 - y(value))}
          />
        ))
      )}
    </svg>
  )
}
