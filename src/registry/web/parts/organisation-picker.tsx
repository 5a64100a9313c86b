// Chooses an organisation that the reader may see, by Chinese text, Latin text or code.
import { send } from '../../../kit/api.ts'
import type { At } from '../../../kit/draft.ts'
import type { FieldProps } from '../../../kit/field.tsx'
import { type Choice, Picker } from '../../../kit/picker.tsx'
import { nameOf, t } from '../../../kit/words.ts'
import { listOrganisations } from '../../organisations/contract.ts'
import { formName } from './forms.ts'

type OrganisationChoice = Choice & { form: string }

type Props = FieldProps & {
  at: At<string>
  /** Only units of this place and below. */
  under?: string
  form?: string
  chosen?: Choice | null
  onChoose?: (choice: OrganisationChoice | null) => void
}

export function OrganisationPicker({ under, form, onChoose, ...rest }: Props) {
  const load = async (text: string): Promise<OrganisationChoice[]> => {
    const { organisations } = await send(listOrganisations, { query: { text, under, form } })
    return organisations.slice(0, 30).map((one) => ({
      id: one.id,
      names: one.names,
      form: one.form,
      note: t('{form}, {place}', {
        form: formName(one.form),
        place: nameOf(one.place.names),
      }),
    }))
  }
  return (
    <Picker {...rest} load={load} onChoose={(choice) => onChoose?.(choice as OrganisationChoice | null)} />
  )
}
