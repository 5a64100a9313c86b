// Every step that a nomination took, with its reason; read when it is opened.
import { useState } from 'react'
import { useCall } from '../../../kit/api.ts'
import { Further } from '../../../kit/further.tsx'
import { Rows } from '../../../kit/page.tsx'
import { Loaded } from '../../../kit/states.tsx'
import { formatDay, nameOf, t, tn } from '../../../kit/words.ts'
import { nominationHistory } from '../../nominations/contract.ts'
import { nominationStateNames } from '../../nominations/rules.ts'
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
              text: t('{name}: {state}', {
                name: nameOf(step.person),
                state: step.isTakenBack ? t('acceptance taken back') : t(nominationStateNames[step.state]),
              }),
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
