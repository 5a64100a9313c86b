// The figures of an examination: before and after, who was sure and wrong, and what was gained. For the class alone.
import { Link } from 'wouter'
import type { CallReply } from '../../base/call.ts'
import { useCall } from '../../kit/api.ts'
import { Illustrative } from '../../kit/marks.tsx'
import { Facts, Page, Section } from '../../kit/page.tsx'
import { SpreadBar, type SpreadPart } from '../../kit/shares.tsx'
import { Loaded, Notice } from '../../kit/states.tsx'
import { formatChange, formatNumber, nameOf, t, tn } from '../../kit/words.ts'
import { roundFigures } from '../contract.ts'
import { answerKinds, phaseNames } from '../rules.ts'
import './examine.css'

type Reply = CallReply<typeof roundFigures>
type Card = Reply['cards'][number]
type Spread = NonNullable<Card['before']>

export function FiguresPage({ roundId }: { roundId: string }) {
  const asked = useCall(roundFigures, { params: { roundId } })
  return <Loaded of={asked}>{(reply) => <Figures of={reply} />}</Loaded>
}

function Figures({ of: { round, floor, phases, cards, gainWithheld } }: { of: Reply }) {
  const told = phases.filter(({ withheld }) => withheld === null)
  const few = phases.filter(({ withheld }) => withheld === 'below the floor')
  const leftOut = phases.reduce((sum, phase) => sum + phase.leftOut, 0)
  const repeated = cards.filter((card) => card.repeated)
  const ordered = cards.toSorted((a, b) => (a.gain ?? 0) - (b.gain ?? 0))
  return (
    <Page
      title={t('Figures of the class')}
      beside={round.illustrative ? <Illustrative /> : undefined}
      crumbs={[
        { text: t('Examine'), href: '/examine' },
        { text: nameOf(round.title), href: `/examine/rounds/${round.id}` },
      ]}
      lead={t(
        'What to take up again, card by card. No figure is about fewer people than the floor, and none about a part of the class.',
      )}
    >
      <Facts
        of={phases.map(({ phase, answered, withheld, leftOut: out }) => ({
          key: phase,
          figure: answered === null ? '–' : formatNumber(answered),
          label:
            withheld === 'not closed'
              ? t('{phase}: told when closed', { phase: t(phaseNames[phase]) })
              : out > 0
                ? tn('counted {phase}', 'counted {phase}', answered ?? 0, { phase: t(phaseNames[phase]) })
                : tn('answered {phase}', 'answered {phase}', answered ?? 0, { phase: t(phaseNames[phase]) }),
        }))}
      />
      {told.length === 0 && few.length === 0 && (
        <Notice title={t('The figures come when a phase is closed.')}>
          {t('Before that there are none: two figures at two moments could be subtracted from each other.')}
        </Notice>
      )}
      {few.length > 0 && (
        <Notice
          title={t('Withheld: fewer answers can be counted than the floor of {n}.', {
            n: formatNumber(floor),
          })}
        >
          {few.some(({ phase }) => phase !== 'before')
            ? t(
                'Somebody did not answer again, and others were left out with them by lot: too few were left. A figure about so few people could be put down to one of them.',
              )
            : t('A figure about so few people could be put down to one of them.')}
        </Notice>
      )}
      {leftOut > 0 && (
        <Notice title={tn('{n} answer is left out by lot.', '{n} answers are left out by lot.', leftOut)}>
          {t(
            'Not everybody came back. Whoever was missing would have shown beside the figures of all, and is mixed so with people whom nobody knows.',
          )}
        </Notice>
      )}
      {repeated.length > 0 && (
        <Notice title={t('Withheld: nearly the same people were asked the same elsewhere.')}>
          {t('Comparing the two groups would lay bare the few by whom they differ.')}
          <ul>
            {repeated.map((card) => (
              <li key={card.id}>{nameOf(card.statement)}</li>
            ))}
          </ul>
        </Notice>
      )}
      {gainWithheld && (
        <Notice title={t('The gain is withheld.')}>
          {t(
            'Nearly all answered twice. Comparing the two groups would lay bare the few who did not come back.',
          )}
        </Notice>
      )}
      {told.length > 0 && (
        <Section
          title={t('Card by card')}
          note={t('Shares are rounded to 5%; “or more” and “or less” keep one single answer from showing.')}
        >
          {cards.some(({ earlier }) => earlier) && (
            <p className='note'>
              {t(
                '“Before” shows the first answers of those who are counted again, so that like is held against like.',
              )}
            </p>
          )}
          {ordered.map((card) => (
            <CardFigures key={card.id} card={card} />
          ))}
        </Section>
      )}
    </Page>
  )
}

const tones = { agree: 'wrong', partly: 'between', disagree: 'right' } as const

function partsOf(spread: Spread): SpreadPart[] {
  const names = { agree: t('agree'), partly: t('partly'), disagree: t('disagree') }
  return answerKinds.map((kind) => ({
    key: kind,
    label: names[kind],
    share: spread[kind],
    tone: tones[kind],
    inner: kind === 'agree' ? { label: t('sure of it:'), share: spread.sureAndWrong } : undefined,
  }))
}

function CardFigures({ card }: { card: Card }) {
  const before = card.earlier ?? card.before
  const lines = [
    // Where it may be told, what the same people had answered before: like is held against like.
    ...(before ? [{ key: 'before', label: t(phaseNames.before), spread: before }] : []),
    ...(card.after ? [{ key: 'after', label: t(phaseNames.after), spread: card.after }] : []),
    ...(card.later && card.laterEarlier
      ? [{ key: 'first', label: t('before, of those who answered later'), spread: card.laterEarlier }]
      : []),
    ...(card.later ? [{ key: 'later', label: t(phaseNames.later), spread: card.later }] : []),
  ]
  return (
    <article className='card-figures'>
      <h3>
        <Link href={`/examine/cards/${card.id}`}>{nameOf(card.statement)}</Link>
      </h3>
      <div className='phases'>
        {lines.map(({ key, label, spread }) => (
          <div key={key} className='phase-line'>
            <span>{label}</span>
            <SpreadBar parts={partsOf(spread)} label={label} />
          </div>
        ))}
      </div>
      <Gain
        points={card.gain}
        label={t('points: how many more disagree now')}
        of={[card.earlier, card.after]}
      />
      <Gain
        points={card.laterGain}
        label={t('points: how many more disagree later than at first')}
        of={[card.laterEarlier, card.later]}
      />
    </article>
  )
}

/** The difference of two shares, one of which may be told only as so much or more. */
function Gain({
  points,
  label,
  of,
}: {
  points: number | null
  label: string
  of: [Spread | null, Spread | null]
}) {
  if (points === null) return null
  const isLeast = of.some((spread) => spread && spread.disagree.sign !== 'about')
  const told = formatChange(points)
  return (
    <p className='gain'>
      <b>{isLeast ? t('{n} or further', { n: told }) : told}</b> <small>{label}</small>
    </p>
  )
}
