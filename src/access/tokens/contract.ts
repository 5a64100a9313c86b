// The calls about tokens: a person's own, and those of an account that one may end.
import { Type } from 'typebox'
import { call } from '../../base/call.ts'
import { Done, Id, Named, NamesShape, nullable } from '../../base/schemas.ts'
import { longestTokenDays } from './rules.ts'

const Instant = Type.String()

export const TokenShape = Type.Object({
  id: Id,
  name: Type.String(),
  place: Named,
  mayWrite: Type.Boolean(),
  madeAt: Instant,
  expiresAt: Instant,
  seenAt: nullable(Instant),
})

export const listTokens = call({
  method: 'GET',
  path: '/api/account/tokens',
  summary: 'One’s own tokens that still work, the newest first.',
  open: 'in-person',
  reply: Type.Object({ tokens: Type.Array(TokenShape) }),
})

export const tokenPlaces = call({
  method: 'GET',
  path: '/api/account/token-places',
  summary: 'Places that one may make a token for, by a part of the name or code.',
  open: 'in-person',
  query: Type.Object({ text: Type.Optional(Type.String({ maxLength: 100 })) }),
  reply: Type.Object({ found: Type.Array(Type.Object({ id: Id, names: NamesShape, code: Type.String() })) }),
})

export const makeToken = call({
  method: 'POST',
  path: '/api/account/tokens',
  summary: 'Makes a token for a machine; its secret is in the answer and nowhere else.',
  open: 'in-person',
  once: 'none',
  body: Type.Object({
    name: Type.String({ minLength: 1, maxLength: 100 }),
    placeId: Id,
    mayWrite: Type.Boolean(),
    days: Type.Integer({ minimum: 1, maximum: longestTokenDays }),
  }),
  reply: Type.Object({ id: Id, secret: Type.String(), expiresAt: Instant }),
})

export const endToken = call({
  method: 'DELETE',
  path: '/api/account/tokens/:tokenId',
  summary: 'Ends one of one’s own tokens.',
  open: 'in-person',
  once: 'none',
  params: Type.Object({ tokenId: Id }),
  reply: Done,
})

export const listTokensOf = call({
  method: 'GET',
  path: '/api/accounts/:accountId/tokens',
  summary: 'The tokens of an account that one may end.',
  open: 'in-person',
  params: Type.Object({ accountId: Id }),
  reply: Type.Object({ tokens: Type.Array(TokenShape) }),
})

export const endTokenOf = call({
  method: 'DELETE',
  path: '/api/accounts/:accountId/tokens/:tokenId',
  summary: 'Ends a token of an account that one may end.',
  open: 'in-person',
  once: 'none',
  params: Type.Object({ accountId: Id, tokenId: Id }),
  reply: Done,
})
