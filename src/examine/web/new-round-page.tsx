// Makes an examination of a class: which cards, under which title.
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { CallReply } from '../../base/call.ts'
import { useCall, useSend } from '../../kit/api.ts'
import { Bilingual } from '../../kit/bilingual.tsx'
import { ButtonLink } from '../../kit/button.tsx'
import { useDraft } from '../../kit/draft.ts'
import { Field } from '../../kit/field.tsx'
import { CheckField, TextField } from '../../kit/fields.tsx'
import { Form } from '../../kit/form.tsx'
import { useFormState } from '../../kit/form-state.ts'
import { Page } from '../../kit/page.tsx'
import { Empty, Loaded } from '../../kit/states.tsx'
import { nameOf, t, tn } from '../../kit/words.ts'
import { makeRound, roundChoices } from '../contract.ts'
import './examine.css'

type Card = CallReply<typeof roundChoices>['found'][number]
/** As many as the server finds at once. */
const most = 30

export function NewRoundPage({ classId }: { classId: string }) {
  const create = useSend(makeRound)
  const [, go] = useLocation()
  const [chosen, setChosen] = useState<Card[]>([])
  const draft = useDraft({ title: { zh: '', en: '' }, cardIds: [] as string[] })
  // The same question as that of the list below while nothing is looked for.
  const all = useCall(roundChoices, { params: { classId }, query: { text: '' } })
  const choose = (cards: Card[]) => {
    setChosen(cards)
    draft.set({ ...draft.value, cardIds: cards.map(({ id }) => id) })
  }
  return (
    <Page
      title={t('New examination')}
      crumbs={[{ text: t('Examine'), href: '/examine' }]}
      lead={t(
        'Three to eight cards are enough for one sitting. The class answers before, hears the facts, and answers again.',
      )}
    >
      {all.data?.found.length === 0 ? (
        <NoCard examined={all.data.examined} />
      ) : (
        <Form
          draft={draft}
          submit={(body) => create.send({ params: { classId }, body })}
          onDone={({ id }) => go(`/examine/rounds/${id}`)}
          action={t('Make the examination')}
          beside={<ButtonLink href='/examine'>{t('Cancel')}</ButtonLink>}
        >
          <Bilingual at={draft.at('title')} label={t('Title')} required='one' />
          <Cards classId={classId} chosen={chosen} choose={choose} />
        </Form>
      )}
    </Page>
  )
}

type CardsProps = { classId: string; chosen: Card[]; choose: (cards: Card[]) => void }

/** What was chosen stays in sight whatever is looked for next. */
function Cards({ classId, chosen, choose }: CardsProps) {
  const [text, setText] = useState('')
  const choices = useCall(roundChoices, { params: { classId }, query: { text } }, { keep: true })
  const isChosen = (card: Card) => chosen.some(({ id }) => id === card.id)
  const form = useFormState()
  const toggle = (card: Card, isIn: boolean) => {
    choose(isIn ? [...chosen, card] : chosen.filter(({ id }) => id !== card.id))
    form?.forget('/cardIds')
  }
  const box = (card: Card) => (
    <CheckField
      key={card.id}
      at={{ pointer: `/cards/${card.id}`, value: isChosen(card), set: (isIn) => toggle(card, isIn) }}
      label={nameOf(card.statement)}
      hint={nameOf(card.source)}
    />
  )
  return (
    <Loaded of={choices}>
      {({ found, examined }) => (
        <>
          <Field
            label={t('Cards')}
            pointer='/cardIds'
            refused={chosen.length === 0 ? t('Please choose at least one card.') : ''}
            group
          >
            {() => (
              <>
                {(text || found.length === most) && (
                  <TextField
                    at={{ pointer: '/text', value: text, set: setText }}
                    label={t('Find a card')}
                    type='search'
                    placeholder={t('A word of the statement')}
                    required={false}
                  />
                )}
                {chosen.map(box)}
                {found.filter((card) => !isChosen(card)).map(box)}
                {found.length === 0 && <Empty>{t('No card holds these words.')}</Empty>}
              </>
            )}
          </Field>
          {found.length === most && (
            <p className='note'>{t('These are the first cards that fit: find others by their words.')}</p>
          )}
          <Examined n={examined} />
        </>
      )}
    </Loaded>
  )
}

const Examined = ({ n }: { n: number }) =>
  n > 0 && (
    <p className='note'>
      {tn(
        '{n} card was examined by this class already: twice, the figures could be compared to single out a person.',
        '{n} cards were examined by this class already: twice, the figures could be compared to single out a person.',
        n,
      )}
    </p>
  )

/** There is nothing to make an examination of: the way to a card, and no form that could only be refused. */
const NoCard = ({ examined }: { examined: number }) => (
  <>
    <Empty>{t('There is no card that this class has not examined. Write a new one first.')}</Empty>
    <Examined n={examined} />
    <div className='form-end'>
      <ButtonLink href='/examine/cards/new' kind='primary'>
        {t('New card')}
      </ButtonLink>
      <ButtonLink href='/examine'>{t('Cancel')}</ButtonLink>
    </div>
  </>
)
