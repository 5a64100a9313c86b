// What was corrected after the class had ended: the last time in words on every tab, all of it where it is opened.
import { useState } from 'react'
import type { CallReply } from '../../../base/call.ts'
import { useCall } from '../../../kit/api.ts'
import { Further } from '../../../kit/further.tsx'
import { Rows } from '../../../kit/page.tsx'
import { Loaded, Notice } from '../../../kit/states.tsx'
import { formatDay, nameOf, t, tn } from '../../../kit/words.ts'
import { attendanceStateNames } from '../../attendance/rules.ts'
import { corrections } from '../../classes/contract.ts'
import { saySeat } from '../called.ts'
import type { Head } from '../shapes.ts'

export function Corrections({ head }: { head: Head }) {
  const [isOpen, setOpen] = useState(false)
  const { corrected } = head
  if (!corrected) return null
  const told = { day: formatDay(corrected.onDay), who: nameOf(corrected.by), reason: corrected.reason ?? '' }
  return (
    <Notice tone='warn'>
      {corrected.reason
        ? t('Corrected after the class ended, on {day}, by {who}, because: {reason}', told)
        : t('Marks came in after the class ended, on {day}, by {who}.', told)}
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
              text: whatOf(one),
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

const stateText = (state: Correction['marked'][number]['from']) =>
  state ? t(attendanceStateNames[state]) : t('open')

/** 'Zhou Futian: open → present'; where it is not known from what to what, the name alone. */
const markText = ({ person, from, to }: Correction['marked'][number]) =>
  to
    ? t('{name}: {from} → {to}', { name: nameOf(person), from: stateText(from), to: stateText(to) })
    : nameOf(person)

function whatOf({ what, person, from, session, marked }: Correction): string {
  if (session) {
    const title = nameOf(session.title)
    const told =
      session.people === null
        ? tn('{title}: {n} mark', '{title}: {n} marks', session.marks, { title })
        : tn('{title}: {n} person', '{title}: {n} people', session.people, { title })
    const others = session.people === null ? 0 : session.people - marked.length
    return marked.length === 0
      ? told
      : t('{told} ({list})', {
          told,
          list: [...marked.map(markText), ...(others > 0 ? [tn('{n} more', '{n} more', others)] : [])].join(
            t(', '),
          ),
        })
  }
  const name = person ? nameOf(person) : ''
  if (what === 'taken_back') return t('{name}: acceptance taken back', { name })
  if (from) return saySeat(name, what === 'accepted', from)
  return what === 'accepted' ? t('{name} accepted', { name }) : t('{name} withdrawn', { name })
}
