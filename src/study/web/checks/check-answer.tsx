// Answering a check: first how it stays without a name, then one question a screen, then what was right.
import { useState } from 'react'
import { type Role, roleNames } from '../../../access/rules.ts'
import type { CallReply } from '../../../base/call.ts'
import { send, sendUnsigned, useSend } from '../../../kit/api.ts'
import { useBallot } from '../../../kit/ballot.ts'
import { BallotDesk, Refused } from '../../../kit/ballot-desk.tsx'
import { useDeviceEntry } from '../../../kit/device-entry.ts'
import { BigChoices, OneByOne } from '../../../kit/one-by-one.tsx'
import { Notice } from '../../../kit/states.tsx'
import { formatNumber, nameOf, t } from '../../../kit/words.ts'
import { answerCheck, answerNamedCheck, takeCheckBallot } from '../../checks/contract.ts'
import type { CheckAnswers } from '../../checks/rules.ts'
import type { CheckReply } from '../shapes.ts'
import { QuestionList } from './check-feedback.tsx'

type Marks = CallReply<typeof answerCheck>

type Told = { marks: Marks | null }

const only = 'answers'
const untold: Told = { marks: null }

export function AnonymousAnswer({
  of: reply,
  account,
  today,
}: {
  of: CheckReply
  account: string
  today?: string
}) {
  const params = { checkId: reply.check.id }
  // What was right is kept here too: the server tells it with the answer, and to nobody twice.
  const told = useDeviceEntry<Told>(`marks.${account}.check.${reply.check.id}`, untold)
  const own = useBallot<CheckAnswers>(`${account}.check.${reply.check.id}`, {
    sign: (blinded) => send(takeCheckBallot, { params, body: { blinded } }),
    send: async (ballot, _, answers) =>
      told.change({ marks: await sendUnsigned(answerCheck, { params, body: { ballot, answers } }) }),
  })
  return (
    <BallotDesk
      own={own}
      phase={only}
      of={reply}
      today={today}
      roleName={(role) => t(roleNames[role as Role])}
      promises={[
        t(
          'Nobody can connect the two, not even with the whole database. Results are made for the class as a whole; then the answers are erased.',
        ),
      ]}
      sent={(answers) => <Done of={reply} marks={told.value.marks} chosen={answers} />}
    >
      <Flow
        of={reply}
        begun={own.draft(only) ?? {}}
        keep={(answers) => own.setDraft(only, answers)}
        handIn={(answers) => void own.handIn(only, answers)}
        busy={own.busy}
      />
    </BallotDesk>
  )
}

type FlowProps = {
  of: CheckReply
  begun: CheckAnswers
  keep?: (answers: CheckAnswers) => void
  handIn: (answers: CheckAnswers) => void
  busy: boolean
}

function Flow({ of: { questions }, begun, keep, handIn, busy }: FlowProps) {
  const [answers, setAnswers] = useState(begun)
  const choose = (questionId: string, choice: number) => {
    const next = { ...answers, [questionId]: choice }
    setAnswers(next)
    keep?.(next)
  }
  return (
    <OneByOne
      of={questions}
      isDone={({ id }) => answers[id] !== undefined}
      place={(n, all) => t('Question {n} of {all}', { n, all })}
      handIn={() => handIn(answers)}
      busy={busy}
    >
      {({ id, text, choices }, head) => (
        <BigChoices
          key={id}
          legend={
            <h2 className='asked' ref={head} tabIndex={-1}>
              {nameOf(text)}
            </h2>
          }
          options={choices.map((choice, value) => ({ value, text: nameOf(choice) }))}
          value={answers[id]}
          set={(choice) => choose(id, choice)}
        />
      )}
    </OneByOne>
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
          : reply.check.named
            ? t('Here is what is right, with the words of the clause. Your result is kept with your name.')
            : t(
                'Here is what is right, with the words of the clause. Only this device shows what you chose.',
              )}
      </Notice>
      <QuestionList questions={questions} chosen={chosen} />
    </>
  )
}

/** The questions of a closed check; on the device that answered it, with what was chosen there. */
export function ClosedQuestions({ of: reply, account }: { of: CheckReply; account: string }) {
  const kept = useDeviceEntry<{ sent: Record<string, CheckAnswers> }>(
    `ballot.${account}.check.${reply.check.id}`,
    unsent,
  )
  const { check, questions } = reply
  const chosen = reply.own ?? kept.value.sent[only] ?? null
  return (
    <>
      {chosen && (
        <Notice
          title={t('You had {n} of {all} right.', {
            n: formatNumber(questions.filter(({ id, right }) => right === chosen[id]).length),
            all: formatNumber(questions.length),
          })}
        >
          {check.named
            ? t(
                'Those who teach or organise the class, and who stands above it, see this too, with your name.',
              )
            : t('Only this device shows what you chose.')}
        </Notice>
      )}
      <QuestionList questions={questions} chosen={chosen} />
    </>
  )
}

const unsent = { sent: {} }

export function NamedAnswer({ of: reply }: { of: CheckReply }) {
  const hand = useSend(answerNamedCheck)
  if (reply.own) return <Done of={reply} marks={null} chosen={reply.own} />
  return (
    <>
      <Notice tone='warn' title={t('This check is answered with your name.')}>
        {t(
          'It was declared so beforehand. Your result is seen by you, by those who teach or organise the class, and by who stands above it: trainers, {reviewer} officers, administrators. Nobody else sees it.',
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
