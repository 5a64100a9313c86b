// The calls of webhooks: programs elsewhere that are told what happens here.
import { Type } from 'typebox'
import { call } from '../../base/call.ts'
import { Done, Id, Named, NamesShape, nullable, oneOf, PageOf } from '../../base/schemas.ts'
import { deliveryStates, toldKinds } from './rules.ts'

const Instant = Type.String()
const ofWebhook = Type.Object({ webhookId: Id })

export const listWebhooks = call({
  method: 'GET',
  path: '/api/webhooks',
  summary: 'The programs that are told what happens in one’s own places.',
  reply: Type.Object({
    webhooks: Type.Array(
      Type.Object({
        id: Id,
        url: Type.String(),
        place: Named,
        kinds: Type.Array(Type.String()),
        madeAt: Instant,
        /** in whose name */
        account: NamesShape,
        /** false once the account may no longer read the journal there: nothing is told then */
        isLive: Type.Boolean(),
        waiting: Type.Integer(),
        givenUp: Type.Integer(),
        lastDeliveredAt: nullable(Instant),
      }),
    ),
  }),
})

export const webhookPlaces = call({
  method: 'GET',
  path: '/api/webhooks/places',
  summary: 'The places of which a program may be told, by a part of the name or code.',
  query: Type.Object({ text: Type.Optional(Type.String({ maxLength: 100 })) }),
  reply: Type.Object({ found: Type.Array(Type.Object({ id: Id, names: NamesShape, code: Type.String() })) }),
})

export const addWebhook = call({
  method: 'POST',
  path: '/api/webhooks',
  summary:
    'Has a program told of what happens from now on; the secret it checks messages with is in the answer and nowhere else.',
  once: 'none',
  body: Type.Object({
    url: Type.String({ minLength: 1, maxLength: 1000 }),
    placeId: Id,
    /** empty: everything */
    kinds: Type.Array(oneOf(toldKinds), { maxItems: toldKinds.length, uniqueItems: true }),
  }),
  reply: Type.Object({ id: Id, secret: Type.String() }),
})

export const endWebhook = call({
  method: 'DELETE',
  path: '/api/webhooks/:webhookId',
  summary: 'Tells the program nothing more; what is still on its way is dropped.',
  params: ofWebhook,
  reply: Done,
})

export const tryWebhook = call({
  method: 'POST',
  path: '/api/webhooks/:webhookId/try',
  summary: 'Sends a message of the type "ping", which goes out like any other.',
  params: ofWebhook,
  reply: Done,
})

export const listDeliveries = call({
  method: 'GET',
  path: '/api/webhooks/:webhookId/deliveries',
  summary: 'What was sent and what came back, the latest first.',
  params: ofWebhook,
  query: Type.Object({ after: Type.Optional(Id) }),
  reply: Type.Object({
    deliveries: PageOf(
      Type.Object({
        id: Id,
        type: Type.String(),
        state: oneOf(deliveryStates),
        attempts: Type.Integer(),
        triedAt: nullable(Instant),
        nextAt: nullable(Instant),
        answer: nullable(Type.String()),
      }),
    ),
    next: nullable(Id),
  }),
})

export const sendAgain = call({
  method: 'POST',
  path: '/api/webhooks/:webhookId/deliveries/:deliveryId/again',
  summary: 'Sends a message once more, whether it was given up or delivered.',
  params: Type.Object({ webhookId: Id, deliveryId: Id }),
  reply: Done,
})
