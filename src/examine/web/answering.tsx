// Answering an examination on a phone: one card a screen. The facts are read between the phases, never here.
import { useState } from 'react'
import { type Role, roleNames } from '../../access/rules.ts'
import { waitingDays } from '../../base/rosters.ts'
import { send, sendUnsigned } from '../../kit/api.ts'
import { type OwnBallot, useBallot } from '../../kit/ballot.ts'
import { BallotDesk } from '../../kit/ballot-desk.tsx'
import { Button } from '../../kit/button.tsx'
import { BigChoices, OneByOne } from '../../kit/one-by-one.tsx'
import { Section } from '../../kit/page.tsx'
import { Notice } from '../../kit/states.tsx'
import { nameOf, t } from '../../kit/words.ts'
import { answerRound, takeRoundBallot } from '../contract.ts'
import {
  answerKinds,
  answerNames,
  type CardAnswer,
  confidenceNames,
  confidences,
  givesBallots,
  type Phase,
  phaseNames,
  type RoundAnswers,
} from '../rules.ts'
import { PrivateNote } from './private-note.tsx'
import type { RoundReply } from './shapes.ts'

type Props = { of: RoundReply; phase: Phase; account: string }

export function Answering({ of: reply, phase, account, today }: Props & { today?: string }) {
  const params = { roundId: reply.round.id }
  const own = useBallot<RoundAnswers>(`${account}.round.${reply.round.id}`, {
    sign: (blinded) => send(takeRoundBallot, { params, body: { blinded } }),
    send: (ballot, at, answers) =>
      sendUnsigned(answerRound, { params, body: { ballot, phase: at as Phase, answers } }),
  })
  if (!own.has && !reply.taken && !reply.roster?.isOver && !givesBallots(reply.round.stage)) {
    return (
      <Notice title={t('This round began without you.')}>
        {t('Joining later, your answers could be told apart from the others’.')}
      </Notice>
    )
  }
  const isLate = phase !== 'before' && !own.sent('before')
  return (
    <BallotDesk
      own={own}
      phase={phase}
      of={reply}
      today={today}
      roleName={(role) => t(roleNames[role as Role])}
      promises={[
        t(
          'The same number stands under your answers before, after and later, so that the class sees what changed. Only this device knows it: answer again on this one. If it is lost, your answers cannot be matched any more.',
        ),
        t(
          'Figures are made for the class as a whole. The answers are erased when “later” closes, and at the latest {n} days after the phase before it.',
          { n: waitingDays },
        ),
        t(
          'Where somebody does not answer again, others are left out of the comparison with them by lot, so that nobody shows by being missing. Whoever is not compared “after” does not answer “later”; where nothing is compared, everybody may.',
        ),
      ]}
      sent={(answers) => <Sent of={reply} own={own} sent={answers} phase={phase} account={account} />}
    >
      {isLate ? (
        <Notice title={t('You did not answer before.')}>
          {t('Only those who answered before answer again now: others could be told apart.')}
        </Notice>
      ) : (
        <Flow of={reply} own={own} phase={phase} account={account} />
      )}
    </BallotDesk>
  )
}

type FlowProps = Props & { own: OwnBallot<RoundAnswers> }
type Half = Partial<CardAnswer>

/** One card a screen. */
function Flow({ of: { cards }, own, phase, account }: FlowProps) {
  const [answers, setAnswers] = useState<Record<string, Half>>(() => own.draft(phase) ?? {})
  const isDone = (half?: Half): half is CardAnswer =>
    half?.answer !== undefined && half.confidence !== undefined
  const put = (cardId: string, part: Half) => {
    const next = { ...answers, [cardId]: { ...answers[cardId], ...part } }
    setAnswers(next)
    own.setDraft(phase, next as RoundAnswers)
  }
  return (
    <OneByOne
      of={cards}
      isDone={({ id }) => isDone(answers[id])}
      place={(n, all) => t('Card {n} of {all}', { n, all })}
      beside={t(phaseNames[phase])}
      handIn={() => void own.handIn(phase, answers as RoundAnswers)}
      busy={own.busy}
      below={({ id }) => <PrivateNote key={id} account={account} cardId={id} />}
    >
      {(card, head) => (
        <>
          <h2 className='statement' ref={head} tabIndex={-1}>
            {nameOf(card.statement)}
          </h2>
          <BigChoices
            legend={t('How do you see it, from your own work?')}
            options={answerKinds.map((value) => ({ value, text: t(answerNames[value]) }))}
            value={answers[card.id]?.answer}
            set={(answer) => put(card.id, { answer })}
          />
          <BigChoices
            levels
            legend={t('How sure are you?')}
            options={confidences.map((value) => ({ value, text: t(confidenceNames[value]) }))}
            value={answers[card.id]?.confidence}
            set={(confidence) => put(card.id, { confidence })}
          />
        </>
      )}
    </OneByOne>
  )
}

function Sent({ of: { cards }, own, sent, phase, account }: FlowProps & { sent: RoundAnswers }) {
  const [isOpen, setOpen] = useState(false)
  const before = phase === 'before' ? undefined : own.sent('before')
  return (
    <>
      <Notice tone='good' title={t('Your answers are in.')}>
        {phase === 'before'
          ? t(
              'The facts are open to read once this phase is closed. Answer again in the next one, on this device.',
            )
          : t('What you chose stands below; only this device can show it.')}
      </Notice>
      <Section
        title={t('What you chose')}
        actions={<Button onClick={() => setOpen(!isOpen)}>{isOpen ? t('Hide') : t('Show')}</Button>}
      >
        {isOpen &&
          cards.map((card) => (
            <article key={card.id}>
              <h3 className='statement'>{nameOf(card.statement)}</h3>
              {before?.[card.id] && (
                <p>
                  {t('before')}: {t(answerNames[before[card.id].answer])},{' '}
                  {t(confidenceNames[before[card.id].confidence])}
                </p>
              )}
              {sent[card.id] && (
                <p>
                  {t(answerNames[sent[card.id].answer])}, {t(confidenceNames[sent[card.id].confidence])}
                </p>
              )}
              <PrivateNote account={account} cardId={card.id} />
            </article>
          ))}
      </Section>
    </>
  )
}
