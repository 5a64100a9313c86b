// Changing a line. Where somebody else changed it meanwhile, both are shown and a person chooses.
import { useState } from 'react'
import { useLocation } from 'wouter'
import { useCall, useSend } from '../../../kit/api.ts'
import { useDraft } from '../../../kit/draft.ts'
import { Page } from '../../../kit/page.tsx'
import { Refusal } from '../../../kit/refusal.ts'
import { Loaded, Notice } from '../../../kit/states.tsx'
import { nameOf, t } from '../../../kit/words.ts'
import { planChoices } from '../../board/contract.ts'
import { changeLine } from '../../lines/contract.ts'
import { planPage } from '../../plans/contract.ts'
import { lineTitle } from '../parts/lines.ts'
import type { Line, Plan } from '../shapes.ts'
import { Clash } from './clash.tsx'
import { bodyOf, draftOf, type LineDraft } from './line-draft.ts'
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
  // The version that this form began from, whatever the page has fetched since.
  const [base, setBase] = useState(line)
  const [theirs, setTheirs] = useState<Line | null>(null)
  const draft = useDraft(() => draftOf(line), `plan-line.${line.id}.${line.editVersion}`)
  const change = useSend(changeLine)
  const back = () => go(`/plan/${plan.id}/lines/${line.id}`)
  const unitOf = (indicatorId: string) => choices.indicators.find((one) => one.id === indicatorId)?.unit
  const save = async (value: LineDraft, editVersion: number) => {
    try {
      return await change.send({
        params: { planLineId: line.id },
        body: { ...bodyOf(value, unitOf(value.indicatorId)), editVersion },
      })
    } catch (refusal) {
      if (refusal instanceof Refusal && refusal.kind === 'stale') setTheirs(refusal.current as Line)
      throw refusal
    }
  }
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
        <Clash
          mine={draft.value}
          theirs={theirs}
          onMine={() => {
            setBase(theirs)
            setTheirs(null)
          }}
          onTheirs={() => {
            setBase(theirs)
            draft.reset(draftOf(theirs))
            setTheirs(null)
          }}
        />
      )}
      <LineForm
        plan={plan}
        choices={choices}
        draft={draft}
        binding={line.binding}
        submit={(value) => save(value, base.editVersion)}
        onDone={back}
        onCancel={() => {
          draft.reset()
          back()
        }}
      />
    </Page>
  )
}
