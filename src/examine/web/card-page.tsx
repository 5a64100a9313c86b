// One misconception card, to be read: four parts, the evidence with what it cites, a question to discuss.
import { Link } from 'wouter'
import { useCall } from '../../kit/api.ts'
import { ButtonLink } from '../../kit/button.tsx'
import { Illustrative, Quiet, Tag, ThreadLink } from '../../kit/marks.tsx'
import { Columns, Page, Rows, Section } from '../../kit/page.tsx'
import { ShareBar } from '../../kit/shares.tsx'
import { Empty, Loaded } from '../../kit/states.tsx'
import { nameOf, side, t } from '../../kit/words.ts'
import { cardPage } from '../contract.ts'
import { cardOriginNames, phaseNames } from '../rules.ts'
import { FourParts } from './four-parts.tsx'
import type { CardReply } from './shapes.ts'
import './examine.css'

export function CardPage({ misconceptionId }: { misconceptionId: string }) {
  const asked = useCall(cardPage, { params: { misconceptionId } })
  return <Loaded of={asked}>{(reply) => <Card of={reply} />}</Loaded>
}

function Card({ of: { card, evidence, questions, rounds, mayChange } }: { of: CardReply }) {
  return (
    <Page
      title={nameOf(card.statement)}
      beside={side() === 'zh' ? undefined : <span lang='zh-Hans'>{card.statement.zh}</span>}
      crumbs={[{ text: t('Examine'), href: '/examine' }, { text: t('Cards') }]}
      lead={
        <>
          <Tag tone={card.origin === 'class' ? 'accent' : 'plain'}>{t(cardOriginNames[card.origin])}</Tag>{' '}
          {nameOf(card.source)} {card.illustrative && <Illustrative />}
        </>
      }
      actions={
        <>
          <ThreadLink kind='misconception' id={card.id} />
          {mayChange && <ButtonLink href={`/examine/cards/${card.id}/edit`}>{t('Edit')}</ButtonLink>}
        </>
      }
    >
      <Columns
        side={
          <>
            <Section title={t('To discuss')}>
              <p className='zh'>{nameOf(card.question)}</p>
            </Section>
            {questions && questions.length > 0 && (
              <Section title={t('Tested by')}>
                <Rows
                  of={questions.map((question) => ({
                    key: question.id,
                    text: <Link href={`/study/checks/${question.checkId}`}>{nameOf(question.text)}</Link>,
                  }))}
                />
              </Section>
            )}
            {rounds.length > 0 && (
              <Section
                title={t('Examined')}
                note={t('The share of the class that disagreed with the statement.')}
              >
                {rounds.map((round) => (
                  <div key={round.roundId}>
                    <Link href={`/examine/rounds/${round.roundId}/figures`}>{nameOf(round.class)}</Link>
                    <Rows
                      of={round.phases.map(({ phase, disagree }) => ({
                        key: phase,
                        mark: t(phaseNames[phase]),
                        text: <ShareBar share={disagree} />,
                      }))}
                    />
                  </div>
                ))}
              </Section>
            )}
          </>
        }
      >
        <FourParts of={card} />
        {evidence && (
          <Section title={t('The facts')}>
            {evidence.length === 0 ? (
              <Empty>
                {t(
                  'No evidence stands here yet. A figure, a clause or a case from your own {planner} convinces more than words.',
                )}
              </Empty>
            ) : (
              <Rows
                of={evidence.map((one) => ({
                  key: one.id,
                  text: <EvidenceText of={one} />,
                  note: nameOf(one.source),
                }))}
              />
            )}
          </Section>
        )}
      </Columns>
    </Page>
  )
}

function EvidenceText({ of: one }: { of: NonNullable<CardReply['evidence']>[number] }) {
  const cited = one.clause ?? one.step
  return (
    <>
      {nameOf(one.text)} {one.illustrative && <Illustrative />}
      {cited && (
        <div>
          <Link href={cited.href}>{nameOf(cited.title)}</Link> <Quiet>{nameOf(cited.of)}</Quiet>
        </div>
      )}
    </>
  )
}
