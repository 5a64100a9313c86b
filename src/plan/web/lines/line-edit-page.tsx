// Changing a line. Where somebody else changed it meanwhile, both are shown and a person chooses.
import { useLocation } from 'wouter'
import { useCall, useSend } from '../../../kit/api.ts'
import { Page } from '../../../kit/page.tsx'
import { useSharedDraft } from '../../../kit/shared-draft.ts'
import { Loaded, Notice } from '../../../kit/states.tsx'
import { nameOf, t } from '../../../kit/words.ts'
import { planChoices } from '../../board/contract.ts'
import { changeLine } from '../../lines/contract.ts'
import { planPage } from '../../plans/contract.ts'
import { lineTitle } from '../parts/lines.ts'
import type { Line, Plan } from '../shapes.ts'
import { Clash } from './clash.tsx'
import { bodyOf, draftOf } from './line-draft.ts'
import { type Choices, LineForm } from './line-form.tsx'
import { LineGone } from './line-gone.tsx'

export function EditLinePage({ planId, planLineId }: { planId: string; planLineId: string }) {
  const plan = useCall(planPage, { params: { planId } })
  const choices = useCall(planChoices, {})
  return (
    <Loaded of={plan}>
      {(plan) => {
        const line = plan.lines.find((one) => one.id === planLineId)
        if (!line) return <LineGone plan={plan} />
        return (
          <Loaded of={choices}>{(choices) => <EditLine plan={plan} line={line} choices={choices} />}</Loaded>
        )
      }}
    </Loaded>
  )
}

function EditLine({ plan, line, choices }: { plan: Plan; line: Line; choices: Choices }) {
  const [, go] = useLocation()
  const change = useSend(changeLine)
  const back = () => go(`/plan/${plan.id}/lines/${line.id}`)
  const indicatorOf = (id: string) => choices.indicators.find((one) => one.id === id)
  const shared = useSharedDraft(line, {
    draftOf,
    keepAs: `plan-line.${line.id}`,
    send: (value, editVersion) =>
      change.send({
        params: { planLineId: line.id },
        body: { ...bodyOf(value, indicatorOf(value.indicatorId), plan.period), editVersion },
      }),
  })
  const { draft, theirs } = shared
  return (
    <Page
      title={lineTitle(line)}
      crumbs={[
        { text: t('Plans'), href: `/plan?period=${plan.period.id}` },
        { text: nameOf(plan.place.names), href: `/plan/${plan.id}` },
        { text: t('Edit') },
      ]}
    >
      {!plan.mayEdit && <Notice tone='warn' title={t('This plan cannot be changed now.')} />}
      {theirs && (
        <Clash mine={shared.mine} theirs={theirs} onMine={shared.keepMine} onTheirs={shared.takeTheirs} />
      )}
      <LineForm
        plan={plan}
        choices={choices}
        draft={draft}
        line={line}
        submit={shared.save}
        id={shared.formId}
        onDone={back}
        onCancel={() => {
          draft.reset()
          back()
        }}
      />
    </Page>
  )
}
