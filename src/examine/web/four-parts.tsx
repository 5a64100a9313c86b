import type { Names } from '../../base/words.ts'
import { Notice } from '../../kit/states.tsx'
import { formatInstant, nameOf, t } from '../../kit/words.ts'
import { type CardTexts, openTexts } from './shapes.ts'

/** `inFlow`: below each other, for a phone. */
export function FourParts({ of: card, inFlow }: { of: CardTexts & { statement: Names }; inFlow?: boolean }) {
  const open = openTexts(card)
  if (!open) return <Sealed until={card.sealedUntil} />
  return (
    <div className={inFlow ? 'four in-flow' : 'four'}>
      <section className='belief'>
        <h2>{t('What is said')}</h2>
        <p>{t('“{statement}”', { statement: nameOf(card.statement).replace(/[。.]$/, '') })}</p>
      </section>
      <section>
        <h2>{t('Why people believe it')}</h2>
        <p>{nameOf(open.reasons)}</p>
      </section>
      <section className='correction'>
        <h2>{t('What is right')}</h2>
        <p>{nameOf(open.correction)}</p>
      </section>
      <section>
        <h2>{t('What to do instead')}</h2>
        <p>{nameOf(open.instead)}</p>
      </section>
    </div>
  )
}

export const sealedText = (until: string | null): string =>
  t('Sealed until the phase is over: {when} at the earliest.', { when: until ? formatInstant(until) : '' })

/** Says that what stands here is not shown now, why, and until when. */
export const Sealed = ({ until }: { until: string | null }) => (
  <Notice title={sealedText(until)}>
    {t(
      'An examination of your class is open and asks about this card. What is right, and the facts, would give the answer; they are open again between the phases.',
    )}
  </Notice>
)
