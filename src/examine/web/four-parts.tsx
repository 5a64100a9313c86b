// The four parts of a card in the order in which they refute: what is said, why it is believed, what is right, what to do.
import type { Names } from '../../base/words.ts'
import { nameOf, t } from '../../kit/words.ts'

type Parts = { statement: Names; reasons: Names; correction: Names; instead: Names; question: Names }

/** `inFlow`: below each other, for a phone while answering. */
export function FourParts({ of: card, inFlow }: { of: Parts; inFlow?: boolean }) {
  return (
    <div className={inFlow ? 'four in-flow' : 'four'}>
      <section className='belief'>
        <h2>{t('What is said')}</h2>
        <p>{t('“{statement}”', { statement: nameOf(card.statement).replace(/[。.]$/, '') })}</p>
      </section>
      <section>
        <h2>{t('Why people believe it')}</h2>
        <p>{nameOf(card.reasons)}</p>
      </section>
      <section className='correction'>
        <h2>{t('What is right')}</h2>
        <p>{nameOf(card.correction)}</p>
      </section>
      <section>
        <h2>{t('What to do instead')}</h2>
        <p>{nameOf(card.instead)}</p>
      </section>
    </div>
  )
}
