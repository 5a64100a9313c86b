// The roll call of one session, made for a phone in one hand: one tap a person, kept on the device until received.

import { useDeferredValue, useState } from 'react'
import type { CallReply } from '../../../base/call.ts'
import { isFoundIn } from '../../../base/spelling.ts'
import { useCall } from '../../../kit/api.ts'
import { Button, ButtonLink } from '../../../kit/button.tsx'
import { Field } from '../../../kit/field.tsx'
import { TextField } from '../../../kit/fields.tsx'
import { PersonName, Quiet } from '../../../kit/marks.tsx'
import { Page } from '../../../kit/page.tsx'
import { verdictOf } from '../../../kit/refusal.ts'
import { Empty, Loaded, Notice } from '../../../kit/states.tsx'
import { capital, formatDay, formatNumber, nameOf, saySaid, t, tn } from '../../../kit/words.ts'
import { sessionAttendance } from '../../attendance/contract.ts'
import {
  type AttendanceSource,
  type AttendanceState,
  attendanceSourceNames,
  attendanceSources,
  attendanceStateNames,
  attendanceStates,
} from '../../attendance/rules.ts'
import { clock } from '../../sessions/rules.ts'
import { shortPost } from '../called.ts'
import { NoRoom } from '../parts/marks-waiting.tsx'
import '../convene.css'
import { lastTap } from './mark-batch.ts'
import { type MarkQueue, useMarkQueue } from './mark-queue.ts'
import { MarkRest } from './mark-rest.tsx'
import { RollOutcome } from './roll-outcome.tsx'

type Sheet = CallReply<typeof sessionAttendance>
type Person = Sheet['people'][number]

export function RollCallPage({ sessionId }: { sessionId: string }) {
  const sheet = useCall(sessionAttendance, { params: { sessionId } })
  return <Loaded of={sheet}>{(sheet) => <RollCall sheet={sheet} />}</Loaded>
}

/** Where a state goes with its number: in some languages the word agrees with it. */
const counted: Record<AttendanceState, (n: number) => string> = {
  present: (n) => tn('{n} present', '{n} present', n),
  excused: (n) => tn('{n} excused', '{n} excused', n),
  absent: (n) => tn('{n} absent', '{n} absent', n),
}

function RollCall({ sheet }: { sheet: Sheet }) {
  const { session, classId, people, mayRecord, today } = sheet
  const queue = useMarkQueue(session.id)
  const [source, setSource] = useState<AttendanceSource>(sheet.endedOn ? 'later_report' : 'roll_call')
  const [text, setText] = useState('')
  const [reason, setReason] = useState('')
  const [isOnlyOpen, setOnlyOpen] = useState(false)
  const wanted = useDeferredValue(text)
  const last = new Map(queue.marks.map((mark) => [mark.personId, mark.state]))
  const stateOf = (person: Person): AttendanceState | null => last.get(person.personId) ?? person.state
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
          <div className='roll-head'>
            <p className='roll-counts' aria-live='polite'>
              {attendanceStates.map((state) => (
                <span key={state}>
                  {counted[state](people.filter((one) => stateOf(one) === state).length)}
                </span>
              ))}
              <span>{tn('{n} open', '{n} open', open.length)}</span>
            </p>
            <Sending queue={queue} reason={how.reason} />
          </div>
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
            {mayMark && (
              <Field label={t('Evidence')}>
                {(ties) => (
                  <select
                    {...ties}
                    value={source}
                    onChange={(event) => setSource(event.target.value as AttendanceSource)}
                  >
                    {attendanceSources.map((one) => (
                      <option key={one} value={one}>
                        {capital(t(attendanceSourceNames[one]))}
                      </option>
                    ))}
                  </select>
                )}
              </Field>
            )}
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
            <PlaceList
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

type ListProps = {
  sheet: Sheet
  place: Sheet['places'][number]
  people: Person[]
  all: Person[]
  stateOf: (person: Person) => AttendanceState | null
  onMark?: (person: Person, state: AttendanceState) => void
}

function PlaceList({ sheet, place, people, all, stateOf, onMark }: ListProps) {
  if (people.length === 0) return null
  const present = all.filter((person) => stateOf(person) === 'present').length
  return (
    <section className='roll-place'>
      <h2>
        {nameOf(place.names)}{' '}
        <small>
          {t('{n} of {all} present', { n: formatNumber(present), all: formatNumber(all.length) })}
        </small>
      </h2>
      <ul className='roll'>
        {people.map((person) => (
          <li key={person.personId}>
            <div>
              <PersonName of={person.names} />
              <Quiet>
                {[shortPost(sheet.posts, person.postId), person.isLate ? t('reported later') : '']
                  .filter(Boolean)
                  .join(' · ')}
              </Quiet>
            </div>
            <fieldset className='taps'>
              <legend className='unseen'>{nameOf(person.names)}</legend>
              {attendanceStates.map((state) => (
                <button
                  key={state}
                  type='button'
                  className={`tap ${state}`}
                  aria-pressed={stateOf(person) === state}
                  disabled={!onMark}
                  onClick={() => onMark?.(person, state)}
                >
                  {t(attendanceStateNames[state])}
                </button>
              ))}
            </fieldset>
          </li>
        ))}
      </ul>
    </section>
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
