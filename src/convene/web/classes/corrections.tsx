// What was corrected after the class had ended: the last time in words on every tab, all of it where it is opened.
import { useState } from 'react'
import type { CallReply } from '../../../base/call.ts'
import { useCall } from '../../../kit/api.ts'
import { Further } from '../../../kit/further.tsx'
import { Rows } from '../../../kit/page.tsx'
import { Loaded, Notice } from '../../../kit/states.tsx'
import { formatDay, formatNumber, nameAmong, nameOf, t, tn } from '../../../kit/words.ts'
import { type AttendanceState, attendanceStateNames } from '../../attendance/rules.ts'
import { correctedPeople, corrections } from '../../classes/contract.ts'
import { saySeat } from '../called.ts'
import type { Head } from '../shapes.ts'

export function Corrections({ head }: { head: Head }) {
  const [isOpen, setOpen] = useState(false)
  const { corrected } = head
  if (!corrected) return null
  const { reason, session } = corrected
  const told = {
    day: formatDay(corrected.onDay),
    who: nameOf(corrected.by),
    reason: reason ?? '',
    what: session ? sessionText(session) : '',
  }
  return (
    <Notice tone='warn'>
      {session
        ? reason
          ? t('{what}: corrected after the class ended, on {day}, by {who}, because: {reason}', told)
          : t('{what}: marks came in after the class ended, on {day}, by {who}.', told)
        : reason
          ? t('Corrected after the class ended, on {day}, by {who}, because: {reason}', told)
          : t('Corrected after the class ended, on {day}, by {who}.', told)}
      <details className='log' onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{tn('{n} correction in all', '{n} corrections in all', corrected.n)}</summary>
        {isOpen && <All head={head} />}
      </details>
    </Notice>
  )
}

function All({ head }: { head: Head }) {
  const [after, setAfter] = useState<string>()
  const params = { classId: head.class.id }
  const found = useCall(corrections, { params, query: { after } }, { keep: true })
  return (
    <Loaded of={found} lines={3}>
      {(found) => (
        <>
          <Rows
            of={found.corrections.map((one) => ({
              key: one.id,
              mark: formatDay(one.onDay),
              text: isOfMany(one) ? (
                <>
                  {whatOf(one)}
                  <Names head={head} correctionId={one.id} />
                </>
              ) : (
                whatOf(one)
              ),
              note: one.reason
                ? t('{reason} ({who})', { reason: one.reason, who: nameOf(one.by) })
                : nameOf(one.by),
            }))}
          />
          <Further after={after} next={found.next} change={(to) => setAfter(to.after)} />
        </>
      )}
    </Loaded>
  )
}

type Correction = CallReply<typeof corrections>['corrections'][number]

type Marked = Correction['marked'][number]

const stateText = (state: AttendanceState | null) => (state ? t(attendanceStateNames[state]) : t('open'))

const isOfMany = ({ changes }: Correction) => changes.reduce((sum, { people }) => sum + people, 0) > 1

/** Of whom it was, by county: read once it is opened. */
function Names({ head, correctionId }: { head: Head; correctionId: string }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('Who they are')}</summary>
      {isOpen && <ByCounty head={head} correctionId={correctionId} />}
    </details>
  )
}

function ByCounty({ head, correctionId }: { head: Head; correctionId: string }) {
  const [after, setAfter] = useState<string>()
  const params = { classId: head.class.id, correctionId }
  const found = useCall(correctedPeople, { params, query: { after } }, { keep: true })
  return (
    <Loaded of={found} lines={3}>
      {({ people, next }) => {
        // What is alike of all of them is said above.
        const isAlike = new Set(people.map(({ from, to }) => `${from} ${to}`)).size === 1
        const text = isAlike ? ({ person }: Marked) => nameOf(person) : markText
        return (
          <>
            {[...Map.groupBy(people, (one) => one.placeId)].map(([placeId, some]) => (
              <p key={placeId}>
                <b>{nameAmong(head.places, placeId)}</b> {some.map(text).join(t(', '))}
              </p>
            ))}
            <Further after={after} next={next} change={(to) => setAfter(to.after)} />
          </>
        )
      }}
    </Loaded>
  )
}

/** 'Zhou Futian: open → present'; where it is not known from what to what, the name alone. */
const markText = ({ person, from, to }: Marked) =>
  to
    ? t('{name}: {from} → {to}', { name: nameOf(person), from: stateText(from), to: stateText(to) })
    : nameOf(person)

/** 'Close of the class: 122 people'; of corrections of which it is not known of how many people, the marks. */
function sessionText({ title, people, marks }: NonNullable<Correction['session']>): string {
  const of = { title: nameOf(title) }
  return people === null
    ? tn('{title}: {n} mark', '{title}: {n} marks', marks, of)
    : tn('{title}: {n} person', '{title}: {n} people', people, of)
}

/** '122: open → present' */
const changeText = ({ from, to, people }: Correction['changes'][number]) =>
  t('{n}: {from} → {to}', { n: formatNumber(people), from: stateText(from), to: stateText(to) })

function whatOf(one: Correction): string {
  const { what, person, from, session, marked, changes } = one
  if (session) {
    const [first] = changes
    const list = !isOfMany(one)
      ? marked.map(markText)
      : first.to !== null && first.people === session.people
        ? [t('{from} → {to}', { from: stateText(first.from), to: stateText(first.to) })]
        : changes.filter(({ to }) => to !== null).map(changeText)
    const told = sessionText(session)
    return list.length === 0 ? told : t('{told} ({list})', { told, list: list.join(t(', ')) })
  }
  const name = person ? nameOf(person) : ''
  if (what === 'taken_back') return t('{name}: acceptance taken back', { name })
  if (from) return saySeat(name, what === 'accepted', from)
  return what === 'accepted' ? t('{name} accepted', { name }) : t('{name} withdrawn', { name })
}
