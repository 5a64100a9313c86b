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

const clauses = (of: { classId?: string; policyId?: string } = {}): Reference<typeof searchClauses> => ({
  call: searchClauses,
  asked: ({ text, id }) => ({ query: id ? { clauseId: id } : { text, ...of } }),
  choices: ({ found }) =>
    found.map(({ id, policy, number, text }) => ({
      id,
      names: clauseTitle(number, text),
      note: nameOf(policy),
    })),
})

/** With `classId`, only the policies of that class's programme are offered; with `policyId`, that one alone. */
export const ClausePicker = ({
  classId,
  policyId,
  ...props
}: ReferenceProps & { classId?: string; policyId?: string }) => (
  <ReferencePicker
    pointer='/clauseId'
    {...props}
    placeholder={t('A number or a word of the clause')}
    of={clauses({ classId, policyId })}
  />
)

export const ClauseName = ({ id }: { id: string }) => <ReferenceName of={clauses()} id={id} />
