// On every screen: marks of attendance that this device keeps and the server does not hold yet, the reader's own and
// those of whoever used this browser before.
import { Link, useLocation } from 'wouter'
import { verdictOf } from '../../../kit/refusal.ts'
import { t, tn } from '../../../kit/words.ts'
import { countOfOthers, listWaiting, useMarkChanges, useMarksGoOut } from './marks.ts'

export function MarksWaiting() {
  useMarksGoOut()
  useMarkChanges()
  const [path] = useLocation()
  const others = countOfOthers()
  const own = listWaiting()
    .map((waiting) => ({ ...waiting, href: `/sessions/${waiting.sessionId}/attendance` }))
    // The roll call itself says how its marks stand.
    .filter(({ href, marks }) => marks.length > 0 && href !== path)
  if (own.length === 0 && others === 0) return null
  return (
    <aside className='strip waiting' aria-label={t('Kept on this device')}>
      {own.map(({ sessionId, href, marks, refusal }) => (
        <Link key={sessionId} href={href}>
          {refusal && verdictOf(refusal) === 'refused'
            ? tn(
                '{n} mark of attendance was not taken',
                '{n} marks of attendance were not taken',
                marks.length,
              )
            : tn(
                '{n} mark of attendance kept on this device, not yet sent',
                '{n} marks of attendance kept on this device, not yet sent',
                marks.length,
              )}
        </Link>
      ))}
      {own.some((waiting) => !waiting.isDurable) && <NoRoom />}
      {others > 0 && (
        <span>
          {tn(
            '{n} mark of attendance waits here for another account; it is sent when that person signs in here',
            '{n} marks of attendance wait here for another account; they are sent when that person signs in here',
            others,
          )}
        </span>
      )}
    </aside>
  )
}

/** Where the browser keeps nothing, or its room is used up. */
export const NoRoom = () => (
  <span>{t('This browser has no room left: keep this window open until everything is sent.')}</span>
)
