// Chooses one step of a published case, to be cited by a card, a plan line or a commitment.
import type { CallReply } from '../../../base/call.ts'
import type { Choice } from '../../../kit/picker.tsx'
import {
  type Reference,
  ReferenceName,
  ReferencePicker,
  type ReferenceProps,
} from '../../../kit/reference-picker.tsx'
import { nameOf, t } from '../../../kit/words.ts'
import { stepChoices } from '../../contract.ts'

const asChoice = ({ id, n, title, unit }: CallReply<typeof stepChoices>['steps'][number]): Choice => ({
  id,
  names: { zh: `${n}. ${title.zh || title.en}`, en: `${n}. ${title.en || title.zh}` },
  note: nameOf(unit),
})

const steps: Reference<typeof stepChoices> = {
  call: stepChoices,
  asked: ({ text, id }) => ({ query: { text, stepId: id } }),
  choices: (reply) => reply.steps.map(asChoice),
}

export const StepPicker = (props: ReferenceProps) => (
  <ReferencePicker
    pointer='/stepId'
    {...props}
    placeholder={t('A word of the step, the case or the unit')}
    of={steps}
  />
)

export const StepName = ({ id }: { id: string }) => <ReferenceName of={steps} id={id} />
