// One nomination: who, from where, how it stands and why, and the steps that its state allows.
import { useState } from 'react'
import { useSend } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import { Confirm } from '../../../kit/dialog.tsx'
import { PersonName, Quiet, Tag, type Tone } from '../../../kit/marks.tsx'
import { Notice } from '../../../kit/states.tsx'
import { formatDay, nameOf, t } from '../../../kit/words.ts'
import { accept, decline, moveUp, sendBack, takeBack, withdraw } from '../../nominations/contract.ts'
import { type NominationState, nominationStateNames } from '../../nominations/rules.ts'
import { sayElsewhere } from '../called.ts'
import type { Head, Nomination } from '../shapes.ts'
import { NominateDialog } from './nominate-dialog.tsx'
import { NominationHistory } from './nomination-history.tsx'
import { SeatDialog } from './seat-dialog.tsx'

const tones: Record<NominationState, Tone> = {
  nominated: 'plain',
  returned: 'accent',
  accepted: 'good',
  waiting: 'warn',
  declined: 'plain',
  withdrawn: 'plain',
}

type Step = 'accept' | 'take-back' | 'return' | 'decline' | 'withdraw' | 'move-up' | 'resubmit'
type Props = { head: Head; nomination: Nomination; mayNominate: boolean; isFirstWaiting: boolean }

export function NominationRow({ head, nomination, mayNominate, isFirstWaiting }: Props) {
  const [step, setStep] = useState<Step | null>(null)
  const taking = useSend(accept)
  const undoing = useSend(takeBack)
  const refusal = taking.refusal ?? undoing.refusal
  const { id, state, position } = nomination
  const isOpen = head.class.state !== 'closed'
  const decides = head.mayDecide && isOpen
  const isLive = state === 'nominated' || state === 'accepted' || state === 'waiting' || state === 'returned'
  const isAsked = hasBegun(head) || (nomination.elsewhere !== null && head.class.clashRule === 'reason')
  const place = head.places.find((one) => one.id === nomination.placeId)
  return (
    <li className={isLive ? undefined : 'past'}>
      <div>
        <div className='state'>
          <PersonName of={nomination.names} />
          <Tag tone={tones[state]}>{t(nominationStateNames[state])}</Tag>
          {position !== null && <Quiet>{t('place {n} on the list', { n: position })}</Quiet>}
          {nomination.isLate && <Tag tone='warn'>{t('after the deadline')}</Tag>}
          {nomination.lapsed && <Tag tone='accent'>{t('appointment does not cover the first day')}</Tag>}
        </div>
        <small className='below'>
          {[nameOf(nomination.organisation), sayStay(head, nomination)].filter(Boolean).join(' · ')}
        </small>
        {nomination.elsewhere && isLive && (
          <p className='reason-given'>{sayElsewhere(nomination.elsewhere)}</p>
        )}
        {nomination.reason && (
          <p className='reason-given'>
            {reasonLabel(nomination)} {nomination.reason}
          </p>
        )}
        {nomination.returnedFor && nomination.returnedFor !== nomination.reason && (
          <p className='reason-given'>
            {t('Returned before with this reason:')} {nomination.returnedFor}
          </p>
        )}
        {refusal && (
          <Notice tone='accent' title={refusal.title}>
            {refusal.errors.map((error) => error.detail).join(' ') || refusal.detail}
          </Notice>
        )}
      </div>
      <div className='next-steps'>
        {decides && state === 'nominated' && (
          <Button
            small
            kind='primary'
            busy={taking.busy}
            onClick={() =>
              isAsked ? setStep('accept') : taking.start({ params: { nominationId: id }, body: {} })
            }
            label={t('Accept {name}', { name: nameOf(nomination.names) })}
          >
            {t('Accept')}
          </Button>
        )}
        {decides && state === 'accepted' && (
          <Button
            small
            kind='link'
            onClick={() =>
              nomination.isJustAccepted
                ? undoing.start({ params: { nominationId: id }, body: {} })
                : setStep('take-back')
            }
            label={
              nomination.isJustAccepted
                ? t('Take back the acceptance of {name}', { name: nameOf(nomination.names) })
                : t('Reopen the decision on {name}', { name: nameOf(nomination.names) })
            }
          >
            {nomination.isJustAccepted ? t('Take back') : t('Reopen the decision')}
          </Button>
        )}
        {decides && state === 'waiting' && isFirstWaiting && (
          <Button
            small
            kind='primary'
            label={t('Give the free seat to {name}', { name: nameOf(nomination.names) })}
            onClick={() => setStep('move-up')}
          >
            {t('Give the free seat')}
          </Button>
        )}
        {decides && (state === 'nominated' || state === 'waiting') && (
          <Button
            small
            label={t('Return the nomination of {name}', { name: nameOf(nomination.names) })}
            onClick={() => setStep('return')}
          >
            {t('Return')}
          </Button>
        )}
        {decides && (state === 'nominated' || state === 'waiting' || state === 'returned') && (
          <Button
            small
            label={t('Decline {name}', { name: nameOf(nomination.names) })}
            onClick={() => setStep('decline')}
          >
            {t('Decline')}
          </Button>
        )}
        {mayNominate && state === 'returned' && (
          <Button
            small
            kind='primary'
            label={t('Put forward again: {name}', { name: nameOf(nomination.names) })}
            onClick={() => setStep('resubmit')}
          >
            {t('Put forward again')}
          </Button>
        )}
        {isLive && isOpen && (mayNominate || decides) && (
          <Button
            small
            kind='link'
            onClick={() => setStep('withdraw')}
            label={
              state === 'accepted'
                ? t('Take off the class: {name}', { name: nameOf(nomination.names) })
                : t('Withdraw {name}', { name: nameOf(nomination.names) })
            }
          >
            {state === 'accepted' ? t('Take off the class') : t('Withdraw')}
          </Button>
        )}
      </div>
      <NominationHistory of={nomination} />
      <Steps head={head} nomination={nomination} step={step} onClose={() => setStep(null)} />
      {step === 'resubmit' && place && (
        <NominateDialog
          head={head}
          place={place}
          post={head.posts.find((post) => post.id === nomination.postId)}
          again={nomination}
          onClose={() => setStep(null)}
        />
      )}
    </li>
  )
}

/** Of who came later or left before the end, from which day on: attendance counts by it. */
function sayStay({ class: { firstDay } }: Head, { state, seatedOn, leftOn }: Nomination): string {
  if (state === 'accepted' && seatedOn && seatedOn > firstDay)
    return t('in the class from {day} on', { day: formatDay(seatedOn) })
  if (state === 'withdrawn' && leftOn && leftOn > firstDay)
    return t('not in the class any more from {day} on', { day: formatDay(leftOn) })
  return ''
}

/** What the reason of a nomination explains: its last step. */
function reasonLabel({ state, isTakenBack }: Nomination): string {
  switch (state) {
    case 'nominated':
    case 'waiting':
      return isTakenBack ? t('Acceptance taken back with this reason:') : t('Why after the deadline:')
    case 'accepted':
      return t('Accepted with this reason:')
    case 'returned':
      return t('Returned with this reason:')
    case 'declined':
      return t('Declined with this reason:')
    case 'withdrawn':
      return t('Withdrawn with this reason:')
  }
}

/** From its first day on it matters from which day somebody sits in the class. */
const hasBegun = ({ class: { hasEnded, firstDay }, today }: Head): boolean => hasEnded || firstDay < today

type StepProps = { head: Head; nomination: Nomination; onClose: () => void }

/** The steps that need a reason or a day, each asked in a dialog. */
function Steps({ step, ...rest }: StepProps & { step: Step | null }) {
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
      reasonHint: t('The county reads this and can put the same or another person forward.'),
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
