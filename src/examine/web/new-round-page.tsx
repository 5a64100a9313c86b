// Makes an examination of a class: which cards, under which title.
import { useLocation } from 'wouter'
import { useCall, useSend } from '../../kit/api.ts'
import { Bilingual } from '../../kit/bilingual.tsx'
import { ButtonLink } from '../../kit/button.tsx'
import { useDraft } from '../../kit/draft.ts'
import { CheckField } from '../../kit/fields.tsx'
import { Form } from '../../kit/form.tsx'
import { Page } from '../../kit/page.tsx'
import { Empty, Loaded } from '../../kit/states.tsx'
import { nameOf, t, tn } from '../../kit/words.ts'
import { createRound, listRounds, searchCards } from '../contract.ts'
import './examine.css'

export function NewRoundPage({ classId }: { classId: string }) {
  const cards = useCall(searchCards, { query: {} })
  const rounds = useCall(listRounds, { query: {} })
  const create = useSend(createRound)
  const [, go] = useLocation()
  const draft = useDraft({ title: { zh: '', en: '' }, cardIds: [] as string[] })
  const { cardIds } = draft.value
  const toggle = (id: string, isIn: boolean) =>
    draft.set({ ...draft.value, cardIds: isIn ? [...cardIds, id] : cardIds.filter((one) => one !== id) })
  return (
    <Page
      title={t('New examination')}
      crumbs={[{ text: t('Examine'), href: '/examine' }]}
      lead={t(
        'Three to eight cards are enough for one sitting. The class answers before, hears the facts, and answers again.',
      )}
    >
      <Loaded of={cards}>
        {({ found }) => {
          const examined = new Set(rounds.data?.classes.find(({ id }) => id === classId)?.examined)
          const open = found.filter((card) => !examined.has(card.id))
          return (
            <Form
              draft={draft}
              submit={(body) => create.send({ params: { classId }, body })}
              onDone={({ id }) => go(`/examine/rounds/${id}`)}
              action={t('Make the examination')}
              beside={<ButtonLink href='/examine'>{t('Cancel')}</ButtonLink>}
            >
              <Bilingual at={draft.at('title')} label={t('Title')} />
              <fieldset className='pick-cards' data-pointer='/cardIds'>
                <legend>{t('Cards')}</legend>
                {open.length === 0 && (
                  <Empty>
                    {t('There is no card that this class has not examined. Write a new one first.')}
                  </Empty>
                )}
                {open.map((card) => (
                  <CheckField
                    key={card.id}
                    at={{
                      pointer: `/cards/${card.id}`,
                      value: cardIds.includes(card.id),
                      set: (isIn) => toggle(card.id, isIn),
                    }}
                    label={nameOf(card.statement)}
                    hint={nameOf(card.source)}
                  />
                ))}
              </fieldset>
              {found.length > open.length && (
                <p className='note'>
                  {tn(
                    '{n} card was examined by this class already: twice, the figures could be compared to single out a person.',
                    '{n} cards were examined by this class already: twice, the figures could be compared to single out a person.',
                    found.length - open.length,
                  )}
                </p>
              )}
            </Form>
          )
        }}
      </Loaded>
    </Page>
  )
}
