// Chooses a place by Chinese text, Latin text or code.
import { send } from '../../../kit/api.ts'
import type { At } from '../../../kit/draft.ts'
import type { FieldProps } from '../../../kit/field.tsx'
import { type Choice, Picker } from '../../../kit/picker.tsx'
import { nameOf } from '../../../kit/words.ts'
import { searchPlaces } from '../../places/contract.ts'
import { levelName } from './levels.ts'

type Props = FieldProps & {
  at: At<string>
  /** Only places of this level. */
  level?: string
  /** As of this day; the programme's day unless given. */
  on?: string
  chosen?: Choice | null
}

export function PlacePicker({ level, on, ...rest }: Props) {
  const load = async (text: string): Promise<Choice[]> => {
    const { found } = await send(searchPlaces, { query: { text, level, on } })
    return found.map(({ id, names, code, level: own, above }) => ({
      id,
      names,
      code,
      note: [level ? '' : levelName(own), above ? nameOf(above) : ''].filter(Boolean).join(' · '),
    }))
  }
  return <Picker {...rest} load={load} />
}
