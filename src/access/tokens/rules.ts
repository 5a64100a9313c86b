// What a token may be and what it leaves of its account's roles. Pure.
import type { Grant } from '../rules.ts'

export const longestTokenDays = 365
/** How many tokens that still work an account may have. */
export const mostTokens = 50

/** How every secret of a token begins, so that people and scanners of leaked secrets know one when they see it. */
export const tokenMark = 'hz_'

/** The choices of the screen, in days. */
export const tokenLives = [7, 30, 90, 180, longestTokenDays] as const

/**
 * An account's roles as a token for `placeId` has them: what reaches beyond the place is cut down to it, what lies
 * elsewhere falls away. `alwaysAbove` says for a place what stood above it at all times, itself included: a place
 * that once lay elsewhere would else open what the account itself may not see.
 */
export function narrow(
  grants: readonly Grant[],
  placeId: string,
  alwaysAbove: (placeId: string) => readonly string[],
): Grant[] {
  const above = alwaysAbove(placeId)
  const narrowed = grants.flatMap((grant) => {
    if (above.includes(grant.placeId)) return [{ role: grant.role, placeId }]
    return alwaysAbove(grant.placeId).includes(placeId) ? [grant] : []
  })
  return narrowed.filter(
    (one, at) =>
      narrowed.findIndex((other) => other.role === one.role && other.placeId === one.placeId) === at,
  )
}
