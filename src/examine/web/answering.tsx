// Answering an examination on a phone: one card a screen; in the second phase the facts come first.
import { useEffect, useRef, useState } from 'react'
import { fingerprint } from '../../base/ballot.ts'
import { send, sendUnsigned } from '../../kit/api.ts'
import { type OwnBallot, useBallot } from '../../kit/ballot.ts'
import { Button } from '../../kit/button.tsx'
import { Section } from '../../kit/page.tsx'
import { Notice } from '../../kit/states.tsx'
import { nameOf, t } from '../../kit/words.ts'
import { answerRound, takeRoundBallot } from '../contract.ts'
import {
  type AnswerKind,
  answerKinds,
  answerNames,
  type CardAnswer,
  type Confidence,
  confidenceNames,
  confidences,
  givesBallots,
  type Phase,
  type RoundAnswers,
} from '../rules.ts'
import { FourParts } from './four-parts.tsx'
import { PrivateNote } from './private-note.tsx'
import type { RoundReply } from './shapes.ts'

type Props = { of: RoundReply; phase: Phase; account: string }

export function Answering({ of: reply, phase, account }: Props) {
  const params = { roundId: reply.round.id }
  const own = useBallot<RoundAnswers>(`${account}.round.${reply.round.id}`, {
    sign: (blinded) => send(takeRoundBallot, { params, body: { blinded } }),
    send: (ballot, at, answers) =>
      sendUnsigned(answerRound, { params, body: { ballot, phase: at as Phase, answers } }),
  })
  const sent = own.sent(phase)
  if (sent) return <Sent of={reply} own={own} phase={phase} account={account} />
  if (own.waits(phase)) {
    return (
      <Notice tone='warn' title={t('Kept on this device, not yet sent')}>
        {own.refusal?.detail ?? t('Sending …')}{' '}
        {t('It is sent by itself as long as this page is open, and when you come back.')}
      </Notice>
    )
  }
  if (!own.has) return <Begin of={reply} own={own} />
  if (phase === 'after' && !own.sent('before')) {
    return (
      <Notice title={t('You did not answer before.')}>
        {t(
          'Only those who answered before answer again now: others could be told apart. The cards are open to read.',
        )}
      </Notice>
    )
  }
  return (
    <>
      {own.refusal && (
        <Notice tone='accent' title={own.refusal.title}>
          {own.refusal.detail}
        </Notice>
      )}
      <Flow of={reply} own={own} phase={phase} account={account} />
    </>
  )
}

function Begin({ of: { publicKey, taken, round }, own }: { of: RoundReply; own: OwnBallot<RoundAnswers> }) {
  const [print, setPrint] = useState('')
  useEffect(() => {
    if (publicKey && globalThis.crypto?.subtle) void fingerprint(publicKey).then(setPrint)
  }, [publicKey])
  const isLate = !givesBallots(round.stage) && !taken
  if (isLate) {
    return (
      <Notice title={t('This round began without you.')}>
        {t('Joining later, your answers could be told apart from the others’. The cards are open to read.')}
      </Notice>
    )
  }
  if (taken && !own.kept.value.prepared) {
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
      {own.refusal && (
        <Notice tone='accent' title={own.refusal.title}>
          {own.refusal.detail}
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
          <li>
            {t(
              'The same number stands under your answers before and after, so that the class sees what changed. Only this device knows it: answer again on this one.',
            )}
          </li>
          <li>
            {t(
              'Figures are made for the class, from five people on. When they are made, the answers are erased.',
            )}
          </li>
        </ol>
        {print && (
          <p className='note'>
            {t('Key of this round: {print}. Everybody in the room sees the same.', { print })}
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
      <div className='flow-steps'>
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

type FlowProps = Props & { own: OwnBallot<RoundAnswers> }
type Half = Partial<CardAnswer>

/** One card a screen. In the second phase the four parts are read before the statement is judged again. */
function Flow({ of: { cards }, own, phase, account }: FlowProps) {
  const [answers, setAnswers] = useState<Record<string, Half>>(() => own.draft(phase) ?? {})
  const isDone = (half?: Half): half is CardAnswer =>
    half?.answer !== undefined && half.confidence !== undefined
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      cards.findIndex(({ id }) => !isDone(answers[id])),
    ),
  )
  const head = useRef<HTMLHeadingElement>(null)
  const card = cards[at]
  const half = answers[card.id] ?? {}
  const isLast = at === cards.length - 1
  const put = (part: Half) => {
    const next = { ...answers, [card.id]: { ...half, ...part } }
    setAnswers(next)
    own.setDraft(phase, next as RoundAnswers)
  }
  const go = (to: number) => {
    setAt(to)
    requestAnimationFrame(() => {
      scrollTo(0, 0)
      head.current?.focus()
    })
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (isLast) void own.handIn(phase, answers as RoundAnswers)
        else go(at + 1)
      }}
    >
      <p className='step-line'>
        <span>{t('Card {n} of {all}', { n: at + 1, all: cards.length })}</span>
        <span>{phase === 'before' ? t('before') : phase === 'after' ? t('after') : t('later')}</span>
      </p>
      {phase !== 'before' && <FourParts of={card} inFlow />}
      <h2 className='statement' ref={head} tabIndex={-1}>
        {nameOf(card.statement)}
      </h2>
      <Choices
        legend={t('How do you see it, from your own work?')}
        options={answerKinds.map((kind) => ({ value: kind, text: t(answerNames[kind]) }))}
        value={half.answer}
        set={(answer) => put({ answer: answer as AnswerKind })}
      />
      <Choices
        isLevels
        legend={t('How sure are you?')}
        options={confidences.map((level) => ({ value: String(level), text: t(confidenceNames[level]) }))}
        value={half.confidence === undefined ? undefined : String(half.confidence)}
        set={(level) => put({ confidence: Number(level) as Confidence })}
      />
      <div className='flow-steps'>
        {at > 0 && <Button onClick={() => go(at - 1)}>{t('Back')}</Button>}
        <Button
          kind='primary'
          submit
          busy={own.busy}
          disabled={!isDone(half) || (isLast && !cards.every(({ id }) => isDone(answers[id])))}
        >
          {isLast ? t('Hand in') : t('Next')}
        </Button>
      </div>
      <PrivateNote key={card.id} account={account} cardId={card.id} />
    </form>
  )
}

type ChoicesProps = {
  legend: string
  options: { value: string; text: string }[]
  value?: string
  set: (value: string) => void
  isLevels?: boolean
}

function Choices({ legend, options, value, set, isLevels }: ChoicesProps) {
  return (
    <fieldset className={isLevels ? 'answers levels' : 'answers'}>
      <legend>{legend}</legend>
      {options.map((option) => (
        <label key={option.value} className='answer'>
          <input type='radio' checked={value === option.value} onChange={() => set(option.value)} />
          <span>{option.text}</span>
        </label>
      ))}
    </fieldset>
  )
}

function Sent({ of: { cards }, own, phase, account }: FlowProps) {
  const [isOpen, setOpen] = useState(false)
  const sent = own.sent(phase) ?? {}
  const before = phase === 'before' ? undefined : own.sent('before')
  return (
    <>
      <Notice tone='good' title={t('Your answers are in.')}>
        {phase === 'before'
          ? t('The facts come in the next phase. Answer again then, on this device.')
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
              {phase !== 'before' && <FourParts of={card} inFlow />}
              <PrivateNote account={account} cardId={card.id} />
            </article>
          ))}
      </Section>
    </>
  )
}
