// Where somebody takes a ballot and answers under it: how the answer stays without a name is told before; then, while
// it waits here to be sent, that it does.
import { type ReactNode, useEffect, useState } from 'react'
import { fingerprint } from '../base/ballot.ts'
import type { RosterTold } from '../base/schemas.ts'
import type { OwnBallot } from './ballot.ts'
import { Button } from './button.tsx'
import { useDeviceEntry } from './device-entry.ts'
import './one-by-one.css'
import { Section } from './page.tsx'
import type { Refusal } from './refusal.ts'
import { RosterNotice } from './roster-notice.tsx'
import { Notice } from './states.tsx'
import { sayUntil } from './until.ts'
import { t } from './words.ts'

type Props<A> = {
  own: OwnBallot<A>
  phase: string
  /** The key of what is answered, where ballots of it may be taken; whether the reader's was, perhaps elsewhere. */
  of: { publicKey: string | null; taken: boolean; roster: RosterTold | null }
  /** The programme's day. */
  today?: string
  /** What a role is called. */
  roleName: (role: string) => string
  /** What holds of these answers, beside what holds of every ballot. */
  promises: readonly string[]
  sent: (answers: A) => ReactNode
  /** The questions. */
  children: ReactNode
}

export function BallotDesk<A>({ own, phase, of, today, roleName, promises, sent, children }: Props<A>) {
  const answers = own.sent(phase)
  const isSent = answers !== undefined
  // biome-ignore lint/correctness/useExhaustiveDependencies: once whenever the page is opened
  useEffect(() => {
    if (isSent) void own.again(phase)
  }, [isSent, phase])
  if (answers) return <>{sent(answers)}</>
  const isLate = own.refusal?.stage === 'closing time passed'
  if (of.roster?.isOver || isLate)
    return <Over isWritten={own.waits(phase) || own.draft(phase) !== undefined} />
  if (own.waits(phase)) {
    return (
      <Notice tone='warn' title={t('Kept on this device, not yet sent')}>
        <p>{own.refusal?.detail ?? t('Sending …')}</p>
        <p>{t('It is sent by itself as long as this page is open, and when you come back.')}</p>
        {of.roster?.closesAt && <p>{sayUntil(of.roster.closesAt, today)}</p>}
        <p>{t('What comes later is not taken: it stays on this device alone.')}</p>
      </Notice>
    )
  }
  if (of.taken && !own.has && !own.kept.value.prepared) {
    return (
      <Notice tone='warn' title={t('Your ballot was taken on another device or in another browser.')}>
        {t(
          'Please answer there. Nobody can give you a second one, because nobody knows which answer is yours.',
        )}
      </Notice>
    )
  }
  if (of.roster && !of.roster.isIn && !own.has) {
    return (
      <Notice title={t('You are not on the roster.')}>
        {t(
          'It was frozen when this opened: on it is everybody who had been at a session and had signed in before this was made. You can take part in the next one.',
        )}
      </Notice>
    )
  }
  return (
    <>
      {own.refusal && <Refused refusal={own.refusal} />}
      {of.roster && <RosterNotice of={of.roster} roleName={roleName} today={today} />}
      {own.has ? children : <Begin own={own} publicKey={of.publicKey} promises={promises} />}
    </>
  )
}

/** What was written and came too late is on the device still, and nowhere else. */
const Over = ({ isWritten }: { isWritten: boolean }) => (
  <Notice tone={isWritten ? 'warn' : undefined} title={t('The closing time has passed.')}>
    {isWritten
      ? t('Your answers were not sent in time. They stay on this device alone; nobody else sees them.')
      : t('Nothing more is taken. The figures come when it is closed.')}
  </Notice>
)

const nothing = { drafts: {}, waiting: {} }

/** Where it is closed: says that what was written here and not sent is kept. `of` names the account and the thing. */
export function LateAnswers({ of }: { of: string }) {
  const { drafts, waiting } = useDeviceEntry<typeof nothing>(`ballot.${of}`, nothing).value
  return Object.keys({ ...drafts, ...waiting }).length > 0 ? <Over isWritten /> : null
}

export const Refused = ({ refusal }: { refusal: Refusal }) => (
  <Notice tone='accent' title={refusal.title}>
    {refusal.detail}
    {refusal.errors.map((error) => (
      <div key={error.pointer}>{error.detail}</div>
    ))}
  </Notice>
)

type BeginProps = {
  own: Pick<OwnBallot<never>, 'isPossible' | 'kept' | 'busy' | 'take'>
  publicKey: string | null
  promises: readonly string[]
}

function Begin({ own, publicKey, promises }: BeginProps) {
  const [print, setPrint] = useState('')
  useEffect(() => {
    if (publicKey && globalThis.crypto?.subtle) void fingerprint(publicKey).then(setPrint)
  }, [publicKey])
  // Nothing is written without a ballot: the one that this was written under is none any more.
  const isAnew = Object.keys(own.kept.value.drafts).length > 0
  return (
    <>
      {isAnew && (
        <Notice tone='warn' title={t('This was opened anew.')}>
          {t('What you answered is still on this device: take a new ballot and hand it in once more.')}
        </Notice>
      )}
      <Section title={t('How your answer stays without a name')}>
        <ol>
          <li>
            {t(
              'Your device draws a random number and hides it. The server signs it unseen, once for each trainee.',
            )}
          </li>
          <li>{t('Your answers go out with that number alone: without your sign-in, without a time.')}</li>
          {promises.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ol>
        {print && (
          <p className='note'>
            {t('Key of these ballots: {print}. Everybody in the room sees the same.', { print })}
          </p>
        )}
      </Section>
      {!own.isPossible && (
        <Notice tone='accent' title={t('This page was not opened over a secure connection.')}>
          {t('Without https the browser cannot make a ballot. Ask for the address that begins with https.')}
        </Notice>
      )}
      {!own.kept.isDurable && (
        <Notice tone='warn' title={t('This browser keeps nothing: answer before you close the page.')} />
      )}
      <div className='flow-end'>
        <Button
          kind='primary'
          busy={own.busy}
          disabled={!own.isPossible || !publicKey}
          onClick={() => void own.take(publicKey ?? '')}
        >
          {t('Take my ballot and begin')}
        </Button>
      </div>
    </>
  )
}
