// Every step that a nomination took, with its reason; read when it is opened.
import { useState } from 'react'
import type { CallReply } from '../../../base/call.ts'
import { useCall } from '../../../kit/api.ts'
import { Further } from '../../../kit/further.tsx'
import { Rows } from '../../../kit/page.tsx'
import { Loaded } from '../../../kit/states.tsx'
import { formatDay, nameOf, t, tn } from '../../../kit/words.ts'
import { nominationHistory } from '../../nominations/contract.ts'
import { nominationStateNames } from '../../nominations/rules.ts'
import { saySeat } from '../called.ts'
import type { Nomination } from '../shapes.ts'

export function NominationHistory({ of }: { of: Nomination }) {
  const [isOpen, setOpen] = useState(false)
  // The first step alone says nothing that the row does not say.
  if (of.steps < 2) return null
  return (
    <details className='log' onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{tn('History: {n} step', 'History: {n} steps', of.steps)}</summary>
      {isOpen && <Steps nominationId={of.id} />}
    </details>
  )
}

function Steps({ nominationId }: { nominationId: string }) {
  const [after, setAfter] = useState<string>()
  const found = useCall(nominationHistory, { params: { nominationId }, query: { after } }, { keep: true })
  return (
    <Loaded of={found} lines={3}>
      {({ steps, next }) => (
        <>
          <Rows
            of={steps.map((step) => ({
              key: step.id,
              mark: formatDay(step.onDay),
              text: textOf(step),
              note: step.reason
                ? t('{reason} ({who})', { reason: step.reason, who: step.by ? nameOf(step.by) : '' })
                : step.by && nameOf(step.by),
            }))}
          />
          <Further after={after} next={next} change={(to) => setAfter(to.after)} />
        </>
      )}
    </Loaded>
  )
}

type Step = CallReply<typeof nominationHistory>['steps'][number]

/** With the day from which the seat counts, where it is another than the day of the step. */
function textOf({ person, state, isTakenBack, onDay, fromOn }: Step): string {
  const name = nameOf(person)
  if (fromOn && fromOn !== onDay) return saySeat(name, state === 'accepted', fromOn)
  return t('{name}: {state}', {
    name,
    state: isTakenBack ? t('acceptance taken back') : t(nominationStateNames[state]),
  })
}
