// Chooses one step of a published case, to be cited by a card, a plan line or a commitment.
import type { CallReply } from '../../../base/call.ts'
import type { Choice } from '../../../kit/picker.tsx'
import { ReferencePicker, type ReferenceProps } from '../../../kit/reference-picker.tsx'
import { nameOf, t } from '../../../kit/words.ts'
import { stepChoices } from '../../contract.ts'

const asChoice = ({ id, n, title, unit }: CallReply<typeof stepChoices>['steps'][number]): Choice => ({
  id,
  names: { zh: `${n}. ${title.zh || title.en}`, en: `${n}. ${title.en || title.zh}` },
  note: nameOf(unit),
})

export const StepPicker = (props: ReferenceProps) => (
  <ReferencePicker
    pointer='/stepId'
    {...props}
    placeholder={t('A word of the step, the case or the unit')}
    call={stepChoices}
    asked={({ text, id }) => ({ query: { text, stepId: id } })}
    choices={({ steps }) => steps.map(asChoice)}
  />
)
