// "If [occasion], then I will [first step]": the form that makes promises likely to be kept.
import { useState } from 'react'
import { newId } from '../../../base/ids.ts'
import { emptyText } from '../../../base/words.ts'
import { StepPicker } from '../../../cases/web/parts/step-picker.tsx'
import { ClassPicker } from '../../../convene/web/parts/class-picker.tsx'
import { useCall, useSend } from '../../../kit/api.ts'
import { Dialog } from '../../../kit/dialog.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { DayField, SelectField } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import { formatDay, nameOf, t } from '../../../kit/words.ts'
import { WrittenField } from '../../../kit/written.tsx'
import { lineTitle } from '../../../plan/web/parts/lines.ts'
import { makeCommitment } from '../../commitments/contract.ts'
import { type EvidenceType, evidenceTypeNames, evidenceTypes } from '../../commitments/rules.ts'
import { placeProgress } from '../../reports/contract.ts'
import type { Commitments } from '../shapes.ts'

type Props = { data: Commitments; today: string; open: boolean; onClose: () => void }

export function CommitmentDialog(props: Props) {
  return (
    <Dialog title={t('Undertake something')} open={props.open} onClose={props.onClose}>
      <CommitmentForm {...props} />
    </Dialog>
  )
}

/** What is being undertaken, and how it is sent: the same again is the same commitment. */
function useCommitment({ posts, lastClass }: Commitments) {
  const make = useSend(makeCommitment)
  const [ids] = useState(() => new Map<string, string>())
  const draft = useDraft({
    classId: lastClass?.id ?? '',
    appointmentId: posts.length === 1 ? posts[0].appointmentId : '',
    ifText: emptyText,
    thenText: emptyText,
    dueOn: '',
    planLineId: '',
    stepId: '',
    evidenceType: '' as EvidenceType | '',
    supportAsked: emptyText,
  })
  const submit = (value: typeof draft.value) => {
    const content = JSON.stringify(value)
    const id = ids.get(content) ?? newId()
    ids.set(content, id)
    return make.send({
      body: {
        ...value,
        id,
        evidenceType: value.evidenceType as EvidenceType,
        planLineId: value.planLineId || null,
        stepId: value.stepId || null,
      },
    })
  }
  return { draft, submit }
}

function CommitmentForm({ data, onClose }: Props) {
  const { posts, lastClass } = data
  // Usually the class that one has just come home from.
  const [follows, setFollows] = useState(lastClass)
  const { draft, submit } = useCommitment(data)
  const placeId = posts.find((one) => one.appointmentId === draft.value.appointmentId)?.placeId ?? ''
  const progress = useCall(placeProgress, { params: { placeId }, query: {} }, { enabled: placeId !== '' })
  return (
    <Form draft={draft} submit={submit} onDone={onClose} action={t('Undertake it')}>
      <WrittenField
        maxLength={2000}
        at={draft.at('ifText')}
        label={t('If …')}
        hint={t('An occasion that will surely be noticed: a day, a place, something that happens.')}
        required
      />
      <WrittenField
        maxLength={2000}
        at={draft.at('thenText')}
        label={t('then I will …')}
        hint={t('The first step, done by yourself.')}
        required
      />
      <DayField
        at={draft.at('dueOn')}
        label={t('Due on')}
        hint={follows && t('After the class, which lasts until {day}.', { day: formatDay(follows.lastDay) })}
        required
      />
      {posts.length > 1 && (
        <SelectField
          at={draft.at('appointmentId')}
          required
          label={t('From which post')}
          options={posts.map((one) => ({
            value: one.appointmentId,
            text: t('{post}, {place}', {
              post: nameOf(one.post.names),
              place: nameOf(one.organisation.names),
            }),
          }))}
        />
      )}
      <ClassPicker
        at={draft.at('classId')}
        label={t('After which class')}
        chosen={lastClass}
        onChoose={setFollows}
      />
      <SelectField
        at={draft.at('planLineId')}
        label={t('The line of the plan that it serves')}
        none={t('no line in particular')}
        options={(progress.data?.lines ?? []).map(({ line }) => ({ value: line.id, text: lineTitle(line) }))}
        required={false}
      />
      <StepPicker
        value={draft.value.stepId}
        onChange={(stepId) => draft.set({ ...draft.value, stepId })}
        label={t('The step of a case that it follows')}
        required={false}
      />
      <SelectField
        at={draft.at('evidenceType')}
        required
        label={t('What will show that it was done')}
        options={evidenceTypes.map((value) => ({ value, text: t(evidenceTypeNames[value]) }))}
      />
      <WrittenField
        maxLength={2000}
        at={draft.at('supportAsked')}
        label={t('Support needed from above')}
        required={false}
      />
    </Form>
  )
}
