// Chooses a person whom the reader may see, by Chinese text, pinyin or code.
import { send } from '../../../kit/api.ts'
import type { At } from '../../../kit/draft.ts'
import type { FieldProps } from '../../../kit/field.tsx'
import { type Choice, Picker } from '../../../kit/picker.tsx'
import { nameOf } from '../../../kit/words.ts'
import { listPeople } from '../../people/contract.ts'

type Props = FieldProps & {
  at: At<string>
  /** Only people of this place and below. */
  under?: string
  /** Only holders of this post today. */
  postId?: string
  chosen?: Choice | null
  onChoose?: (choice: Choice | null) => void
}

export function PersonPicker({ under, postId, ...rest }: Props) {
  const load = async (text: string): Promise<Choice[]> => {
    const { people } = await send(listPeople, { query: { text, under, postId } })
    return people.slice(0, 30).map(({ id, names, place, posts }) => ({
      id,
      names,
      note: [nameOf(place.names), ...posts.map(({ post }) => nameOf(post))].join(', '),
    }))
  }
  return <Picker {...rest} load={load} />
}
