// Chooses one class among those that the reader may see.
import { useRef } from 'react'
import type { CallReply } from '../../../base/call.ts'
import { send } from '../../../kit/api.ts'
import type { At } from '../../../kit/draft.ts'
import { type Choice, Picker } from '../../../kit/picker.tsx'
import { t } from '../../../kit/words.ts'
import { classChoices } from '../../classes/contract.ts'
import { periodOf } from '../period.ts'

type FoundClass = CallReply<typeof classChoices>['found'][number]

type Props = {
  at: At<string>
  label: string
  required?: boolean
  /** What stands here at first. */
  chosen?: Pick<FoundClass, 'id' | 'names'> | null
  onChoose: (one: FoundClass | null) => void
}

/** Many classes have the same name, so their time stands beside it. */
const asChoice = (one: FoundClass): Choice => ({ id: one.id, names: one.names, note: periodOf(one) })

export function ClassPicker({ at, label, required, chosen, onChoose }: Props) {
  const known = useRef<FoundClass[]>([])
  const load = async (text: string) => {
    const { found } = await send(classChoices, { query: { text } })
    known.current = found
    return found.map(asChoice)
  }
  return (
    <Picker
      at={at}
      label={label}
      required={required}
      placeholder={t('A word of its name')}
      chosen={chosen}
      load={load}
      onChoose={(choice) => onChoose(known.current.find(({ id }) => id === choice?.id) ?? null)}
    />
  )
}
