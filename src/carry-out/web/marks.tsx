// States of figures, months and commitments as words with a tone; silence has its own mark and is never red.
import { Tag, type Tone, Unseen } from '../../kit/marks.tsx'
import { formatNumber, t } from '../../kit/words.ts'
import {
  type CommitmentState,
  type SeenCommitmentState,
  seenCommitmentStateNames,
} from '../commitments/rules.ts'
import { type MonthSent, type MonthState, monthStateNames } from '../coverage/rules.ts'
import { type ReportState, reportStateNames } from '../reports/rules.ts'
import { saySent } from './parts/sent.ts'
import './carry-out.css'

const reportTones: Record<ReportState, Tone> = { reported: 'plain', verified: 'good', disputed: 'warn' }
export const ReportTag = ({ state }: { state: ReportState }) => (
  <Tag tone={reportTones[state]}>{t(reportStateNames[state])}</Tag>
)

const commitmentTones: Record<SeenCommitmentState, Tone> = {
  open: 'plain',
  overdue: 'warn',
  done: 'good',
  partly: 'plain',
  dropped: 'plain',
}
export function CommitmentTag({ state, overdue }: { state: CommitmentState; overdue?: boolean }) {
  const seen = overdue ? 'overdue' : state
  return <Tag tone={commitmentTones[seen]}>{t(seenCommitmentStateNames[seen])}</Tag>
}

/** One month of one county: how many lines were reported, and by its pattern what that means. */
export function MonthMark({ of }: { of: MonthSent }) {
  const { state, reported, expected } = of
  const text =
    state === 'partly'
      ? `${formatNumber(reported)}/${formatNumber(expected)}`
      : reported > 0
        ? formatNumber(reported)
        : ''
  return (
    <span className={`month-mark ${state}`} title={saySent(of)}>
      {text || (state === 'missing' ? '–' : '')}
      <Unseen> {saySent(of)}</Unseen>
    </span>
  )
}

const legend: MonthState[] = ['reported', 'late', 'partly', 'missing', 'waiting', 'none-due', 'no-plan']

/** That nothing is due is explained where there is such a month. */
export const MonthLegend = ({ of }: { of: readonly MonthSent[] }) => (
  <ul className='month-legend'>
    {legend
      .filter((state) => state !== 'none-due' || of.some((one) => one.state === state))
      .map((state) => (
        <li key={state}>
          <i className={`month-mark ${state}`} aria-hidden='true' /> {t(monthStateNames[state])}
        </li>
      ))}
  </ul>
)
