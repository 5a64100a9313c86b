// Examination: the rounds of the classes and the library of misconception cards.
import { ClassLink } from '../../convene/web/parts/class-link.tsx'
import { useCall } from '../../kit/api.ts'
import { ButtonLink } from '../../kit/button.tsx'
import { Further } from '../../kit/further.tsx'
import { InventedMark, InventedNote, Quiet, Tag } from '../../kit/marks.tsx'
import { Page, Section } from '../../kit/page.tsx'
import { SearchField } from '../../kit/search-field.tsx'
import { Empty, Loaded } from '../../kit/states.tsx'
import { Table } from '../../kit/table.tsx'
import { useFilter } from '../../kit/use-filter.ts'
import { formatDay, formatNumber, nameOf, t } from '../../kit/words.ts'
import { listRounds, searchCards } from '../contract.ts'
import { cardOriginNames, openPhase, roundStageNames } from '../rules.ts'
import { sealedText } from './four-parts.tsx'
import './examine.css'

export function ExaminePage() {
  return (
    <Page
      title={t('Examine')}
      lead={t(
        'Past work held against common misconceptions. It is about practice at work; what you answer stays yours.',
      )}
    >
      <Rounds />
      <Library />
    </Page>
  )
}

function Rounds() {
  const { values, change } = useFilter(['rounds'])
  const after = values.rounds
  const asked = useCall(listRounds, { query: { after } }, { keep: true })
  return (
    <Section
      title={t('Examinations')}
      actions={
        <ClassLink
          text={t('New examination')}
          may='round.change'
          href={(classId) => `/examine/classes/${classId}/new-round`}
        />
      }
    >
      <Loaded of={asked} lines={3}>
        {({ rounds, next }) => (
          <>
            <Table
              label={t('Examinations')}
              isPart={Boolean(after || next)}
              rows={rounds}
              rowKey={(round) => round.id}
              href={(round) => `/examine/rounds/${round.id}`}
              empty={
                <Empty>
                  {t(
                    'No examination yet. Its trainer chooses some cards; the class answers before and after.',
                  )}
                </Empty>
              }
              columns={[
                {
                  key: 'title',
                  title: t('Examination'),
                  cell: (round) => nameOf(round.title),
                },
                { key: 'class', title: t('Class'), cell: (round) => nameOf(round.class) },
                {
                  key: 'day',
                  title: t('Day'),
                  cell: (round) => formatDay(round.onDay),
                  sort: (round) => round.onDay,
                },
                { key: 'cards', title: t('Cards'), num: true, cell: (round) => formatNumber(round.cards) },
                {
                  key: 'stage',
                  title: t('Stage'),
                  cell: (round) => (
                    <Tag tone={openPhase(round.stage) ? 'accent' : 'plain'}>
                      {t(roundStageNames[round.stage])}
                    </Tag>
                  ),
                },
              ]}
            />
            <Further after={after} next={next} change={(to) => change({ rounds: to.after })} />
          </>
        )}
      </Loaded>
    </Section>
  )
}

function Library() {
  const { values, at, change } = useFilter(['text', 'after'])
  const { text, after } = values
  const asked = useCall(searchCards, { query: { text, after } }, { keep: true })
  return (
    <Section
      title={t('Cards')}
      note={t('Each card sets a statement heard at work against the facts, and says what to do instead.')}
      actions={asked.data?.mayChange && <ButtonLink href='/examine/cards/new'>{t('New card')}</ButtonLink>}
    >
      <SearchField at={at('text')} label={t('Find a card')} placeholder={t('A word of the statement')} />
      <Loaded of={asked}>
        {({ found, next }) => (
          <>
            <Table
              label={t('Cards')}
              isPart={Boolean(after || next)}
              rows={found}
              rowKey={(card) => card.id}
              href={(card) => `/examine/cards/${card.id}`}
              empty={
                text || asked.data?.mayChange ? (
                  <Empty>
                    {text
                      ? t('No card holds these words.')
                      : t('No card yet. Write the first one from an error you have met at work.')}
                  </Empty>
                ) : (
                  <Empty
                    action={<ButtonLink href='/set-up'>{t('How far the programme is set up')}</ButtonLink>}
                  >
                    {t('No card yet. Trainers write them once the programme has begun.')}
                  </Empty>
                )
              }
              columns={[
                {
                  key: 'statement',
                  title: t('Statement'),
                  width: '24rem',
                  cell: (card) => nameOf(card.statement),
                },
                {
                  key: 'correction',
                  title: t('Correction'),
                  wideOnly: true,
                  cell: ({ correction, sealedUntil }) => (
                    <Quiet>{correction ? nameOf(correction) : sealedText(sealedUntil)}</Quiet>
                  ),
                },
                {
                  key: 'origin',
                  title: t('Where it was recorded'),
                  cell: (card) => (
                    <>
                      <Tag tone={card.origin === 'class' ? 'accent' : 'plain'}>
                        {t(cardOriginNames[card.origin])}
                      </Tag>{' '}
                      {card.illustrative && <InventedMark />}
                    </>
                  ),
                  sort: (card) => card.origin,
                },
              ]}
            />
            <InventedNote of={found} />
            <Further after={after} next={next} change={change} />
          </>
        )}
      </Loaded>
    </Section>
  )
}
