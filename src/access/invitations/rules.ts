// Where an invitation to a person stands, and the sign-in names of those who are invited together. Pure.
import { msg } from '../../base/words.ts'
import { loginPattern } from '../rules.ts'

export const invitationStates = ['none', 'invited', 'lapsed', 'in'] as const
export type InvitationState = (typeof invitationStates)[number]
export const invitationStateNames: Record<InvitationState, string> = {
  none: msg('not invited yet'),
  invited: msg('link handed out'),
  lapsed: msg('link ran out'),
  in: msg('signed in'),
}

/** How long a link lets somebody in. */
export const invitationDays = 7

/** As many as are invited by one call. */
export const mostInvited = 500

/** 'Wang Min' → 'wang.min'; '' where nothing usable is left. */
export function loginOf(name: string): string {
  const plain = name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[\u0300-\u036f'’]/g, '')
    .replace(/[^a-z0-9]+/g, '.')
    .replace(/^\.+|\.+$/g, '')
    .slice(0, 32)
  return new RegExp(loginPattern).test(plain) ? plain : ''
}

/** A free sign-in name for each of these: the second Wang Min is wang.min.2. `taken` takes what is given out. */
export function freeLogins(names: readonly string[], taken: Set<string>): string[] {
  return names.map((name) => {
    const plain = loginOf(name) || 'trainee'
    let login = plain
    for (let n = 2; taken.has(login); n++) login = `${plain}.${n}`
    taken.add(login)
    return login
  })
}
