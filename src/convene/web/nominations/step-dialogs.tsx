// The steps of a nomination that need a reason or a day, each asked in a dialog.
import { useSend } from '../../../kit/api.ts'
import { Confirm } from '../../../kit/dialog.tsx'
import { nameOf, t } from '../../../kit/words.ts'
import { accept, decline, moveUp, sendBack, takeBack, withdraw } from '../../nominations/contract.ts'
import type { Head, Nomination } from '../shapes.ts'
import type { Step } from './next-steps.tsx'
import { SeatDialog } from './seat-dialog.tsx'

/** From its first day on it matters from which day somebody sits in the class. */
export const hasBegun = ({ class: { hasEnded, firstDay }, today }: Head): boolean =>
  hasEnded || firstDay < today

type StepProps = { head: Head; nomination: Nomination; onClose: () => void }

export function StepDialog({ step, ...rest }: StepProps & { step: Step | null }) {
  switch (step) {
    case 'return':
    case 'decline':
    case 'move-up':
      return <ReasonStep step={step} {...rest} />
    case 'withdraw':
      return <WithdrawStep {...rest} />
    case 'take-back':
      return <TakeBackStep {...rest} />
    case 'accept':
      return <AcceptStep {...rest} />
    default:
      return null
  }
}

function ReasonStep({ step, nomination, onClose }: StepProps & { step: 'return' | 'decline' | 'move-up' }) {
  const returning = useSend(sendBack)
  const declining = useSend(decline)
  const moving = useSend(moveUp)
  const name = nameOf(nomination.names)
  const input = (reason: string) => ({ params: { nominationId: nomination.id }, body: { reason } })
  const asked = {
    return: {
      title: t('Return the nomination of {name}', { name }),
      action: t('Return'),
      reason: t('What has to be mended'),
      reasonHint: t('The {planner} reads this and can put the same or another person forward.'),
      onConfirm: (reason: string) => returning.send(input(reason)),
    },
    decline: {
      title: t('Decline {name}', { name }),
      action: t('Decline'),
      danger: true,
      reason: t('Reason'),
      onConfirm: (reason: string) => declining.send(input(reason)),
    },
    'move-up': {
      title: t('Give the free seat to {name}', { name }),
      action: t('Give the free seat'),
      reason: t('Reason'),
      reasonHint: t('It goes into the log with your name.'),
      onConfirm: (reason: string) => moving.send(input(reason)),
    },
  }
  return <Confirm open onClose={onClose} {...asked[step]} />
}

function WithdrawStep({ head, nomination, onClose }: StepProps) {
  const withdrawing = useSend(withdraw)
  const name = nameOf(nomination.names)
  const isSeated = nomination.state === 'accepted'
  return (
    <SeatDialog
      head={head}
      title={isSeated ? t('Take off the class: {name}', { name }) : t('Withdraw {name}', { name })}
      action={isSeated ? t('Take off the class') : t('Withdraw')}
      danger
      withReason
      day={isSeated && hasBegun(head) ? leaving(head) : undefined}
      onClose={onClose}
      onConfirm={(body) => withdrawing.send({ params: { nominationId: nomination.id }, body })}
    >
      {isSeated && <p>{t('The seat becomes free for the waiting list of the same post.')}</p>}
      {isSeated && hasBegun(head) && (
        <p>{t('Marks as absent or excused from that day on go with the seat.')}</p>
      )}
    </SeatDialog>
  )
}

function TakeBackStep({ head, nomination, onClose }: StepProps) {
  const takingBack = useSend(takeBack)
  return (
    <SeatDialog
      head={head}
      title={t('Reopen the decision on {name}', { name: nameOf(nomination.names) })}
      action={t('Reopen the decision')}
      withReason
      onClose={onClose}
      onConfirm={({ reason }) =>
        takingBack.send({ params: { nominationId: nomination.id }, body: { reason } })
      }
    >
      <p>{t('The nomination is open again, to be decided anew.')}</p>
    </SeatDialog>
  )
}

function AcceptStep({ head, nomination, onClose }: StepProps) {
  const accepting = useSend(accept)
  return (
    <SeatDialog
      head={head}
      title={t('Accept {name}', { name: nameOf(nomination.names) })}
      action={t('Accept')}
      day={{
        label: t('Sits in the class from'),
        hint: head.class.hasEnded
          ? t('The day of the class from which the person was there; attendance before it stays as it is.')
          : t('Attendance of earlier sessions stays as it is. An earlier day asks for a reason.'),
      }}
      withReason={nomination.elsewhere !== null}
      onClose={onClose}
      onConfirm={(body) => accepting.send({ params: { nominationId: nomination.id }, body })}
    />
  )
}

const leaving = ({ class: { hasEnded } }: Head) => ({
  label: t('No longer in the class from'),
  hint: hasEnded
    ? t('Until the day before, the person counts in attendance; without a day, until the end of the class.')
    : t('Until the day before, the person counts in attendance.'),
  isOptional: hasEnded,
})
