// What may be done next about a nomination, by its state and by who looks at it.
import { Button, type ButtonKind } from '../../../kit/button.tsx'
import { nameOf, t } from '../../../kit/words.ts'
import { isLive } from '../../nominations/rules.ts'
import type { Head, Nomination } from '../shapes.ts'

export type Step = 'accept' | 'take-back' | 'return' | 'decline' | 'withdraw' | 'move-up' | 'resubmit'

type Allowed = {
  head: Head
  nomination: Nomination
  mayNominate: boolean
  /** First on the waiting list of a post that has a free seat. */
  isFirstWaiting: boolean
}

/** In the order in which they are offered. */
function stepsOf({ head, nomination, mayNominate, isFirstWaiting }: Allowed): Step[] {
  const { state } = nomination
  const isOpen = head.class.state !== 'closed'
  const decides = head.mayDecide && isOpen
  const isUndecided = state === 'nominated' || state === 'waiting'
  const steps: [Step, boolean][] = [
    ['accept', decides && state === 'nominated'],
    ['take-back', decides && state === 'accepted'],
    ['move-up', decides && state === 'waiting' && isFirstWaiting],
    ['return', decides && isUndecided],
    ['decline', decides && (isUndecided || state === 'returned')],
    ['resubmit', mayNominate && state === 'returned'],
    ['withdraw', isLive(nomination) && isOpen && (mayNominate || decides)],
  ]
  return steps.flatMap(([step, isAllowed]) => (isAllowed ? [step] : []))
}

/** The words of a button, and those for whoever hears it without seeing its row. */
function wordsOf(step: Step, { names, state, isJustAccepted }: Nomination): [string, string] {
  const name = nameOf(names)
  switch (step) {
    case 'accept':
      return [t('Accept'), t('Accept {name}', { name })]
    case 'take-back':
      return isJustAccepted
        ? [t('Take back'), t('Take back the acceptance of {name}', { name })]
        : [t('Reopen the decision'), t('Reopen the decision on {name}', { name })]
    case 'move-up':
      return [t('Give the free seat'), t('Give the free seat to {name}', { name })]
    case 'return':
      return [t('Return'), t('Return the nomination of {name}', { name })]
    case 'decline':
      return [t('Decline'), t('Decline {name}', { name })]
    case 'resubmit':
      return [t('Put forward again'), t('Put forward again: {name}', { name })]
    case 'withdraw':
      return state === 'accepted'
        ? [t('Take off the class'), t('Take off the class: {name}', { name })]
        : [t('Withdraw'), t('Withdraw {name}', { name })]
  }
}

const kinds: Partial<Record<Step, ButtonKind>> = {
  accept: 'primary',
  'take-back': 'link',
  'move-up': 'primary',
  resubmit: 'primary',
  withdraw: 'link',
}

type Props = Allowed & { isAccepting: boolean; onStep: (step: Step) => void }

export function NextSteps({ isAccepting, onStep, ...allowed }: Props) {
  const { nomination } = allowed
  return (
    <div className='next-steps'>
      {stepsOf(allowed).map((step) => {
        const [text, label] = wordsOf(step, nomination)
        return (
          <Button
            key={step}
            small
            kind={kinds[step]}
            busy={step === 'accept' && isAccepting}
            label={label}
            onClick={() => onStep(step)}
          >
            {text}
          </Button>
        )
      })}
    </div>
  )
}
