// Questions to the presenter and their answers, at the end of the case.
import { useRef, useState } from 'react'
import type { CallReply } from '../../base/call.ts'
import { newId } from '../../base/ids.ts'
import { emptyText } from '../../base/words.ts'
import { useCall, useSend } from '../../kit/api.ts'
import { Button } from '../../kit/button.tsx'
import { useDraft } from '../../kit/draft.ts'
import { RadioGroup, SelectField, TextArea } from '../../kit/fields.tsx'
import { Form } from '../../kit/form.tsx'
import { Further } from '../../kit/further.tsx'
import { Quiet, Tag } from '../../kit/marks.tsx'
import { Section } from '../../kit/page.tsx'
import { Loaded } from '../../kit/states.tsx'
import { useFilter } from '../../kit/use-filter.ts'
import { formatDay, nameOf, side, t } from '../../kit/words.ts'
import { written } from '../../kit/written.tsx'
import { answerQuestion, askQuestion, caseQuestions } from '../contract.ts'
import { type Case, Told } from './telling.tsx'

type Question = CallReply<typeof caseQuestions>['questions'][number]

/** A person writes in one language; the other stays empty until somebody translates. */

export function Questions({ of: one }: { of: Case }) {
  const { asked, unanswered } = one
  if (one.state !== 'published' && asked === 0) return null
  return (
    <Section
      title={t('Questions and answers')}
      note={
        unanswered > 0 ? t('{open} of {all} not answered yet', { open: unanswered, all: asked }) : undefined
      }
    >
      {asked === 0 ? (
        <p className='quiet'>
          {t('Nobody has asked yet. What would you have to know before you try this at home?')}
        </p>
      ) : (
        <AllAsked of={one} />
      )}
      {one.mayAsk && <Ask of={one} />}
    </Section>
  )
}

function AllAsked({ of: one }: { of: Case }) {
  const { values, change } = useFilter(['questions'])
  const after = values.questions
  const found = useCall(caseQuestions, { params: { caseId: one.id }, query: { after } }, { keep: true })
  return (
    <Loaded of={found} lines={3}>
      {({ questions, next }) => (
        <>
          <ul className='questions'>
            {questions.map((question) => (
              <Asked key={question.id} of={question} caseId={one.id} mayAnswer={one.mayAnswer} />
            ))}
          </ul>
          <Further after={after} next={next} change={(to) => change({ questions: to.after })} />
        </>
      )}
    </Loaded>
  )
}

function Asked({ of: question, caseId, mayAnswer }: { of: Question; caseId: string; mayAnswer: boolean }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <li>
      <p className='asked-by'>
        {question.asker ? nameOf(question.asker) : t('without a name')} · {formatDay(question.askedOn)}
        {question.step !== null && <> · {t('on step {n}', { n: question.step })}</>}
        {!question.answer && (
          <>
            {' '}
            <Tag tone='warn'>{t('not answered')}</Tag>
          </>
        )}
      </p>
      <p className='question'>
        <Told of={question.text} />
      </p>
      {question.answer && (
        <p className='question-answer'>
          <Told of={question.answer} />
          <Quiet>
            {' '}
            {question.answeredBy && question.answeredOn
              ? t('{who}, {day}', { who: nameOf(question.answeredBy), day: formatDay(question.answeredOn) })
              : question.answeredOn && formatDay(question.answeredOn)}
          </Quiet>
        </p>
      )}
      {mayAnswer && !isOpen && (
        <Button kind='link' small onClick={() => setOpen(true)}>
          {question.answer ? t('Word the answer better') : t('Answer')}
        </Button>
      )}
      {isOpen && <Answer of={question} caseId={caseId} onDone={() => setOpen(false)} />}
    </li>
  )
}

function Answer({ of: question, caseId, onDone }: { of: Question; caseId: string; onDone: () => void }) {
  const answer = useSend(answerQuestion)
  const draft = useDraft(
    { text: question.answer ? nameOf(question.answer) : '' },
    `case.answer.${question.id}`,
  )
  return (
    <Form
      draft={draft}
      submit={({ text }) =>
        answer.send({
          params: { caseId, questionId: question.id },
          // What stands in the other language stays: only this reader's wording is changed.
          body: {
            text: {
              ...(question.answer ?? emptyText),
              [side()]: text.trim(),
            },
          },
        })
      }
      onDone={onDone}
      saidAfter={t('Answered.')}
      action={t('Send the answer')}
      beside={<Button onClick={onDone}>{t('Cancel')}</Button>}
    >
      <TextArea at={draft.at('text')} label={t('Answer')} rows={3} maxLength={4000} required />
    </Form>
  )
}

function Ask({ of: one }: { of: Case }) {
  const ask = useSend(askQuestion)
  const id = useRef(newId())
  const draft = useDraft({ text: '', step: '', named: 'yes' as 'yes' | 'no' }, `case.ask.${one.id}`)
  return (
    <details className='ask'>
      <summary>{t('Ask the presenter')}</summary>
      <Form
        draft={draft}
        action={t('Send the question')}
        saidAfter={t('Your question was sent.')}
        submit={({ text, step, named }) => {
          const body = {
            id: id.current,
            stepId: step || null,
            text: written(text.trim()),
            isNamed: named === 'yes',
          }
          return ask.send({ params: { caseId: one.id }, body })
        }}
        onDone={() => {
          id.current = newId()
          draft.reset({ text: '', step: '', named: 'yes' })
        }}
      >
        <TextArea at={draft.at('text')} label={t('Your question')} rows={3} maxLength={4000} required />
        <SelectField
          at={{ ...draft.at('step'), pointer: '/stepId' }}
          label={t('The question is about')}
          none={t('the whole case')}
          options={one.steps.map((step) => ({ value: step.id, text: `${step.n}. ${nameOf(step.title)}` }))}
        />
        <RadioGroup
          at={{ ...draft.at('named'), pointer: '/isNamed' }}
          label={t('Your name')}
          inline
          options={[
            { value: 'yes', text: t('show it') },
            { value: 'no', text: t('leave it out'), note: t('Nobody can look it up later, you included.') },
          ]}
        />
      </Form>
    </details>
  )
}
