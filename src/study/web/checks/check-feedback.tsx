// The questions of a check with what was chosen, what is right and why, and the words of the clause that says so.
import { Link } from 'wouter'
import { Tag } from '../../../kit/marks.tsx'
import { nameOf, t } from '../../../kit/words.ts'
import type { CheckReply } from '../shapes.ts'

type Question = CheckReply['questions'][number]
type Props = { questions: Question[]; chosen: Record<string, number> | null }

export function QuestionList({ questions, chosen }: Props) {
  return (
    <>
      {questions.map((question, at) => (
        <Answered key={question.id} question={question} at={at} chosen={chosen?.[question.id]} />
      ))}
    </>
  )
}

function Answered({ question, at, chosen }: { question: Question; at: number; chosen?: number }) {
  return (
    <article className='answered'>
      <h3>
        {at + 1}. {nameOf(question.text)}
      </h3>
      <ul>
        {question.choices.map((choice, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the choices of a question have no other identity than their place
          <li key={n}>
            {n === chosen ? '● ' : '○ '}
            {nameOf(choice)} {n === question.right && <Tag tone='good'>{t('right')}</Tag>}
            {n === chosen && question.right !== null && n !== question.right && (
              <Tag tone='accent'>{t('your answer')}</Tag>
            )}
          </li>
        ))}
      </ul>
      {question.why && nameOf(question.why) && <p>{nameOf(question.why)}</p>}
      {question.right !== null &&
        question.clauses.map((clause) => (
          <p key={clause.id} className='cited'>
            <Link href={`/study/policies/${clause.policyId}#clause-${clause.id}`}>{clause.number}</Link>{' '}
            {nameOf(clause.text)}
          </p>
        ))}
      {question.misconceptionId && (
        <p className='note'>
          <Link href={`/examine/cards/${question.misconceptionId}`}>
            {t('The misconception behind this question')}
          </Link>
        </p>
      )}
    </article>
  )
}
