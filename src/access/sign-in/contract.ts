// The calls of signing in and out, and of one's own account.
import { Type } from 'typebox'
import { call } from '../../base/call.ts'
import { DayText, Done, Id, Named, NamesShape, nullable } from '../../base/schemas.ts'
import { Instant, RoleShape } from '../accounts/contract.ts'

export const Held = Type.Object({ role: RoleShape, place: Named })
const Password = Type.String({ minLength: 1, maxLength: 200 })

const Secret = Type.Object({ secret: Type.String({ pattern: '^[A-Za-z0-9_-]{20,100}$' }) })

export const me = call({
  method: 'GET',
  path: '/api/me',
  summary: 'Who is asking, the programme that concerns them and its day. Answers nobody too.',
  open: 'anyone',
  reply: Type.Object({
    account: nullable(
      Type.Object({
        id: Id,
        name: NamesShape,
        login: Type.String(),
        language: nullable(Type.String()),
        hasPassword: Type.Boolean(),
        personId: nullable(Id),
        roles: Type.Array(Held),
        maySeeAccounts: Type.Boolean(),
        mayChangeInstance: Type.Boolean(),
      }),
    ),
    programme: nullable(
      Type.Object({ id: Id, names: NamesShape, placeId: Id, historical: Type.Boolean(), lead: NamesShape }),
    ),
    demo: Type.Boolean(),
    today: DayText,
    /** by whose clock the programme's hours are shown, e.g. 'Asia/Shanghai' */
    timeZone: Type.String(),
  }),
})

export const signIn = call({
  method: 'POST',
  path: '/api/sign-in',
  summary: 'Signs in by name and password; the session is kept in a cookie.',
  open: 'anyone',
  once: 'none',
  body: Type.Object({ login: Type.String({ minLength: 1, maxLength: 100 }), password: Password }),
  reply: Done,
})

export const listCast = call({
  method: 'GET',
  path: '/api/cast',
  summary: 'The people of the sample that one may sign in as. Only while the instance is in demo mode.',
  open: 'anyone',
  reply: Type.Object({
    cast: Type.Array(
      Type.Object({
        accountId: Id,
        login: Type.String(),
        names: NamesShape,
        posts: Type.Array(NamesShape),
        roles: Type.Array(Held),
      }),
    ),
  }),
})

export const signInAsCast = call({
  method: 'POST',
  path: '/api/sign-in/cast',
  summary: 'Signs in as one of the people of the sample. Only while the instance is in demo mode.',
  open: 'anyone',
  once: 'none',
  body: Type.Object({ accountId: Id }),
  reply: Done,
})

export const signOut = call({
  method: 'POST',
  path: '/api/sign-out',
  summary: 'Ends the session that asks.',
  open: 'in-person',
  once: 'none',
  reply: Done,
})

export const readInvitation = call({
  method: 'GET',
  path: '/api/invitations/:secret',
  summary: 'Whom an invitation link is for, as long as it can be used.',
  open: 'anyone',
  params: Secret,
  reply: Type.Object({ login: Type.String(), names: NamesShape, expiresAt: Instant, isNew: Type.Boolean() }),
})

export const acceptInvitation = call({
  method: 'POST',
  path: '/api/invitations/:secret',
  summary: 'Uses an invitation link: sets the password and signs in.',
  open: 'anyone',
  once: 'none',
  params: Secret,
  body: Type.Object({ password: Password }),
  reply: Done,
})

export const listSignIns = call({
  method: 'GET',
  path: '/api/account/sign-ins',
  summary: 'Where one is signed in.',
  open: 'in-person',
  reply: Type.Object({
    signIns: Type.Array(
      Type.Object({ id: Id, agent: Type.String(), madeAt: Instant, seenAt: Instant, isThis: Type.Boolean() }),
    ),
  }),
})

export const endSignIn = call({
  method: 'DELETE',
  path: '/api/account/sign-ins/:signInId',
  summary: 'Ends one of one’s own sessions.',
  open: 'in-person',
  once: 'none',
  params: Type.Object({ signInId: Id }),
  reply: Done,
})

export const endOtherSignIns = call({
  method: 'POST',
  path: '/api/account/sign-ins/end-others',
  summary: 'Ends all of one’s sessions but this one.',
  open: 'in-person',
  once: 'none',
  reply: Done,
})

export const changePassword = call({
  method: 'POST',
  path: '/api/account/password',
  summary: 'Sets a new password; all other sessions of the account end.',
  open: 'in-person',
  once: 'none',
  body: Type.Object({ current: Type.String({ maxLength: 200 }), password: Password }),
  reply: Done,
})

export const changeLanguage = call({
  method: 'PUT',
  path: '/api/account/language',
  summary: 'The language that screens begin in on a new device.',
  open: 'in-person',
  once: 'none',
  body: Type.Object({ language: nullable(Type.String({ pattern: '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$' })) }),
  reply: Done,
})
