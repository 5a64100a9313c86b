// The calls about accounts, invitations and roles.
import { Type } from 'typebox'
import { call } from '../../base/call.ts'
import { After, Done, Id, Named, NamesShape, Next, nullable, oneOf, PageOf } from '../../base/schemas.ts'
import { loginPattern, roles } from '../rules.ts'

export const RoleShape = oneOf(roles)

export const Instant = Type.String()

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
        /** who opened it, where that is known */
        openedBy: nullable(NamesShape),
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

export const InvitedShape = Type.Object({ id: Id, secret: Type.String(), expiresAt: Instant })

export const invite = call({
  method: 'POST',
  path: '/api/accounts',
  summary:
    'Invites somebody with a role over a place; the secret of the link is in the answer and nowhere else.',
  once: 'none',
  open: 'in-person',
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
  once: 'none',
  open: 'in-person',
  params: Type.Object({ accountId: Id }),
  reply: InvitedShape,
})

export const giveRole = call({
  method: 'POST',
  path: '/api/accounts/:accountId/roles',
  summary: 'Gives an account a role over a place.',
  once: 'none',
  open: 'in-person',
  params: Type.Object({ accountId: Id }),
  body: Type.Object({ role: RoleShape, placeId: Id }),
  reply: Done,
})

export const endRole = call({
  method: 'DELETE',
  path: '/api/accounts/:accountId/roles/:roleGrantId',
  summary: 'Ends one role of an account.',
  once: 'none',
  open: 'in-person',
  params: Type.Object({ accountId: Id, roleGrantId: Id }),
  reply: Done,
})

export const endAccount = call({
  method: 'POST',
  path: '/api/accounts/:accountId/end',
  summary: 'Ends an account with its sessions and links. What the person did stays.',
  once: 'none',
  open: 'in-person',
  params: Type.Object({ accountId: Id }),
  reply: Done,
})

export const endSignInsOf = call({
  method: 'POST',
  path: '/api/accounts/:accountId/sign-ins/end',
  summary: 'Signs an account out on all devices. Its tokens and ways in stay.',
  once: 'none',
  open: 'in-person',
  params: Type.Object({ accountId: Id }),
  reply: Done,
})
