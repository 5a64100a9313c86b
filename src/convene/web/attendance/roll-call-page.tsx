// The roll call of one session, made for a phone in one hand: one tap a person, kept on the device until received.
import { useDeferredValue, useState } from 'react'
import { isFoundIn } from '../../../base/spelling.ts'
import { useCall } from '../../../kit/api.ts'
import { ButtonLink } from '../../../kit/button.tsx'
import { Field } from '../../../kit/field.tsx'
import { TextField } from '../../../kit/fields.tsx'
import { Page } from '../../../kit/page.tsx'
import { Empty, Loaded, Notice } from '../../../kit/states.tsx'
import { capital, formatDay, nameOf, saySaid, t } from '../../../kit/words.ts'
import { sessionAttendance } from '../../attendance/contract.ts'
import {
  type AttendanceSource,
  type AttendanceState,
  attendanceSourceNames,
  attendanceSources,
} from '../../attendance/rules.ts'
import { clock } from '../../sessions/rules.ts'
import type { RollPerson, RollSheet } from '../shapes.ts'
import { useMarkQueue } from './mark-queue.ts'
import { MarkRest } from './mark-rest.tsx'
import { RollHead } from './roll-head.tsx'
import { RollOutcome } from './roll-outcome.tsx'
import { RollPlace } from './roll-place.tsx'
import '../convene.css'

export function RollCallPage({ sessionId }: { sessionId: string }) {
  const sheet = useCall(sessionAttendance, { params: { sessionId } })
  return <Loaded of={sheet}>{(sheet) => <RollCall sheet={sheet} />}</Loaded>
}

function RollCall({ sheet }: { sheet: RollSheet }) {
  const { session, classId, people, mayRecord, today } = sheet
  const queue = useMarkQueue(session.id)
  const [source, setSource] = useState<AttendanceSource>(sheet.endedOn ? 'later_report' : 'roll_call')
  const [text, setText] = useState('')
  const [reason, setReason] = useState('')
  const [isOnlyOpen, setOnlyOpen] = useState(false)
  const wanted = useDeferredValue(text)
  const last = new Map(queue.marks.map((mark) => [mark.personId, mark.state]))
  const stateOf = (person: RollPerson): AttendanceState | null => last.get(person.personId) ?? person.state
  const isToCome = session.onDay > today
  const how = { source, ...(sheet.endedOn && { reason: reason.trim() }) }
  const mayMark = mayRecord && !isToCome && how.reason !== ''
  const open = people.filter((person) => stateOf(person) === null)
  const shown = people.filter(
    (person) =>
      (!isOnlyOpen || stateOf(person) === null) &&
      isFoundIn(wanted, [...Object.values(person.names), ...Object.values(person.organisation)]),
  )
  return (
    <Page
      title={nameOf(session.title)}
      crumbs={[
        { text: t('Classes'), href: '/classes' },
        { text: nameOf(sheet.className), href: `/classes/${classId}` },
        { text: t('Attendance'), href: `/classes/${classId}/attendance` },
      ]}
      lead={[
        formatDay(session.onDay),
        `${clock(session.startsAt)}–${clock(session.endsAt)}`,
        nameOf(session.room),
      ]
        .filter(Boolean)
        .join(' · ')}
      actions={<ButtonLink href={`/sessions/${session.id}/sign-in-sheet`}>{t('Sign-in sheet')}</ButtonLink>}
    >
      {isToCome && (
        <Notice>{t('This session has not begun. Attendance can be recorded from its day on.')}</Notice>
      )}
      <RollOutcome sessionId={session.id} outcome={queue.outcome} people={people} today={today} />
      {people.length === 0 ? (
        <Empty>{t('Nobody had a seat in the class on this day.')}</Empty>
      ) : (
        <>
          <RollHead {...{ people, stateOf, queue }} reason={how.reason} />
          {sheet.endedOn && mayRecord && (
            <Mending endsSaid={sheet.endsSaid} reason={reason} set={setReason} />
          )}
          <div className='filters'>
            <TextField
              at={{ pointer: '/text', value: text, set: setText }}
              label={t('Search')}
              type='search'
              placeholder={t('Name or unit')}
            />
            {mayMark && <EvidenceField source={source} set={setSource} />}
            <label className='only-open'>
              <input
                type='checkbox'
                checked={isOnlyOpen}
                onChange={(event) => setOnlyOpen(event.target.checked)}
              />{' '}
              {t('only those still open')}
            </label>
          </div>
          {mayMark && open.length > 0 && (
            <MarkRest
              n={open.length}
              how={how}
              endsSaid={sheet.endedOn ? sheet.endsSaid : null}
              onMark={() =>
                queue.mark(
                  open.map((person) => person.personId),
                  'present',
                  how,
                )
              }
            />
          )}
          {shown.length === 0 && <Empty>{t('Nobody here matches.')}</Empty>}
          {sheet.places.map((place) => (
            <RollPlace
              key={place.id}
              sheet={sheet}
              place={place}
              people={shown.filter((person) => person.placeId === place.id)}
              all={people.filter((person) => person.placeId === place.id)}
              stateOf={stateOf}
              onMark={mayMark ? (person, state) => queue.mark([person.personId], state, how) : undefined}
            />
          ))}
        </>
      )}
    </Page>
  )
}

/** From where it is known who was there. */
function EvidenceField({
  source,
  set,
}: {
  source: AttendanceSource
  set: (source: AttendanceSource) => void
}) {
  return (
    <Field label={t('Evidence')}>
      {(ties) => (
        <select {...ties} value={source} onChange={(event) => set(event.target.value as AttendanceSource)}>
          {attendanceSources.map((one) => (
            <option key={one} value={one}>
              {capital(t(attendanceSourceNames[one]))}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

/** After the end of the class nothing is marked without saying why. */
function Mending({
  endsSaid,
  reason,
  set,
}: {
  endsSaid: string
  reason: string
  set: (text: string) => void
}) {
  return (
    <Notice tone='warn' title={t('The class has ended ({when}).', { when: saySaid(endsSaid) })}>
      <p>
        {t(
          'What you mark now is a correction: it stands in the class with your name, the day and the reason. Give the reason first.',
        )}
      </p>
      <TextField
        at={{ pointer: '/reason', value: reason, set }}
        label={t('Reason')}
        maxLength={500}
        required
      />
    </Notice>
  )
}
