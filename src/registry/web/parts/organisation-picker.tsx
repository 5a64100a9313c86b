// Chooses an organisation that the reader may see, by Chinese text, Latin text or code.
import { send } from '../../../kit/api.ts'
import type { At } from '../../../kit/draft.ts'
import type { FieldProps } from '../../../kit/field.tsx'
import { type Choice, Picker } from '../../../kit/picker.tsx'
import { nameOf, t } from '../../../kit/words.ts'
import { listOrganisations } from '../../organisation-contract.ts'
import { type OrganisationKind, organisationKindNames } from '../../rules.ts'

export type OrganisationChoice = Choice & { kind: OrganisationKind }

type Props = FieldProps & {
  at: At<string>
  /** Only units of this place and below. */
  under?: string
  kind?: OrganisationKind
  chosen?: Choice | null
  onChoose?: (choice: OrganisationChoice | null) => void
}

export function OrganisationPicker({ under, kind, onChoose, ...rest }: Props) {
  const load = async (text: string): Promise<OrganisationChoice[]> => {
    const { organisations } = await send(listOrganisations, { query: { text, under, kind } })
    return organisations.slice(0, 30).map((one) => ({
      id: one.id,
      names: one.names,
      kind: one.kind,
      note: t('{kind}, {place}', {
        kind: t(organisationKindNames[one.kind]),
        place: nameOf(one.place.names),
      }),
    }))
  }
  return (
    <Picker {...rest} load={load} onChoose={(choice) => onChoose?.(choice as OrganisationChoice | null)} />
  )
}
