// What rests on something, so that it cannot be taken back.
import type { Static } from 'typebox'
import { Link } from 'wouter'
import { Notice } from '../../../kit/states.tsx'
import { formatNumber, nameOf, t } from '../../../kit/words.ts'
import type { RestingShape } from '../../places/contract.ts'

/** How many of each kind, and the first of them. */
export function Resting({ of }: { of: Static<typeof RestingShape>[] }) {
  return (
    <Notice tone='accent' title={t('This cannot be taken back, because something newer rests on it')}>
      <ul>
        {of.map(({ what, count, first }) => (
          <li key={what}>
            {what} ({formatNumber(count)})
            {first.map(({ names, href }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two of them may be called the same
              <span key={at}>
                {at === 0 ? ': ' : ', '}
                {href ? <Link href={href}>{nameOf(names)}</Link> : nameOf(names)}
              </span>
            ))}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
