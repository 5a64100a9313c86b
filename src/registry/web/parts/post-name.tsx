// A post, and whose it is.
import type { Names } from '../../../base/words.ts'
import { capital, nameOf } from '../../../kit/words.ts'

export function PostName({ post, organisation }: { post: Names; organisation?: Names }) {
  return (
    <span>
      {capital(nameOf(post))}
      {organisation && <small className='below'>{nameOf(organisation)}</small>}
    </span>
  )
}
