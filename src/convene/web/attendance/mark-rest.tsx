// One tap that would say something of many people: it asks first, with their number and in whose name they will stand.
import { useState } from 'react'
import { Button } from '../../../kit/button.tsx'
import { Confirm } from '../../../kit/dialog.tsx'
import { saySaid, t, tn } from '../../../kit/words.ts'
import { type AttendanceSource, attendanceSourceNames } from '../../attendance/rules.ts'

type Props = {
  /** How many are still open. */
  n: number
  how: { source: AttendanceSource; reason?: string }
  /** When the class ended, once it has: the marks are corrections then. */
  endsSaid: string | null
  onMark: () => void
}

export function MarkRest({ n, how, endsSaid, onMark }: Props) {
  const [isAsking, setAsking] = useState(false)
  return (
    <p>
      <Button onClick={() => setAsking(true)}>
        {tn('Mark the {n} still open as present', 'Mark the {n} still open as present', n)}
      </Button>
      <Confirm
        title={tn('Mark {n} person as present?', 'Mark {n} people as present?', n)}
        action={t('Mark as present')}
        open={isAsking}
        onClose={() => setAsking(false)}
        // How far the marks have come stands above the list.
        saidAfter=''
        onConfirm={async () => onMark()}
      >
        <p>
          {t(
            'You say this of everybody who is still open. Evidence: {evidence}. Mark those who are absent or excused first.',
            { evidence: t(attendanceSourceNames[how.source]) },
          )}
        </p>
        {endsSaid !== null && (
          <p>
            {t('The class has ended ({when}).', { when: saySaid(endsSaid) })}{' '}
            {tn(
              '{n} correction will stand in your name, with the reason “{reason}”.',
              '{n} corrections will stand in your name, with the reason “{reason}”.',
              n,
              { reason: how.reason ?? '' },
            )}
          </p>
        )}
      </Confirm>
    </p>
  )
}
