// Chooses one clause of a policy, to be cited by a question, a case step, a card or a plan line.
import { useState } from 'react'
import { send, useCall } from '../../../kit/api.ts'
import { type Choice, Picker } from '../../../kit/picker.tsx'
import { nameOf, t } from '../../../kit/words.ts'
import { searchClauses } from '../../contract.ts'
import { clauseTitle } from '../../rules.ts'

type Props = {
  value: string
  onChange: (clauseId: string) => void
  label: string
  pointer?: string
  classId?: string
}
type Found = {
  id: string
  policy: { zh: string; en: string }
  number: string
  text: { zh: string; en: string }
}

const asChoice = ({ id, policy, number, text }: Found): Choice => ({
  id,
  names: clauseTitle(number, text),
  note: nameOf(policy),
})

/** '' stands for none. With `classId`, only the policies of that class's programme are offered. */
export function ClausePicker({ value, onChange, label, pointer = '/clauseId', classId }: Props) {
  // Only what stood here at first must be looked up; what is chosen later brings its own name.
  const [first] = useState(value)
  const given = useCall(searchClauses, { query: { clauseId: first } }, { enabled: first !== '' })
  const chosen = given.data?.found[0]
  return (
    <Picker
      key={chosen ? 'known' : 'new'}
      at={{ pointer, value, set: onChange }}
      label={label}
      chosen={chosen ? asChoice(chosen) : null}
      load={(text) =>
        send(searchClauses, { query: { text, classId } }).then(({ found }) => found.map(asChoice))
      }
      placeholder={t('A number or a word of the clause')}
    />
  )
}
