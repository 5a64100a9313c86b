// Chooses one clause of a policy, to be cited by a question, a case step, a card or a plan line.
import {
  type Reference,
  ReferenceName,
  ReferencePicker,
  type ReferenceProps,
} from '../../../kit/reference-picker.tsx'
import { nameOf, t } from '../../../kit/words.ts'
import { searchClauses } from '../../policies/contract.ts'
import { clauseTitle } from '../../policies/rules.ts'

const clauses = (classId?: string): Reference<typeof searchClauses> => ({
  call: searchClauses,
  asked: ({ text, id }) => ({ query: id ? { clauseId: id } : { text, classId } }),
  choices: ({ found }) =>
    found.map(({ id, policy, number, text }) => ({
      id,
      names: clauseTitle(number, text),
      note: nameOf(policy),
    })),
})

/** With `classId`, only the policies of that class's programme are offered. */
export const ClausePicker = ({ classId, ...props }: ReferenceProps & { classId?: string }) => (
  <ReferencePicker
    pointer='/clauseId'
    {...props}
    placeholder={t('A number or a word of the clause')}
    of={clauses(classId)}
  />
)

export const ClauseName = ({ id }: { id: string }) => <ReferenceName of={clauses()} id={id} />
