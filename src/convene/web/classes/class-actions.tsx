// The next step of a class, for its organiser: send out the notice, begin, close, open again.
import { useState } from 'react'
import { useSend } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import { Confirm } from '../../../kit/dialog.tsx'
import { t, tn } from '../../../kit/words.ts'
import { moveClass } from '../../classes/contract.ts'
import { type ClassState, nextStates } from '../../classes/rules.ts'
import type { Head } from '../shapes.ts'

type Step = { to: ClassState; action: string; title: string; what: string }

function stepTo(to: ClassState, head: Head): Step {
  if (to === 'called') {
    const seats = tn('{n} seat', '{n} seats', head.figures.seats)
    return {
      to,
      action: t('Send out the notice'),
      title: t('Send out the notice?'),
      what: t(
        'The places called see the notice with {seats} and can put people forward. Later changes of seats need a reason.',
        { seats },
      ),
    }
  }
  if (to === 'closed') {
    return {
      to,
      action: t('Close the class'),
      title: t('Close the class?'),
      what: t('Seats, nominations and the timetable stay as they are. Attendance can still be added.'),
    }
  }
  if (head.class.state === 'closed') {
    return {
      to,
      action: t('Open again'),
      title: t('Open the class again?'),
      what: t('Seats, nominations and the timetable can be changed again.'),
    }
  }
  return {
    to,
    action: t('Begin the class'),
    title: t('Begin the class?'),
    what: t('From now on attendance can be recorded.'),
  }
}

/** What nobody has done yet, and can do only once the class is opened again. */
function LeftOpen({ head: { needs, figures } }: { head: Head }) {
  const undecided = figures.people?.undecided ?? 0
  const returned = needs.filter(({ kind }) => kind === 'returned').length
  const unrecorded = needs.find(({ kind }) => kind === 'no-attendance')?.n ?? 0
  const open = [
    undecided > 0 && tn('{n} nomination to decide', '{n} nominations to decide', undecided),
    returned > 0 && tn('{n} returned nomination', '{n} returned nominations', returned),
    unrecorded > 0 &&
      tn(
        'Attendance of {n} session is not recorded',
        'Attendance of {n} sessions is not recorded',
        unrecorded,
      ),
  ].filter((one) => one !== false)
  if (open.length === 0) return null
  return (
    <>
      <p>{t('This is still open:')}</p>
      <ul>
        {open.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      {undecided + returned > 0 && (
        <p>{t('Nominations can be decided only once the class is opened again.')}</p>
      )}
    </>
  )
}

export function ClassActions({ head }: { head: Head }) {
  // The question stays what was asked, whatever the class has become by its answer.
  const [asked, ask] = useState<Step | null>(null)
  const move = useSend(moveClass)
  const to = nextStates[head.class.state][0]
  if (!head.mayChange || !to) return null
  const step = stepTo(to, head)
  return (
    <>
      <Button kind={head.class.state === 'preparing' ? 'primary' : 'plain'} onClick={() => ask(step)}>
        {step.action}
      </Button>
      {asked && (
        <Confirm
          title={asked.title}
          action={asked.action}
          open
          onClose={() => ask(null)}
          onConfirm={() => move.send({ params: { classId: head.class.id }, body: { to: asked.to } })}
        >
          <p>{asked.what}</p>
          {asked.to === 'closed' && <LeftOpen head={head} />}
        </Confirm>
      )}
    </>
  )
}
