// What stands ready with the policies of a class's programme, to be taken into a check.
import { useCall } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import { Quiet } from '../../../kit/marks.tsx'
import { Rows, Section } from '../../../kit/page.tsx'
import { nameOf, t } from '../../../kit/words.ts'
import { readyQuestions } from '../../checks/contract.ts'
import type { QuestionEntry } from '../../checks/rules.ts'

type Props = { classId: string; onTake: (question: QuestionEntry) => void }

/** Nothing where nothing stands ready; a check is written without it as well. */
export function ReadyQuestions({ classId, onTake }: Props) {
  const { data } = useCall(readyQuestions, { params: { classId } })
  if (!data || data.policies.length === 0) return null
  return (
    <Section
      title={t('Questions that stand ready')}
      note={t(
        'They come with the policies. One that is taken belongs to this check and can be changed in it.',
      )}
    >
      {data.policies.map(({ id, names, questions }) => (
        <div key={id}>
          <Quiet>{nameOf(names)}</Quiet>
          <Rows
            of={questions.map((question, at) => ({
              key: String(at),
              text: nameOf(question.text),
              end: (
                <Button
                  small
                  label={t('Take “{question}”', { question: nameOf(question.text) })}
                  onClick={() => onTake(question)}
                >
                  {t('Take')}
                </Button>
              ),
            }))}
          />
        </div>
      ))}
    </Section>
  )
}
