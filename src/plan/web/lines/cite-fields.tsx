// Where a line comes from: clauses of the policy, steps of cases, misconceptions that were corrected.
import { useState } from 'react'
import { StepName, StepPicker } from '../../../cases/web/parts/step-picker.tsx'
import { CardName, CardPicker } from '../../../examine/web/parts/card-picker.tsx'
import { useCall } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import type { Draft } from '../../../kit/draft.ts'
import { Field } from '../../../kit/field.tsx'
import { Quiet } from '../../../kit/marks.tsx'
import { Rows } from '../../../kit/page.tsx'
import { nameOf, t } from '../../../kit/words.ts'
import { ClauseName, ClausePicker } from '../../../study/web/parts/clause-picker.tsx'
import type { Citation, CitedKind } from '../../lines/rules.ts'
import { planSources } from '../../plans/contract.ts'
import type { LineDraft } from './line-draft.ts'

const names = { clause: ClauseName, case_step: StepName, misconception: CardName }

export function CiteFields({ draft, planId }: { draft: Draft<LineDraft>; planId: string }) {
  const { citations } = draft.value
  const known = useCall(planSources, { params: { planId } })
  const [round, setRound] = useState(0)
  const kinds: Record<CitedKind, string> = {
    clause: t('clause'),
    case_step: t('case step'),
    misconception: t('misconception'),
  }
  const put = (next: Citation[]) => draft.set({ ...draft.value, citations: next })
  const add = (kind: CitedKind) => (id: string) => {
    if (!id) return
    if (!citations.some((one) => one.kind === kind && one.id === id)) put([...citations, { kind, id }])
    // The picker begins anew, so that another can be chosen.
    setRound(round + 1)
  }
  // What is not in the plan yet is looked up where it comes from.
  const nameOfCited = ({ kind, id }: Citation) => {
    const source = known.data?.sources.find((one) => one.kind === kind && one.id === id)
    const Name = names[kind]
    return source ? nameOf(source.title) : known.data && <Name id={id} />
  }
  return (
    <Field label={t('Where it comes from')} pointer='/citations' group>
      {() => (
        <>
          <p className='hint'>
            {t('The clause, the step of a case or the corrected misconception that this line follows.')}
          </p>
          <Rows
            of={citations.map((one) => ({
              key: `${one.kind} ${one.id}`,
              mark: <Quiet>{kinds[one.kind]}</Quiet>,
              text: nameOfCited(one),
              end: (
                <Button small kind='link' onClick={() => put(citations.filter((other) => other !== one))}>
                  {t('Take out')}
                </Button>
              ),
            }))}
          />
          <ClausePicker
            key={`clause ${round}`}
            value=''
            onChange={add('clause')}
            label={t('Cite a clause')}
          />
          <StepPicker
            key={`step ${round}`}
            value=''
            onChange={add('case_step')}
            label={t('Cite a step of a case')}
          />
          <CardPicker
            key={`card ${round}`}
            value=''
            onChange={add('misconception')}
            label={t('Cite a misconception')}
          />
        </>
      )}
    </Field>
  )
}
