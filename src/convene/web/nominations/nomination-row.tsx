// One nomination: who, from where, how it stands and why, and the steps that its state allows.
import { useState } from 'react'
import { useSend } from '../../../kit/api.ts'
import { PersonName, Quiet, Tag, type Tone } from '../../../kit/marks.tsx'
import { Notice } from '../../../kit/states.tsx'
import { formatDay, nameOf, t } from '../../../kit/words.ts'
import { accept, takeBack } from '../../nominations/contract.ts'
import { isLive, type NominationState, nominationStateNames } from '../../nominations/rules.ts'
import { sayElsewhere } from '../called.ts'
import type { Head, Nomination } from '../shapes.ts'
import { NextSteps, type Step } from './next-steps.tsx'
import { NominateDialog } from './nominate-dialog.tsx'
import { NominationHistory } from './nomination-history.tsx'
import { hasBegun, StepDialog } from './step-dialogs.tsx'

const tones: Record<NominationState, Tone> = {
  nominated: 'plain',
  returned: 'accent',
  accepted: 'good',
  waiting: 'warn',
  declined: 'plain',
  withdrawn: 'plain',
}

type Props = { head: Head; nomination: Nomination; mayNominate: boolean; isFirstWaiting: boolean }

export function NominationRow({ head, nomination, mayNominate, isFirstWaiting }: Props) {
  const [step, setStep] = useState<Step | null>(null)
  const taking = useSend(accept)
  const undoing = useSend(takeBack)
  const refusal = taking.refusal ?? undoing.refusal
  const input = { params: { nominationId: nomination.id }, body: {} }
  const isAsked = hasBegun(head) || (nomination.elsewhere !== null && head.class.clashRule === 'reason')
  // What needs neither a day nor a reason is done at once.
  const begin = (next: Step) => {
    if (next === 'accept' && !isAsked) taking.start(input)
    else if (next === 'take-back' && nomination.isJustAccepted) undoing.start(input)
    else setStep(next)
  }
  const place = head.places.find((one) => one.id === nomination.placeId)
  return (
    <li className={isLive(nomination) ? undefined : 'past'}>
      <div>
        <Standing head={head} nomination={nomination} />
        {refusal && (
          <Notice tone='accent' title={refusal.title}>
            {refusal.errors.map((error) => error.detail).join(' ') || refusal.detail}
          </Notice>
        )}
      </div>
      <NextSteps
        {...{ head, nomination, mayNominate, isFirstWaiting }}
        isAccepting={taking.busy}
        onStep={begin}
      />
      <NominationHistory of={nomination} />
      <StepDialog head={head} nomination={nomination} step={step} onClose={() => setStep(null)} />
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

/** Who it is, and how the nomination stands and why. */
function Standing({ head, nomination }: { head: Head; nomination: Nomination }) {
  const { state, position } = nomination
  return (
    <>
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
      {nomination.elsewhere && isLive(nomination) && (
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
    </>
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
