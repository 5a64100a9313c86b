// Chooses one step of a published case, to be cited by a card, a plan line or a commitment.
import { useState } from 'react'
import { send, useCall } from '../../../kit/api.ts'
import { type Choice, Picker } from '../../../kit/picker.tsx'
import { nameOf, t } from '../../../kit/words.ts'
import { stepChoices } from '../../contract.ts'

type Props = { value: string; onChange: (stepId: string) => void; label: string; pointer?: string }
type Step = { id: string; n: number; title: { zh: string; en: string }; unit: { zh: string; en: string } }

const asChoice = ({ id, n, title, unit }: Step): Choice => ({
  id,
  names: { zh: `${n}. ${title.zh || title.en}`, en: `${n}. ${title.en || title.zh}` },
  note: nameOf(unit),
})

/** '' stands for none. */
export function StepPicker({ value, onChange, label, pointer = '/stepId' }: Props) {
  // Only what stood here at first must be looked up; what is chosen later brings its own name.
  const [first] = useState(value)
  const given = useCall(stepChoices, { query: { stepId: first } }, { enabled: first !== '' })
  const chosen = given.data?.steps[0]
  return (
    <Picker
      key={chosen ? 'known' : 'new'}
      at={{ pointer, value, set: onChange }}
      label={label}
      chosen={chosen ? asChoice(chosen) : null}
      load={(text) => send(stepChoices, { query: { text } }).then(({ steps }) => steps.map(asChoice))}
      placeholder={t('A word of the step, the case or the unit')}
    />
  )
}
