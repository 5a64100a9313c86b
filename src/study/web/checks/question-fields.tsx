// Questions with their choices, the right one, why, and the clauses that answer them: of a check, or of those that
// stand ready with a policy.
import { emptyText } from '../../../base/words.ts'
import { Bilingual } from '../../../kit/bilingual.tsx'
import { Button } from '../../../kit/button.tsx'
import type { At } from '../../../kit/draft.ts'
import { SelectField } from '../../../kit/fields.tsx'
import { nameOf, t } from '../../../kit/words.ts'
import type { QuestionEntry } from '../../checks/rules.ts'
import { ClausePicker } from '../parts/clause-picker.tsx'

/** Which choice is right is said by whoever writes the question: until then none is. */
export const notSaid = -1

export const newQuestion = (): QuestionEntry => ({
  text: emptyText,
  choices: [emptyText, emptyText, emptyText],
  right: notSaid,
  why: emptyText,
  clauseIds: [''],
})
/** What the server gets: no empty pickers. */
export const withoutBlanks = <Q extends QuestionEntry>(questions: Q[]): Q[] =>
  questions.map((question) => ({ ...question, clauseIds: question.clauseIds.filter(Boolean) }))

/** From where clauses are cited: the policies of a class's programme, or one policy. */
type From = { classId?: string; policyId?: string }
type ListProps = From & { at: At<QuestionEntry[]>; least: number }

export function QuestionList({ at: { value: questions, set: put }, least, ...from }: ListProps) {
  return (
    <>
      {questions.map((question, at) => (
        <QuestionFields
          key={question.id ?? at}
          question={question}
          at={at}
          from={from}
          change={(part) => put(questions.map((one, n) => (n === at ? { ...one, ...part } : one)))}
          onDrop={questions.length > least ? () => put(questions.filter((_, n) => n !== at)) : undefined}
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

type FieldsProps = {
  question: QuestionEntry
  at: number
  from: From
  change: (part: Partial<QuestionEntry>) => void
  onDrop?: () => void
}

function QuestionFields({ question, at, from, change, onDrop }: FieldsProps) {
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
          {...from}
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
