// Chooses one misconception card, to be cited by a plan line.
import { useState } from 'react'
import { send, useCall } from '../../../kit/api.ts'
import { type Choice, Picker } from '../../../kit/picker.tsx'
import { nameOf, t } from '../../../kit/words.ts'
import { searchCards } from '../../contract.ts'

type Props = { value: string; onChange: (misconceptionId: string) => void; label: string; pointer?: string }
type Found = { id: string; statement: { zh: string; en: string }; source: { zh: string; en: string } }

const asChoice = ({ id, statement, source }: Found): Choice => ({
  id,
  names: statement,
  note: nameOf(source),
})

/** '' stands for none. */
export function CardPicker({ value, onChange, label, pointer = '/misconceptionId' }: Props) {
  // Only what stood here at first must be looked up; what is chosen later brings its own name.
  const [first] = useState(value)
  const given = useCall(searchCards, { query: { misconceptionId: first } }, { enabled: first !== '' })
  const chosen = given.data?.found[0]
  return (
    <Picker
      key={chosen ? 'known' : 'new'}
      at={{ pointer, value, set: onChange }}
      label={label}
      chosen={chosen ? asChoice(chosen) : null}
      load={(text) => send(searchCards, { query: { text } }).then(({ found }) => found.map(asChoice))}
      placeholder={t('A word of the statement')}
    />
  )
}
