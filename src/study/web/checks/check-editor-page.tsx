// Writes a check: questions with their choices, the right one, why, and the clauses that answer it.
import { useLocation } from 'wouter'
import { emptyText } from '../../../base/words.ts'
import { useCall, useSend } from '../../../kit/api.ts'
import { Bilingual } from '../../../kit/bilingual.tsx'
import { Button, ButtonLink } from '../../../kit/button.tsx'
import { type Draft, useDraft } from '../../../kit/draft.ts'
import { CheckField, SelectField } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import { Page } from '../../../kit/page.tsx'
import { Loaded, Notice } from '../../../kit/states.tsx'
import { nameOf, t } from '../../../kit/words.ts'
import { changeCheck, checkPage, makeCheck } from '../../checks/contract.ts'
import type { QuestionEntry } from '../../checks/rules.ts'
import { ClausePicker } from '../parts/clause-picker.tsx'
import type { CheckReply } from '../shapes.ts'
import '../study.css'

type Entry = { title: { zh: string; en: string }; named: boolean; questions: QuestionEntry[] }
type Way = { draft: Draft<Entry>; classId?: string }

/** Which choice is right is said by whoever writes the question: until then none is. */
const notSaid = -1

const newQuestion = (): QuestionEntry => ({
  text: emptyText,
  choices: [emptyText, emptyText, emptyText],
  right: notSaid,
  why: emptyText,
  clauseIds: [''],
})
/** What the server gets: no empty pickers. */
const cleaned = (entry: Entry): Entry => ({
  ...entry,
  questions: entry.questions.map((question) => ({
    ...question,
    clauseIds: question.clauseIds.filter(Boolean),
  })),
})

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
      {questions.map((question, at) => (
        <QuestionFields
          key={question.id ?? at}
          draft={draft}
          at={at}
          classId={classId}
          change={(part) => put(questions.map((one, n) => (n === at ? { ...one, ...part } : one)))}
          onDrop={questions.length > 1 ? () => put(questions.filter((_, n) => n !== at)) : undefined}
        />
      ))}
      <div className='actions'>
        <Button onClick={() => put([...questions, newQuestion()])}>{t('Add a question')}</Button>
      </div>
    </>
  )
}

/** Which choice is right once that at `n` is left out. */
const without = (right: number, n: number): number => (right === n ? notSaid : right > n ? right - 1 : right)

type FieldsProps = Way & { at: number; change: (part: Partial<QuestionEntry>) => void; onDrop?: () => void }

function QuestionFields({ draft, at, classId, change, onDrop }: FieldsProps) {
  const question = draft.value.questions[at]
  const pointer = `/questions/${at}`
  const letter = (n: number) => String.fromCharCode(65 + n)
  return (
    <fieldset className='question-edit'>
      <legend>{t('Question {n}', { n: at + 1 })}</legend>
      <Bilingual
        at={{ pointer: `${pointer}/text`, value: question.text, set: (text) => change({ text }) }}
        label={t('Question')}
        required='one'
      />
      {question.choices.map((choice, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the choices of a question have no other identity than their place
        <div className='with-drop' key={n}>
          <Bilingual
            at={{
              pointer: `${pointer}/choices/${n}`,
              value: choice,
              set: (next) => change({ choices: question.choices.map((one, m) => (m === n ? next : one)) }),
            }}
            label={t('Choice {letter}', { letter: letter(n) })}
            required='one'
          />
          <Button
            kind='link'
            disabled={question.choices.length <= 2}
            onClick={() =>
              change({
                choices: question.choices.filter((_, m) => m !== n),
                right: without(question.right, n),
              })
            }
          >
            {t('Leave out')}
          </Button>
        </div>
      ))}
      <div className='actions'>
        {question.choices.length < 8 && (
          <Button small onClick={() => change({ choices: [...question.choices, emptyText] })}>
            {t('Add a choice')}
          </Button>
        )}
      </div>
      <SelectField
        at={{
          pointer: `${pointer}/right`,
          value: question.right === notSaid ? '' : String(question.right),
          set: (right) => change({ right: Number(right) }),
        }}
        label={t('The right one')}
        required
        options={question.choices.map((choice, n) => ({
          value: String(n),
          text: `${letter(n)} · ${nameOf(choice)}`,
        }))}
      />
      <Bilingual
        at={{ pointer: `${pointer}/why`, value: question.why, set: (why) => change({ why }) }}
        label={t('Why')}
        rows={2}
      />
      {question.clauseIds.map((clauseId, n) => (
        <ClausePicker
          // biome-ignore lint/suspicious/noArrayIndexKey: the pickers stand in the order in which they were added
          key={n}
          value={clauseId}
          classId={classId}
          pointer={question.clauseIds.length === 1 ? `${pointer}/clauseIds` : `${pointer}/clauseIds/${n}`}
          label={t('Clause that answers it')}
          required={(n === 0 && !question.clauseIds.some(Boolean)) || undefined}
          onChange={(next) =>
            change({ clauseIds: question.clauseIds.map((one, m) => (m === n ? next : one)) })
          }
        />
      ))}
      <div className='actions'>
        <Button small onClick={() => change({ clauseIds: [...question.clauseIds, ''] })}>
          {t('Cite another clause')}
        </Button>
        {onDrop && (
          <Button small kind='danger' onClick={onDrop}>
            {t('Leave this question out')}
          </Button>
        )}
      </div>
    </fieldset>
  )
}
