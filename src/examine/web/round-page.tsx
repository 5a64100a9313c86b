// An examination. A trainee answers it here; its trainer opens and closes the phases. It shows nobody's answers.
import { useState } from 'react'
import { Link } from 'wouter'
import { type Role, roleNames } from '../../access/rules.ts'
import { me } from '../../access/sign-in/contract.ts'
import { waitingDays } from '../../base/rosters.ts'
import { fewest } from '../../base/shares.ts'
import { useCall, useSend } from '../../kit/api.ts'
import { LateAnswers } from '../../kit/ballot-desk.tsx'
import { Button, ButtonLink } from '../../kit/button.tsx'
import { ConfirmClosing } from '../../kit/closing.tsx'
import { Confirm } from '../../kit/dialog.tsx'
import { Illustrative, Tag } from '../../kit/marks.tsx'
import { Facts, Page, Rows, Section } from '../../kit/page.tsx'
import { RosterNotice, RosterStanding } from '../../kit/roster-notice.tsx'
import { Loaded, Notice } from '../../kit/states.tsx'
import { turnsIn } from '../../kit/until.ts'
import { formatDay, formatInstant, formatNumber, nameOf, t, tn } from '../../kit/words.ts'
import { changeRoundClosing, moveRound, roundPage } from '../contract.ts'
import { nextStages, openPhase, type RoundStage, roundStageNames } from '../rules.ts'
import { Answering } from './answering.tsx'
import { FourParts } from './four-parts.tsx'
import type { RoundReply } from './shapes.ts'
import './examine.css'

export function RoundPage({ roundId }: { roundId: string }) {
  const asked = useCall(
    roundPage,
    { params: { roundId } },
    { every: (found) => turnsIn(found?.roster, { closes: found?.mayChange }) },
  )
  const who = useCall(me, {})
  return (
    <Loaded of={asked}>
      {(reply) => <Round of={reply} account={who.data?.account?.id ?? ''} today={who.data?.today} />}
    </Loaded>
  )
}

function Round({ of: reply, account, today }: { of: RoundReply; account: string; today?: string }) {
  const { round, cards, isTrainee, mayChange, mayFigures } = reply
  const phase = openPhase(round.stage)
  const isAnswered = isTrainee && phase !== null
  const hasFigures = !['draft', 'before_open'].includes(round.stage)
  return (
    <Page
      title={nameOf(round.title)}
      narrow={isAnswered && !mayChange}
      beside={
        <Tag tone={phase ? 'accent' : 'plain'}>
          {reply.roster?.isOver ? t('the time is over') : t(roundStageNames[round.stage])}
        </Tag>
      }
      crumbs={[{ text: t('Examine'), href: '/examine' }, { text: nameOf(round.class) }]}
      lead={
        <>
          {t(
            'Errors are normal; this is for learning. Nobody can see what you answer, neither trainer nor administrator.',
          )}{' '}
          {round.illustrative && <Illustrative />}
        </>
      }
      actions={
        <>
          {hasFigures && mayFigures && (
            <ButtonLink href={`/examine/rounds/${round.id}/figures`} kind={isAnswered ? 'plain' : 'primary'}>
              {t('Figures of the class')}
            </ButtonLink>
          )}
          {mayChange && <Moves of={reply} today={today} />}
        </>
      }
    >
      {mayChange && (
        <Facts
          of={[
            { figure: formatDay(round.onDay), label: round.stage === 'draft' ? t('made') : t('opened on') },
            { figure: formatNumber(cards.length), label: tn('card', 'cards', cards.length) },
            ...(reply.ballots === null
              ? []
              : [
                  {
                    figure: formatNumber(reply.ballots),
                    label: tn('ballot taken', 'ballots taken', reply.ballots),
                  },
                ]),
          ]}
        />
      )}
      {mayChange && reply.roster && (
        <RosterStanding of={reply.roster} ballots={reply.ballots} mayClose={reply.mayClose} />
      )}
      {mayChange && !isAnswered && reply.roster && (
        <RosterNotice of={reply.roster} today={today} roleName={(role) => t(roleNames[role as Role])} />
      )}
      {reply.keptUntil && (round.stage === 'after_closed' || round.stage === 'later_open') && (
        <p className='note'>
          {t('The answers wait for “later”, until {when}; then they are erased.', {
            when: formatInstant(reply.keptUntil),
          })}
        </p>
      )}
      {isAnswered && <Answering of={reply} phase={phase} account={account} today={today} />}
      {phase && !isTrainee && !mayChange && (
        <Notice title={t('This examination is answered by the trainees of the class.')}>
          {t('The cards are open to read.')}
        </Notice>
      )}
      {isTrainee && phase === null && <LateAnswers of={`${account}.round.${round.id}`} />}
      {!isAnswered && (
        <Section title={t('Cards')}>
          {isTrainee ? (
            cards.map((card) => <CardToRead key={card.id} of={card} />)
          ) : (
            <Rows
              of={cards.map((card, at) => ({
                key: card.id,
                mark: String(at + 1),
                text: <Link href={`/examine/cards/${card.id}`}>{nameOf(card.statement)}</Link>,
                note: nameOf(card.question),
              }))}
            />
          )}
        </Section>
      )}
    </Page>
  )
}

/** A card as it is read between the phases, on a phone. */
function CardToRead({ of: card }: { of: RoundReply['cards'][number] }) {
  return (
    <article>
      <h3 className='statement'>
        <Link href={`/examine/cards/${card.id}`}>{nameOf(card.statement)}</Link>
      </h3>
      <FourParts of={card} inFlow />
      {card.evidence && (
        <Rows
          of={card.evidence.map(({ text, source }) => ({
            key: `${nameOf(text)} ${nameOf(source)}`,
            text: nameOf(text),
            note: nameOf(source),
          }))}
        />
      )}
    </article>
  )
}

/** What a step does, as the trainer reads it before doing it. */
function moveTexts(from: RoundStage, to: RoundStage): { action: string; what: string } {
  if (to === 'before_open')
    return {
      action: t('Open: before'),
      what: t(
        'Trainees take their ballots and answer before anything is explained. Who may answer is frozen now: whoever signs in for the first time afterwards is not among them.',
      ),
    }
  if (to === 'before_closed')
    return {
      action: t('Close “before”'),
      what: t(
        'The figures are made once, from the answers that came in time. Ballots are given out no more.',
      ),
    }
  if (to === 'after_open')
    return {
      action: t('Open: after'),
      what: t(
        'Those who answered before answer again. What they have read in between is sealed for them until the phase is closed. See that everybody answers: where one is missing, others are left out with them by lot, and of a small class nothing is compared then.',
      ),
    }
  if (to === 'after_closed')
    return {
      action: t('Close “after”'),
      what: t('The figures and the gain are made once. The answers wait for “later”, {n} days at the most.', {
        n: waitingDays,
      }),
    }
  if (to === 'later_open')
    return {
      action: t('Open: later'),
      what: t('Weeks later, the same people are asked once more, on the same devices.'),
    }
  const erased = t('What is left of answers, ballots and the key is erased. The figures stay.')
  if (from !== 'later_open') return { action: t('Finish'), what: erased }
  const made = t('The figures of “later” are made once, from the answers that came in time.')
  return { action: t('Close “later” and finish'), what: `${made} ${erased}` }
}

function Moves({ of: { round, version, roster, mayClose }, today }: { of: RoundReply; today?: string }) {
  const move = useSend(moveRound)
  const lengthen = useSend(changeRoundClosing)
  const [to, setTo] = useState<RoundStage | 'longer' | null>(null)
  const params = { roundId: round.id }
  const isOpen = openPhase(round.stage) !== null
  const isRunning = isOpen && roster !== null && !roster.isOver
  const mayMove = round.stage === 'draft' ? !roster || roster.size >= fewest : !isOpen || mayClose
  const steps = mayMove ? nextStages[round.stage] : []
  const next = to === null || to === 'longer' ? null : to
  const asked = next ? moveTexts(round.stage, next) : null
  const close = () => setTo(null)
  return (
    <>
      {isRunning && <Button onClick={() => setTo('longer')}>{t('Longer')}</Button>}
      {steps.map((stage, at) => (
        <Button key={stage} kind={at === 0 ? 'primary' : 'plain'} onClick={() => setTo(stage)}>
          {moveTexts(round.stage, stage).action}
        </Button>
      ))}
      <ConfirmClosing
        title={asked?.action ?? t('Let people answer longer?')}
        open={to === 'longer' || (next !== null && openPhase(next) !== null)}
        onClose={close}
        action={asked?.action ?? t('Longer')}
        stands={next ? undefined : (roster?.closesAt ?? undefined)}
        today={today}
        onConfirm={(closesAt) =>
          next
            ? move.send({ params, body: { to: next, version, closesAt } })
            : lengthen.send({ params, body: { closesAt } })
        }
      >
        {asked && (
          <>
            <p>{asked.what}</p>
            <p>{t('There is no way back.')}</p>
          </>
        )}
      </ConfirmClosing>
      <Confirm
        title={asked?.action ?? ''}
        open={next !== null && openPhase(next) === null}
        onClose={close}
        action={asked?.action ?? ''}
        onConfirm={() => move.send({ params, body: { to: next ?? 'finished' } })}
      >
        <p>{asked?.what}</p>
        <p>{t('There is no way back.')}</p>
      </Confirm>
    </>
  )
}
