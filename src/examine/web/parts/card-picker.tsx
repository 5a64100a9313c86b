// Chooses one misconception card, to be cited by a plan line.
import {
  type Reference,
  ReferenceName,
  ReferencePicker,
  type ReferenceProps,
} from '../../../kit/reference-picker.tsx'
import { nameOf, t } from '../../../kit/words.ts'
import { searchCards } from '../../contract.ts'

const cards: Reference<typeof searchCards> = {
  call: searchCards,
  asked: ({ text, id }) => ({ query: { text, misconceptionId: id } }),
  choices: ({ found }) =>
    found.map(({ id, statement, source }) => ({ id, names: statement, note: nameOf(source) })),
}

export const CardPicker = (props: ReferenceProps) => (
  <ReferencePicker
    pointer='/misconceptionId'
    {...props}
    placeholder={t('A word of the statement')}
    of={cards}
  />
)

export const CardName = ({ id }: { id: string }) => <ReferenceName of={cards} id={id} />
