// Which misconception each question of a check tests. The check is study's; the cards are this room's.
import { useCall, useSend } from '../../kit/api.ts'
import { ButtonLink } from '../../kit/button.tsx'
import { Page, Section } from '../../kit/page.tsx'
import { said } from '../../kit/said.tsx'
import { Empty, Loaded, Notice } from '../../kit/states.tsx'
import { nameOf, t } from '../../kit/words.ts'
import { checkPage } from '../../study/checks/contract.ts'
import { nameMisconception } from '../contract.ts'
import { CardName, CardPicker } from './parts/card-picker.tsx'
import './examine.css'

export function CheckCardsPage({ checkId }: { checkId: string }) {
  const asked = useCall(checkPage, { params: { checkId } })
  const name = useSend(nameMisconception, { onDone: () => said(t('Kept.')) })
  return (
    <Loaded of={asked}>
      {({ check, questions, mayChange }) => (
        <Page
          title={t('Misconceptions tested')}
          narrow
          crumbs={[
            { text: t('Study'), href: '/study' },
            { text: nameOf(check.title), href: `/study/checks/${check.id}` },
          ]}
          lead={t(
            'A question that tests a misconception ties the clause it cites to the card: the thread leads from the one to the other.',
          )}
          actions={<ButtonLink href={`/study/checks/${check.id}`}>{t('Back to the check')}</ButtonLink>}
        >
          {name.refusal && <Notice tone='accent' title={name.refusal.title} />}
          {questions.length === 0 && <Empty>{t('This check has no question yet.')}</Empty>}
          {questions.map((question, at) => (
            <Section key={question.id} title={t('Question {n}', { n: at + 1 })} note={nameOf(question.text)}>
              {mayChange ? (
                <CardPicker
                  value={question.misconceptionId ?? ''}
                  label={t('Misconception that question {n} tests', { n: at + 1 })}
                  required={false}
                  onChange={(misconceptionId) =>
                    name.start({
                      params: { questionId: question.id },
                      body: { misconceptionId: misconceptionId || null },
                    })
                  }
                />
              ) : (
                question.misconceptionId && (
                  <p>
                    <CardName id={question.misconceptionId} />
                  </p>
                )
              )}
            </Section>
          ))}
        </Page>
      )}
    </Loaded>
  )
}
