// Answering a check: first how it stays without a name, then one question a screen, then what was right.
import { useEffect, useRef, useState } from 'react'
import { fingerprint } from '../../base/ballot.ts'
import { send, sendUnsigned, useSend } from '../../kit/api.ts'
import { useBallot } from '../../kit/ballot.ts'
import { Button } from '../../kit/button.tsx'
import { useKept } from '../../kit/kept.ts'
import { Section } from '../../kit/page.tsx'
import type { Refusal } from '../../kit/refusal.ts'
import { Notice } from '../../kit/states.tsx'
import { nameOf, t } from '../../kit/words.ts'
import { answerCheck, answerNamedCheck, takeCheckBallot } from '../checks/contract.ts'
import type { CheckAnswers } from '../checks/rules.ts'
import { QuestionList } from './check-feedback.tsx'
import type { CheckReply } from './shapes.ts'

type Marks = { questions: { id: string; right: number; why: { zh: string; en: string } }[] }

type Told = { marks: Marks | null }

const only = 'answers'
const untold: Told = { marks: null }

export function AnonymousAnswer({ of: reply, account }: { of: CheckReply; account: string }) {
  const params = { checkId: reply.check.id }
  // What was right is kept here too: the server tells it with the answer, and to nobody twice.
  const told = useKept<Told>(`marks.${account}.check.${reply.check.id}`, untold)
  const own = useBallot<CheckAnswers>(`${account}.check.${reply.check.id}`, {
    sign: (blinded) => send(takeCheckBallot, { params, body: { blinded } }),
    send: async (ballot, _, answers) =>
      told.change({ marks: await sendUnsigned(answerCheck, { params, body: { ballot, answers } }) }),
  })
  const sent = own.sent(only)
  if (sent) return <Done of={reply} marks={told.value.marks} chosen={sent} />
  if (own.waits(only)) return <Waiting refusal={own.refusal} />
  if (own.has) {
    return (
      <>
        {own.refusal && <Refused refusal={own.refusal} />}
        <Flow
          of={reply}
          begun={own.draft(only) ?? {}}
          keep={(answers) => own.setDraft(only, answers)}
          handIn={(answers) => void own.handIn(only, answers)}
          busy={own.busy}
        />
      </>
    )
  }
  if (reply.taken && !own.kept.value.prepared) {
    return (
      <Notice tone='warn' title={t('Your ballot was taken on another device or in another browser.')}>
        {t(
          'Please answer there. Nobody can give you a second one, because nobody knows which answer is yours.',
        )}
      </Notice>
    )
  }
  return (
    <>
      {own.refusal && <Refused refusal={own.refusal} />}
      <HowItStays publicKey={reply.publicKey} />
      {!own.isPossible && <NotSecure />}
      <div className='flow-end'>
        <Button
          kind='primary'
          busy={own.busy}
          disabled={!own.isPossible || !reply.publicKey}
          onClick={() => void own.take(reply.publicKey ?? '')}
        >
          {t('Take my ballot and begin')}
        </Button>
      </div>
    </>
  )
}

export const Refused = ({ refusal }: { refusal: Refusal }) => (
  <Notice tone='accent' title={refusal.title}>
    {refusal.detail}
    {refusal.errors.map((error) => (
      <div key={error.pointer}>{error.detail}</div>
    ))}
  </Notice>
)

const NotSecure = () => (
  <Notice tone='accent' title={t('This page was not opened over a secure connection.')}>
    {t('Without https the browser cannot make a ballot. Ask for the address that begins with https.')}
  </Notice>
)

function Waiting({ refusal }: { refusal: Refusal | null }) {
  return (
    <Notice tone='warn' title={t('Kept on this device, not yet sent')}>
      {refusal?.detail ?? t('Sending …')}{' '}
      {t('It is sent by itself as long as this page is open, and when you come back.')}
    </Notice>
  )
}

function HowItStays({ publicKey }: { publicKey: string | null }) {
  const [print, setPrint] = useState('')
  useEffect(() => {
    if (publicKey && globalThis.crypto?.subtle) void fingerprint(publicKey).then(setPrint)
  }, [publicKey])
  return (
    <Section title={t('How your answer stays without a name')}>
      <ol>
        <li>
          {t(
            'Your device draws a random number and hides it. The server signs it unseen, once for each trainee.',
          )}
        </li>
        <li>{t('Your answers go out with that number alone: without your sign-in, without a time.')}</li>
        <li>
          {t(
            'Nobody can connect the two, not even with the whole database. Results are made for the class, from five people on.',
          )}
        </li>
      </ol>
      {print && (
        <p className='note'>
          {t('Key of this round: {print}. Everybody in the room sees the same.', { print })}
        </p>
      )}
    </Section>
  )
}

type FlowProps = {
  of: CheckReply
  begun: CheckAnswers
  keep?: (answers: CheckAnswers) => void
  handIn: (answers: CheckAnswers) => void
  busy: boolean
}

/** One question a screen; what was chosen stays when one goes back. */
function Flow({ of: { questions }, begun, keep, handIn, busy }: FlowProps) {
  const [answers, setAnswers] = useState(begun)
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      questions.findIndex(({ id }) => begun[id] === undefined),
    ),
  )
  const head = useRef<HTMLHeadingElement>(null)
  const question = questions[at]
  const isLast = at === questions.length - 1
  const go = (to: number) => {
    setAt(to)
    requestAnimationFrame(() => head.current?.focus())
  }
  const choose = (choice: number) => {
    const next = { ...answers, [question.id]: choice }
    setAnswers(next)
    keep?.(next)
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (isLast) handIn(answers)
        else go(at + 1)
      }}
    >
      <div className='step-of'>
        <span>{t('Question {n} of {all}', { n: at + 1, all: questions.length })}</span>
      </div>
      <progress className='unseen' value={at + 1} max={questions.length} />
      <fieldset className='big-choices' key={question.id}>
        <legend>
          <h2 className='asked' ref={head} tabIndex={-1}>
            {nameOf(question.text)}
          </h2>
        </legend>
        {question.choices.map((choice, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the choices of a question have no other identity than their place
          <label key={n} className='big-choice'>
            <input
              type='radio'
              name={question.id}
              checked={answers[question.id] === n}
              onChange={() => choose(n)}
            />
            <span>{nameOf(choice)}</span>
          </label>
        ))}
      </fieldset>
      <div className='flow-end'>
        {at > 0 && <Button onClick={() => go(at - 1)}>{t('Back')}</Button>}
        <Button kind='primary' submit busy={busy} disabled={answers[question.id] === undefined}>
          {isLast ? t('Hand in') : t('Next')}
        </Button>
      </div>
    </form>
  )
}

function Done({ of: reply, marks, chosen }: { of: CheckReply; marks: Marks | null; chosen: CheckAnswers }) {
  const told = new Map(marks?.questions.map((question) => [question.id, question]))
  const questions = reply.questions.map((question) => ({
    ...question,
    right: told.get(question.id)?.right ?? question.right,
    why: told.get(question.id)?.why ?? question.why,
  }))
  return (
    <>
      <Notice tone='good' title={t('Your answers are in.')}>
        {questions[0]?.right === null
          ? t('What is right is told here when the check is closed.')
          : t('Here is what is right, with the words of the clause. Only this device shows what you chose.')}
      </Notice>
      <QuestionList questions={questions} chosen={chosen} />
    </>
  )
}

/** The questions of a closed check; on the device that answered it, with what was chosen there. */
export function ClosedQuestions({ of: reply, account }: { of: CheckReply; account: string }) {
  const kept = useKept<{ sent: Record<string, CheckAnswers> }>(
    `ballot.${account}.check.${reply.check.id}`,
    unsent,
  )
  return <QuestionList questions={reply.questions} chosen={reply.own ?? kept.value.sent[only] ?? null} />
}

const unsent = { sent: {} }

export function NamedAnswer({ of: reply }: { of: CheckReply }) {
  const hand = useSend(answerNamedCheck)
  if (reply.own) return <Done of={reply} marks={null} chosen={reply.own} />
  return (
    <>
      <Notice tone='warn' title={t('This check is answered with your name.')}>
        {t(
          'It was declared so beforehand. You see your result, and so does who teaches the class; nobody else.',
        )}
      </Notice>
      {hand.refusal && <Refused refusal={hand.refusal} />}
      <Flow
        of={reply}
        begun={{}}
        handIn={(answers) => hand.start({ params: { checkId: reply.check.id }, body: { answers } })}
        busy={hand.busy}
      />
    </>
  )
}
