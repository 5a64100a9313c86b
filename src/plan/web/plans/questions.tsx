// What a careful reader would ask about a plan. It never blocks: people confirm it or change the line.
import { Link } from 'wouter'
import { Rows, Section } from '../../../kit/page.tsx'
import { t } from '../../../kit/words.ts'
import { allForms } from '../../../registry/web/parts/forms.ts'
import { type Question, questionsOf, stillAsked } from '../../figures/rules.ts'
import { lineTitle } from '../parts/lines.ts'
import type { Plan } from '../shapes.ts'

/** A revision is asked only about what differs from the version that stands. */
export const questionsIn = (plan: Plan): Question[] =>
  stillAsked(
    questionsOf(
      plan.lines.map((line) => ({ ...line, tradeId: line.trade?.id ?? null })),
      plan.sheets.map((sheet) => ({ ...sheet, tradeId: sheet.trade.id })),
      allForms(),
    ),
    plan.confirmed,
  )

const titleOf = (plan: Plan, lineId: string | null) => {
  const line = plan.lines.find((one) => one.id === lineId)
  return line ? lineTitle(line) : t('The whole plan')
}

export function QuestionRows({ plan, questions }: { plan: Plan; questions: Question[] }) {
  return (
    <Rows
      of={questions.map((one) => ({
        key: `${one.lineId} ${one.code}`,
        text: t(one.text, one.params),
        note: one.lineId ? (
          <Link href={`/plan/${plan.id}/lines/${one.lineId}`}>{titleOf(plan, one.lineId)}</Link>
        ) : (
          titleOf(plan, null)
        ),
      }))}
    />
  )
}

export function Questions({ plan }: { plan: Plan }) {
  const questions = questionsIn(plan)
  if (questions.length === 0) return null
  return (
    <Section
      title={t('Please confirm')}
      note={t('None of this stops the plan. It is what a careful reader would ask.')}
    >
      <QuestionRows plan={plan} questions={questions} />
    </Section>
  )
}
