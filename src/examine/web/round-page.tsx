// An examination. A trainee answers it here; its trainer opens and closes the phases. It shows nobody's answers.
import { useState } from 'react'
import { Link } from 'wouter'
import { me } from '../../access/sign-in/contract.ts'
import { useCall, useSend } from '../../kit/api.ts'
import { Button, ButtonLink } from '../../kit/button.tsx'
import { Confirm } from '../../kit/dialog.tsx'
import { Illustrative, Tag } from '../../kit/marks.tsx'
import { Facts, Page, Rows, Section } from '../../kit/page.tsx'
import { Loaded, Notice } from '../../kit/states.tsx'
import { formatDay, formatNumber, nameOf, t } from '../../kit/words.ts'
import { moveRound, roundPage } from '../contract.ts'
import { nextStages, openPhase, type RoundStage, roundStageNames } from '../rules.ts'
import { Answering } from './answering.tsx'
import type { RoundReply } from './shapes.ts'
import './examine.css'

export function RoundPage({ roundId }: { roundId: string }) {
  const asked = useCall(roundPage, { params: { roundId } })
  const who = useCall(me, {})
  return <Loaded of={asked}>{(reply) => <Round of={reply} account={who.data?.account?.id ?? ''} />}</Loaded>
}

function Round({ of: reply, account }: { of: RoundReply; account: string }) {
  const { round, cards, isTrainee, mayChange, mayFigures } = reply
  const phase = openPhase(round.stage)
  const isAnswered = isTrainee && phase !== null
  const hasFigures = !['draft', 'before_open'].includes(round.stage)
  return (
    <Page
      title={nameOf(round.title)}
      narrow={isAnswered && !mayChange}
      beside={<Tag tone={phase ? 'accent' : 'plain'}>{t(roundStageNames[round.stage])}</Tag>}
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
          {mayChange && <Moves of={reply} />}
        </>
      }
    >
      {mayChange && (
        <Facts
          of={[
            { figure: formatDay(round.onDay), label: round.stage === 'draft' ? t('made') : t('opened on') },
            { figure: formatNumber(cards.length), label: t('cards') },
            ...(reply.ballots === null
              ? []
              : [{ figure: formatNumber(reply.ballots), label: t('ballots taken') }]),
          ]}
        />
      )}
      {isAnswered && <Answering of={reply} phase={phase} account={account} />}
      {phase && !isTrainee && !mayChange && (
        <Notice title={t('This examination is answered by the trainees of the class.')}>
          {t('The cards are open to read.')}
        </Notice>
      )}
      {!isAnswered && (
        <Section title={t('Cards')}>
          <Rows
            of={cards.map((card, at) => ({
              key: card.id,
              mark: String(at + 1),
              text: <Link href={`/examine/cards/${card.id}`}>{nameOf(card.statement)}</Link>,
              note: nameOf(card.question),
            }))}
          />
        </Section>
      )}
    </Page>
  )
}

/** What a step does, as the trainer reads it before doing it. */
const moveTexts = (to: RoundStage): { action: string; what: string } => {
  if (to === 'before_open')
    return {
      action: t('Open: before'),
      what: t('Trainees take their ballots and answer before anything is explained.'),
    }
  if (to === 'before_closed')
    return {
      action: t('Close “before”'),
      what: t(
        'The figures are made once, from the answers that are there now. Ballots are given out no more.',
      ),
    }
  if (to === 'after_open')
    return { action: t('Open: after'), what: t('Those who answered before read the facts and answer again.') }
  if (to === 'after_closed')
    return {
      action: t('Close “after”'),
      what: t('The figures and the gain are made once; then the answers are erased.'),
    }
  if (to === 'later_open')
    return {
      action: t('Open: later'),
      what: t('Weeks later, the same people are asked once more. It is told by itself.'),
    }
  return {
    action: t('Finish'),
    what: t('What is left of answers, ballots and the key is erased. The figures stay.'),
  }
}

function Moves({ of: { round } }: { of: RoundReply }) {
  const move = useSend(moveRound)
  const [to, setTo] = useState<RoundStage | null>(null)
  const next = nextStages[round.stage]
  const asked = to ? moveTexts(to) : null
  return (
    <>
      {next.map((stage, at) => (
        <Button key={stage} kind={at === 0 ? 'primary' : 'plain'} onClick={() => setTo(stage)}>
          {moveTexts(stage).action}
        </Button>
      ))}
      <Confirm
        title={t('Go on with the examination?')}
        open={to !== null}
        onClose={() => setTo(null)}
        action={asked?.action ?? ''}
        onConfirm={() => move.send({ params: { roundId: round.id }, body: { to: to ?? 'finished' } })}
      >
        {asked?.what} {t('There is no way back.')}
      </Confirm>
    </>
  )
}
