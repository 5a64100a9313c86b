// The calls about ways in beside the password: an account at a provider (OpenID Connect) and passkeys; and showing
// again who one is. What the browser and its authenticator say to each other is passed on as they say it.
import { Type } from 'typebox'
import { call } from '../../base/call.ts'
import { Done, Id, nullable } from '../../base/schemas.ts'

const Instant = Type.String()
const Base64 = Type.String({ pattern: '^[A-Za-z0-9_-]{1,20000}$' })
const Credential = { id: Base64, rawId: Base64, type: Type.Literal('public-key') }
const Secret = Type.String({ pattern: '^[A-Za-z0-9_-]{20,100}$' })
const PasskeyName = Type.String({ minLength: 1, maxLength: 100 })
/** Options of WebAuthn as JSON, for the browser’s own parser. */
export const WebAuthnOptions = Type.Object({ challenge: Base64 }, { additionalProperties: true })

export const waysIn = call({
  method: 'GET',
  path: '/api/sign-in/ways',
  summary: 'The ways in that this instance offers beside the password.',
  open: 'anyone',
  reply: Type.Object({
    provider: nullable(Type.Object({ name: Type.String() })),
    /** the address that passkeys belong to; anywhere else they do not work */
    passkey: nullable(Type.String()),
    /** nobody who administers has come in yet: the link for that stands where Hezuo was started */
    isNew: Type.Boolean(),
  }),
})

export const beginProvider = call({
  method: 'POST',
  path: '/api/sign-in/provider/begin',
  summary: 'Begins to sign in at the provider; the browser goes to the address in the answer.',
  open: 'anyone',
  once: 'none',
  body: Type.Object({ invitation: nullable(Secret) }),
  reply: Type.Object({ address: Type.String() }),
})

export const finishProvider = call({
  method: 'POST',
  path: '/api/sign-in/provider/finish',
  summary: 'Signs in, connects or uses the invitation with what the provider sent back.',
  open: 'anyone',
  once: 'none',
  body: Type.Object({ query: Type.String({ maxLength: 8000 }) }),
  reply: Type.Object({ id: Id, isConnected: Type.Boolean() }),
})

export const connectProvider = call({
  method: 'POST',
  path: '/api/account/identities',
  summary: 'Begins to connect an account at the provider with one’s own.',
  open: 'in-person',
  once: 'none',
  reply: Type.Object({ address: Type.String() }),
})

export const listWays = call({
  method: 'GET',
  path: '/api/account/ways',
  summary: 'One’s own passkeys and connected accounts.',
  open: 'in-person',
  reply: Type.Object({
    passkeys: Type.Array(
      Type.Object({ id: Id, name: Type.String(), madeAt: Instant, seenAt: nullable(Instant) }),
    ),
    identities: Type.Array(
      Type.Object({ id: Id, issuer: Type.String(), madeAt: Instant, seenAt: nullable(Instant) }),
    ),
  }),
})

export const endIdentity = call({
  method: 'DELETE',
  path: '/api/account/identities/:identityId',
  summary: 'Parts a connected account from one’s own.',
  open: 'in-person',
  once: 'none',
  params: Type.Object({ identityId: Id }),
  reply: Done,
})

export const beginPasskey = call({
  method: 'POST',
  path: '/api/account/passkeys/begin',
  summary: 'What the browser needs to make a passkey.',
  open: 'in-person',
  once: 'none',
  reply: WebAuthnOptions,
})

export const addPasskey = call({
  method: 'POST',
  path: '/api/account/passkeys',
  summary: 'Keeps a passkey that the browser has made.',
  open: 'in-person',
  once: 'none',
  body: Type.Object({
    name: PasskeyName,
    credential: Type.Object({
      ...Credential,
      response: Type.Object({
        clientDataJSON: Base64,
        attestationObject: Base64,
        transports: Type.Optional(Type.Array(Type.String({ maxLength: 20 }), { maxItems: 10 })),
      }),
    }),
  }),
  reply: Done,
})

export const namePasskey = call({
  method: 'PUT',
  path: '/api/account/passkeys/:passkeyId',
  summary: 'Names one of one’s own passkeys.',
  open: 'in-person',
  once: 'none',
  params: Type.Object({ passkeyId: Id }),
  body: Type.Object({ name: PasskeyName }),
  reply: Done,
})

export const endPasskey = call({
  method: 'DELETE',
  path: '/api/account/passkeys/:passkeyId',
  summary: 'Removes one of one’s own passkeys.',
  open: 'in-person',
  once: 'none',
  params: Type.Object({ passkeyId: Id }),
  reply: Done,
})

export const beginPasskeySignIn = call({
  method: 'POST',
  path: '/api/sign-in/passkey/begin',
  summary: 'What the browser needs to sign in with a passkey.',
  open: 'anyone',
  once: 'none',
  reply: WebAuthnOptions,
})

export const signInByPasskey = call({
  method: 'POST',
  path: '/api/sign-in/passkey',
  summary: 'Signs in with a passkey.',
  open: 'anyone',
  once: 'none',
  body: Type.Object({
    credential: Type.Object({
      ...Credential,
      response: Type.Object({
        clientDataJSON: Base64,
        authenticatorData: Base64,
        signature: Base64,
        userHandle: Type.Optional(Base64),
      }),
    }),
  }),
  reply: Done,
})

export const proof = call({
  method: 'GET',
  path: '/api/account/prove',
  summary:
    'Whether it was shown lately enough who sits there: asked before something is fetched that wants it; refused otherwise.',
  open: 'in-person',
  reply: Done,
})

export const proveAgain = call({
  method: 'POST',
  path: '/api/account/prove',
  summary:
    'Shows by the password that it is still the same person; asked for before new ways in or a backup are given.',
  open: 'in-person',
  once: 'none',
  body: Type.Object({ password: Type.String({ minLength: 1, maxLength: 200 }) }),
  reply: Done,
})

export const changeEmail = call({
  method: 'PUT',
  path: '/api/accounts/:accountId/email',
  summary: 'The e-mail by which a provider may tell who arrives; set by whoever manages the account.',
  open: 'in-person',
  once: 'none',
  params: Type.Object({ accountId: Id }),
  body: Type.Object({ email: nullable(Type.String({ maxLength: 200, pattern: '^[^@\\s]+@[^@\\s]+$' })) }),
  reply: Done,
})

export const ownData = call({
  method: 'GET',
  path: '/api/account/data.zip',
  summary: 'Everything that is held about oneself, as JSON and as a page to read, in a zip.',
  open: 'in-person',
  reply: Type.Unknown(),
  file: true,
})
