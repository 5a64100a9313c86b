// The calls of access: who is here, ways in and out, one's own account, and the accounts of others.
import { Type } from 'typebox'
import { call } from '../base/call.ts'
import {
  After,
  DayText,
  Done,
  Id,
  Line,
  Named,
  NamesShape,
  Next,
  nullable,
  oneOf,
  PageOf,
} from '../base/schemas.ts'
import { loginPattern, roles } from './rules.ts'

const RoleShape = oneOf(roles)
const Held = Type.Object({ role: RoleShape, place: Named })
const Password = Type.String({ minLength: 1, maxLength: 200 })
const Instant = Type.String()
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

const RoleRow = Type.Object({ id: Id, role: RoleShape, place: Named, mayEnd: Type.Boolean() })

export const listAccounts = call({
  method: 'GET',
  path: '/api/accounts',
  summary: 'The accounts with a role in one’s own places, a page at a time by sign-in name.',
  query: Type.Object({
    after: After,
    text: Type.Optional(Type.String({ maxLength: 100 })),
  }),
  reply: Type.Object({
    accounts: PageOf(
      Type.Object({
        id: Id,
        login: Type.String(),
        names: NamesShape,
        /** only for those who manage the account */
        email: nullable(Type.String()),
        state: oneOf(['invited', 'active', 'cast', 'shut'] as const),
        seenAt: nullable(Instant),
        roles: Type.Array(RoleRow),
        isOwn: Type.Boolean(),
        mayChange: Type.Boolean(),
      }),
    ),
    /** the sign-in name to go on after */
    next: Next,
    roles: Type.Array(RoleShape),
  }),
})

export const accountPlaces = call({
  method: 'GET',
  path: '/api/accounts/places',
  summary: 'Places that one may give a role over, by a part of the name or code.',
  query: Type.Object({ text: Type.Optional(Type.String({ maxLength: 100 })) }),
  reply: Type.Object({ found: Type.Array(Type.Object({ id: Id, names: NamesShape, code: Type.String() })) }),
})

const InvitedShape = Type.Object({ id: Id, secret: Type.String(), expiresAt: Instant })

export const invite = call({
  method: 'POST',
  path: '/api/accounts',
  summary:
    'Invites somebody with a role over a place; the secret of the link is in the answer and nowhere else.',
  open: 'in-person',
  once: 'none',
  body: Type.Object({
    login: Type.String({ pattern: loginPattern }),
    names: NamesShape,
    personId: nullable(Id),
    role: RoleShape,
    placeId: Id,
  }),
  reply: InvitedShape,
})

export const inviteAgain = call({
  method: 'POST',
  path: '/api/accounts/:accountId/invitation',
  summary: 'A new one-time link for an account; earlier links end.',
  open: 'in-person',
  once: 'none',
  params: Type.Object({ accountId: Id }),
  reply: InvitedShape,
})

export const giveRole = call({
  method: 'POST',
  path: '/api/accounts/:accountId/roles',
  summary: 'Gives an account a role over a place.',
  open: 'in-person',
  once: 'none',
  params: Type.Object({ accountId: Id }),
  body: Type.Object({ role: RoleShape, placeId: Id }),
  reply: Done,
})

export const endRole = call({
  method: 'DELETE',
  path: '/api/accounts/:accountId/roles/:roleGrantId',
  summary: 'Ends one role of an account.',
  open: 'in-person',
  once: 'none',
  params: Type.Object({ accountId: Id, roleGrantId: Id }),
  reply: Done,
})

export const endAccount = call({
  method: 'POST',
  path: '/api/accounts/:accountId/end',
  summary: 'Ends an account with its sessions and links. What the person did stays.',
  open: 'in-person',
  once: 'none',
  params: Type.Object({ accountId: Id }),
  reply: Done,
})

export const endSignInsOf = call({
  method: 'POST',
  path: '/api/accounts/:accountId/sign-ins/end',
  summary: 'Signs an account out on all devices. Its tokens and ways in stay.',
  open: 'in-person',
  once: 'none',
  params: Type.Object({ accountId: Id }),
  reply: Done,
})

export const instance = call({
  method: 'GET',
  path: '/api/instance',
  summary: 'Whether this instance shows a sample, and what stands in the way of clearing it.',
  reply: Type.Object({ sample: nullable(Type.String()), demo: Type.Boolean(), hasPassword: Type.Boolean() }),
})

export const clearSample = call({
  method: 'POST',
  path: '/api/instance/clear-sample',
  summary: 'Removes the sample with everything entered into it, and leaves demo mode. Cannot be undone.',
  open: 'in-person',
  once: 'none',
  body: Type.Object({ pack: Line }),
  reply: Done,
})
