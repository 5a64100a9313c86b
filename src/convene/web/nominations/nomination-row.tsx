// One nomination: who, from where, how it stands and why, and the steps that its state allows.
import { useState } from 'react'
import { useSend } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import { Confirm } from '../../../kit/dialog.tsx'
import { PersonName, Quiet, Tag, type Tone } from '../../../kit/marks.tsx'
import { Notice } from '../../../kit/states.tsx'
import { nameOf, t } from '../../../kit/words.ts'
import { accept, decline, moveUp, sendBack, withdraw } from '../../nominations/contract.ts'
import { type NominationState, nominationStateNames } from '../../nominations/rules.ts'
import type { Head, Nomination } from '../shapes.ts'
import { NominateDialog } from './nominate-dialog.tsx'

const tones: Record<NominationState, Tone> = {
  nominated: 'plain',
  returned: 'accent',
  accepted: 'good',
  waiting: 'warn',
  declined: 'plain',
  withdrawn: 'plain',
}

type Step = 'return' | 'decline' | 'withdraw' | 'move-up' | 'resubmit'
type Props = { head: Head; nomination: Nomination; mayNominate: boolean; isFirstWaiting: boolean }

export function NominationRow({ head, nomination, mayNominate, isFirstWaiting }: Props) {
  const [step, setStep] = useState<Step | null>(null)
  const taking = useSend(accept)
  const { id, state, position } = nomination
  const isOpen = head.class.state !== 'closed'
  const decides = head.mayDecide && isOpen
  const isLive = state === 'nominated' || state === 'accepted' || state === 'waiting' || state === 'returned'
  const place = head.places.find((one) => one.id === nomination.placeId)
  return (
    <li className={isLive ? undefined : 'past'}>
      <div>
        <div className='state'>
          <PersonName of={nomination.names} />
          <Tag tone={tones[state]}>{t(nominationStateNames[state])}</Tag>
          {position !== null && <Quiet>{t('place {n} on the list', { n: position })}</Quiet>}
          {nomination.lapsed && <Tag tone='accent'>{t('appointment does not cover the first day')}</Tag>}
        </div>
        <small className='below'>{nameOf(nomination.organisation)}</small>
        {nomination.reason && <p className='reason-given'>{nomination.reason}</p>}
        {taking.refusal && (
          <Notice tone='accent' title={taking.refusal.title}>
            {taking.refusal.errors.map((error) => error.detail).join(' ') || taking.refusal.detail}
          </Notice>
        )}
      </div>
      <div className='next-steps'>
        {decides && state === 'nominated' && (
          <Button
            small
            kind='primary'
            busy={taking.busy}
            onClick={() => taking.start({ params: { nominationId: id } })}
            label={t('Accept {name}', { name: nameOf(nomination.names) })}
          >
            {t('Accept')}
          </Button>
        )}
        {decides && state === 'waiting' && isFirstWaiting && (
          <Button small kind='primary' onClick={() => setStep('move-up')}>
            {t('Give the free seat')}
          </Button>
        )}
        {decides && (state === 'nominated' || state === 'waiting') && (
          <Button small onClick={() => setStep('return')}>
            {t('Return')}
          </Button>
        )}
        {decides && (state === 'nominated' || state === 'waiting' || state === 'returned') && (
          <Button small onClick={() => setStep('decline')}>
            {t('Decline')}
          </Button>
        )}
        {mayNominate && state === 'returned' && (
          <Button small kind='primary' onClick={() => setStep('resubmit')}>
            {t('Put forward again')}
          </Button>
        )}
        {isLive && isOpen && (mayNominate || decides) && (
          <Button
            small
            kind='link'
            onClick={() => setStep('withdraw')}
            label={t('Withdraw {name}', { name: nameOf(nomination.names) })}
          >
            {t('Withdraw')}
          </Button>
        )}
      </div>
      <Steps nomination={nomination} step={step} onClose={() => setStep(null)} />
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

/** The steps that need a reason, each asked in a dialog. */
function Steps({
  nomination,
  step,
  onClose,
}: {
  nomination: Nomination
  step: Step | null
  onClose: () => void
}) {
  const returning = useSend(sendBack)
  const declining = useSend(decline)
  const withdrawing = useSend(withdraw)
  const moving = useSend(moveUp)
  const name = nameOf(nomination.names)
  const input = (reason: string) => ({ params: { nominationId: nomination.id }, body: { reason } })
  return (
    <>
      <Confirm
        title={t('Return the nomination of {name}', { name })}
        action={t('Return')}
        open={step === 'return'}
        onClose={onClose}
        reason={t('What has to be mended')}
        reasonHint={t('The county reads this and can put the same or another person forward.')}
        onConfirm={(reason) => returning.send(input(reason))}
      />
      <Confirm
        title={t('Decline {name}', { name })}
        action={t('Decline')}
        danger
        open={step === 'decline'}
        onClose={onClose}
        reason={t('Reason')}
        onConfirm={(reason) => declining.send(input(reason))}
      />
      <Confirm
        title={t('Withdraw {name}', { name })}
        action={t('Withdraw')}
        danger
        open={step === 'withdraw'}
        onClose={onClose}
        reason={t('Reason')}
        onConfirm={(reason) => withdrawing.send(input(reason))}
      >
        {nomination.state === 'accepted' && (
          <p>{t('The seat becomes free for the waiting list of the same post.')}</p>
        )}
      </Confirm>
      <Confirm
        title={t('Give the free seat to {name}', { name })}
        action={t('Give the free seat')}
        open={step === 'move-up'}
        onClose={onClose}
        reason={t('Reason')}
        reasonHint={t('It goes into the log with your name.')}
        onConfirm={(reason) => moving.send(input(reason))}
      />
    </>
  )
}
