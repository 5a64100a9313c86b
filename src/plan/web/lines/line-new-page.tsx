// A new line of a plan.
import { useLocation, useSearchParams } from 'wouter'
import { useCall, useSend } from '../../../kit/api.ts'
import { useDraft } from '../../../kit/draft.ts'
import { Page } from '../../../kit/page.tsx'
import { Loaded } from '../../../kit/states.tsx'
import { nameOf, t } from '../../../kit/words.ts'
import { planChoices } from '../../board/contract.ts'
import { addLine } from '../../lines/contract.ts'
import { planPage } from '../../plans/contract.ts'
import type { Plan } from '../shapes.ts'
import { readCited } from './cite-here.tsx'
import { bodyOf, emptyDraft } from './line-draft.ts'
import { type Choices, LineForm } from './line-form.tsx'

export function NewLinePage({ planId }: { planId: string }) {
  const plan = useCall(planPage, { params: { planId } })
  const choices = useCall(planChoices, {})
  return (
    <Loaded of={plan}>
      {(plan) => <Loaded of={choices}>{(choices) => <NewLine plan={plan} choices={choices} />}</Loaded>}
    </Loaded>
  )
}

function NewLine({ plan, choices }: { plan: Plan; choices: Choices }) {
  const [, go] = useLocation()
  const [query] = useSearchParams()
  const cited = readCited(query.get('cite'))
  // A line begun from a source is kept by that source: it never turns up with another, nor where none was chosen.
  const draft = useDraft(
    () => emptyDraft(plan, cited ? [cited] : []),
    `plan-line.new.${plan.id}${cited ? `.${cited.kind}.${cited.id}` : ''}`,
  )
  const add = useSend(addLine)
  const indicatorOf = (id: string) => choices.indicators.find((one) => one.id === id)
  return (
    <Page
      title={t('New line')}
      crumbs={[
        { text: t('Plans'), href: `/plan?period=${plan.period.id}` },
        { text: nameOf(plan.place.names), href: `/plan/${plan.id}` },
      ]}
      lead={t('One target, for one trade and form, with its way there.')}
    >
      <LineForm
        plan={plan}
        choices={choices}
        draft={draft}
        submit={(value) =>
          add.send({
            params: { planId: plan.id },
            body: bodyOf(value, indicatorOf(value.indicatorId), plan.period),
          })
        }
        onDone={({ id }) => {
          draft.reset(emptyDraft(plan, []))
          go(`/plan/${plan.id}/lines/${id}`)
        }}
        onCancel={() => {
          draft.reset()
          go(`/plan/${plan.id}`)
        }}
      />
    </Page>
  )
}
