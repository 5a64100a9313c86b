// The calls by which a class is invited at once.
import { Type } from 'typebox'
import { invitationStates, mostInvited } from '../../access/invitations/rules.ts'
import { call } from '../../base/call.ts'
import { Id, NamesShape, nullable, oneOf } from '../../base/schemas.ts'

const inClass = Type.Object({ classId: Id })
const Instant = Type.String()

export const classInvitations = call({
  method: 'GET',
  path: '/api/classes/:classId/invitations',
  summary:
    'Who of the accepted has signed in, who has a link, and whose link ran out; for whoever may invite them.',
  params: inClass,
  reply: Type.Object({
    people: Type.Array(
      Type.Object({
        personId: Id,
        names: NamesShape,
        placeId: Id,
        postId: Id,
        organisation: NamesShape,
        login: nullable(Type.String()),
        state: oneOf(invitationStates),
        expiresAt: nullable(Instant),
        seenAt: nullable(Instant),
        /** the reader answers for the person and may give the account its role */
        mayInvite: Type.Boolean(),
      }),
    ),
  }),
})

export const inviteClass = call({
  method: 'POST',
  path: '/api/classes/:classId/invitations',
  summary:
    'Makes a one-time link for each of these people, who take part in the class and never signed in yet. The secrets are in the answer and nowhere else.',
  once: 'none',
  open: 'in-person',
  touches: ['classes', 'accounts', 'people'],
  params: inClass,
  body: Type.Object({
    personIds: Type.Array(Id, { minItems: 1, maxItems: mostInvited, uniqueItems: true }),
  }),
  reply: Type.Object({
    made: Type.Array(
      Type.Object({ personId: Id, login: Type.String(), secret: Type.String(), expiresAt: Instant }),
    ),
  }),
})
