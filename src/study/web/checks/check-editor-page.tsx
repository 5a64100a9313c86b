// Writes a check: questions with their choices, the right one, why, and the clauses that answer it.
import { useLocation } from 'wouter'
import { emptyText } from '../../../base/words.ts'
import { useCall, useSend } from '../../../kit/api.ts'
import { Bilingual } from '../../../kit/bilingual.tsx'
import { ButtonLink } from '../../../kit/button.tsx'
import { type Draft, useDraft } from '../../../kit/draft.ts'
import { CheckField } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import { Page } from '../../../kit/page.tsx'
import { Loaded, Notice } from '../../../kit/states.tsx'
import { nameOf, t } from '../../../kit/words.ts'
import { changeCheck, checkPage, makeCheck } from '../../checks/contract.ts'
import type { QuestionEntry } from '../../checks/rules.ts'
import type { CheckReply } from '../shapes.ts'
import { newQuestion, notSaid, QuestionList, withoutBlanks } from './question-fields.tsx'
import { ReadyQuestions } from './ready-questions.tsx'
import '../study.css'

type Entry = { title: { zh: string; en: string }; named: boolean; questions: QuestionEntry[] }
type Way = { draft: Draft<Entry>; classId: string }

const cleaned = (entry: Entry): Entry => ({ ...entry, questions: withoutBlanks(entry.questions) })

export function NewCheckPage({ classId }: { classId: string }) {
  const create = useSend(makeCheck)
  const [, go] = useLocation()
  const draft = useDraft<Entry>(
    () => ({ title: emptyText, named: false, questions: [newQuestion()] }),
    `new-check.${classId}`,
  )
  return (
    <Page
      title={t('New check')}
      crumbs={[{ text: t('Study'), href: '/study' }]}
      lead={t('Ask about what the clauses mean at work. Every question cites the clause that answers it.')}
    >
      <Form
        draft={draft}
        submit={(entry) => create.send({ params: { classId }, body: cleaned(entry) })}
        onDone={({ id }) => go(`/study/checks/${id}`)}
        action={t('Save as a draft')}
        beside={<ButtonLink href='/study'>{t('Cancel')}</ButtonLink>}
      >
        <Questions draft={draft} classId={classId} />
      </Form>
    </Page>
  )
}

export function EditCheckPage({ checkId }: { checkId: string }) {
  const asked = useCall(checkPage, { params: { checkId } })
  return <Loaded of={asked}>{(reply) => <Edit of={reply} />}</Loaded>
}

function Edit({ of: { check, questions } }: { of: CheckReply }) {
  const change = useSend(changeCheck)
  const [, go] = useLocation()
  const draft = useDraft<Entry>(() => ({
    title: check.title,
    named: check.named,
    questions: questions.map(({ id, text, choices, right, why, clauses }) => ({
      id,
      text,
      choices,
      right: right ?? notSaid,
      why: why ?? emptyText,
      clauseIds: clauses.map((clause) => clause.id),
    })),
  }))
  const href = `/study/checks/${check.id}`
  return (
    <Page
      title={t('Edit the check')}
      crumbs={[
        { text: t('Study'), href: '/study' },
        { text: nameOf(check.title), href },
      ]}
    >
      <Form
        draft={draft}
        submit={(entry) =>
          change.send({ params: { checkId: check.id }, body: { ...cleaned(entry), version: check.version } })
        }
        onDone={() => go(href)}
        action={t('Save')}
        beside={<ButtonLink href={href}>{t('Cancel')}</ButtonLink>}
      >
        <Questions draft={draft} classId={check.classId} />
      </Form>
    </Page>
  )
}

function Questions({ draft, classId }: Way) {
  const { questions } = draft.value
  const put = (next: QuestionEntry[]) => draft.set({ ...draft.value, questions: next })
  return (
    <>
      <Bilingual at={draft.at('title')} label={t('Title')} required='one' />
      <CheckField
        at={draft.at('named')}
        label={t('Named: each result is kept with the trainee’s name')}
        hint={t(
          'Only where your office gives a certificate to those who pass, and so has to know who passed. Who passes is for your office to say, and the certificate comes from it: here you find how many answers each trainee had right. Otherwise leave it unticked. Trainees are told beforehand, and it cannot be changed once the check is open.',
        )}
      />
      {draft.value.named && (
        <Notice tone='warn' title={t('Each trainee’s result will be kept.')}>
          {t(
            'The trainee, those who teach or organise the class and who stands above it (trainers, {reviewer} officers, administrators) will see it. The figures of the class, and of places and posts of which enough answered, stay without names.',
          )}
        </Notice>
      )}
      <QuestionList at={draft.at('questions')} classId={classId} least={1} />
      <ReadyQuestions classId={classId} onTake={(question) => put([...questions, question])} />
    </>
  )
}
