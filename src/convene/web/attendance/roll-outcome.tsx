// What became of marks that the server took: those that changed nothing, since somebody else marked later, and those
// that came after the class. Said in words, with what to do, until the reader has seen it.
import type { Day } from '../../../base/dates.ts'
import { Button } from '../../../kit/button.tsx'
import { dayOn } from '../../../kit/clock.ts'
import { Notice } from '../../../kit/states.tsx'
import { formatDay, formatInstant, nameOf, t, tn } from '../../../kit/words.ts'
import { attendanceStateNames } from '../../attendance/rules.ts'
import { type Outcome, seenOutcome } from '../parts/marks.ts'
import type { RollPerson } from '../shapes.ts'

type Props = { sessionId: string; outcome: Outcome; people: readonly RollPerson[]; today: Day }

/** On the programme's day, where the clock of now is ahead of the day that it lives in. */
const sayWhen = (at: string, today: Day) =>
  dayOn(new Date(at)) > today ? formatDay(today) : formatInstant(at)

export function RollOutcome({ sessionId, outcome, people, today }: Props) {
  const { outdated, late } = outcome
  if (outdated.length === 0 && !late) return null
  const found = people.filter((person) => outdated.includes(person.personId))
  return (
    <Notice
      tone='warn'
      title={
        outdated.length > 0 &&
        tn(
          '{n} mark changed nothing: somebody marked this person later elsewhere.',
          '{n} marks changed nothing: somebody marked these people later elsewhere.',
          outdated.length,
        )
      }
    >
      {found.length > 0 && (
        <ul>
          {found.map((person) => (
            <li key={person.personId}>
              {t('{name}: what holds is “{state}”.', {
                name: nameOf(person.names),
                state: person.state ? t(attendanceStateNames[person.state]) : t('open'),
              })}{' '}
              {person.markedBy &&
                person.madeAt &&
                t('Marked by {who} on {when}.', {
                  who: nameOf(person.markedBy),
                  when: sayWhen(person.madeAt, today),
                })}
            </li>
          ))}
        </ul>
      )}
      {outdated.length > 0 && (
        <p>{t('Where that is wrong, ask who marked it, or mark the person again here.')}</p>
      )}
      {late && (
        <p>
          {t(
            'The class had ended or was closed: what was marked stands as reported later. Nothing more is needed.',
          )}
        </p>
      )}
      <Button small onClick={() => seenOutcome(sessionId)}>
        {t('Seen')}
      </Button>
    </Notice>
  )
}
