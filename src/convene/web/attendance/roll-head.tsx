// How far a roll call has come: who is marked as what, who is still open, and whether the server has all of it.
import { Button } from '../../../kit/button.tsx'
import { verdictOf } from '../../../kit/refusal.ts'
import { Notice } from '../../../kit/states.tsx'
import { t, tn } from '../../../kit/words.ts'
import { type AttendanceState, attendanceStates } from '../../attendance/rules.ts'
import { NoRoom } from '../parts/marks-waiting.tsx'
import type { RollPerson } from '../shapes.ts'
import { lastTap } from './mark-batch.ts'
import type { MarkQueue } from './mark-queue.ts'

/** Where a state goes with its number: in some languages the word agrees with it. */
const counted: Record<AttendanceState, (n: number) => string> = {
  present: (n) => tn('{n} present', '{n} present', n),
  excused: (n) => tn('{n} excused', '{n} excused', n),
  absent: (n) => tn('{n} absent', '{n} absent', n),
}

type Props = {
  people: RollPerson[]
  stateOf: (person: RollPerson) => AttendanceState | null
  queue: MarkQueue
  /** Of a correction. */
  reason?: string
}

export function RollHead({ people, stateOf, queue, reason }: Props) {
  const count = (state: AttendanceState | null) => people.filter((one) => stateOf(one) === state).length
  return (
    <div className='roll-head'>
      <p className='roll-counts' aria-live='polite'>
        {attendanceStates.map((state) => (
          <span key={state}>{counted[state](count(state))}</span>
        ))}
        <span>{tn('{n} open', '{n} open', count(null))}</span>
      </p>
      <Sending queue={queue} reason={reason} />
    </div>
  )
}

/** Whether everything has been received, in words; a refusal stays until a person decides about it. */
function Sending({ queue, reason }: { queue: MarkQueue; reason?: string }) {
  const { marks, refusal, isSending, isDurable } = queue
  if (refusal && verdictOf(refusal) === 'refused') {
    return (
      <Notice tone='accent' title={refusal.title}>
        {refusal.detail || refusal.errors[0]?.detail}
        <div className='form-end'>
          <Button small onClick={() => queue.retry(reason)}>
            {t('Try again')}
          </Button>
          <Button small kind='danger' onClick={queue.discard}>
            {tn('Give up {n} mark', 'Give up {n} marks', marks.length)}
          </Button>
        </div>
      </Notice>
    )
  }
  if (marks.length === 0) return <p className='note'>{t('Everything is received.')}</p>
  return (
    <p className='note roll-waiting'>
      {refusal
        ? tn(
            '{n} mark kept on this device; sent when the server answers',
            '{n} marks kept on this device; sent when the server answers',
            marks.length,
          )
        : isSending
          ? t('Sending …')
          : tn('{n} mark kept on this device', '{n} marks kept on this device', marks.length)}{' '}
      {!isDurable && <NoRoom />}{' '}
      {refusal && (
        <Button small disabled={isSending} onClick={queue.takeBack}>
          {tn('Take back the last mark', 'Take back the last {n} marks', lastTap(marks).length)}
        </Button>
      )}
    </p>
  )
}
