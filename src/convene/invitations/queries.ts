// Who of a class has been invited and who has signed in, for whoever may invite them.
import { sql } from 'kysely'
import { mayManage } from '../../access/accounts/queries.ts'
import type { Context } from '../../access/context.ts'
import { type InvitedPerson, invitedAmong } from '../../access/invitations/queries.ts'
import type { InvitationState } from '../../access/invitations/rules.ts'
import { may, mayGrant } from '../../access/rules.ts'
import type { Names } from '../../base/words.ts'
import { accountsWithLink } from '../../registry/links/queries.ts'
import { lastPathsOf } from '../../registry/places/queries.ts'
import { getInside, placesWith } from '../classes/queries.ts'

export type Attendee = {
  personId: string
  names: Names
  placeId: string
  postId: string
  organisation: Names
  account: InvitedPerson | null
  state: InvitationState
  mayInvite: boolean
}

/**
 * The accepted people of the places that the actor may both read and give accounts in, in the order of the roster. May
 * be invited who never signed in and has no role elsewhere, where the actor answers for the person.
 */
export async function attendees(ctx: Context, classId: string): Promise<Attendee[]> {
  const inside = await getInside(ctx, classId)
  const readable = placesWith(ctx, inside, 'nomination.read')
  const { rows } = await sql<
    Pick<Attendee, 'personId' | 'names' | 'placeId' | 'postId' | 'organisation'> & { homeId: string }
  >`select n.person_id as "personId", person.names, n.place_id as "placeId", n.post_id as "postId",
      o.names as organisation, person.place_id as "homeId"
    from convene.nomination as n join registry.person as person on person.id = n.person_id
    join registry.appointment as a on a.id = n.appointment_id join registry.organisation as o on o.id = a.organisation_id
    join registry.place as called on called.id = n.place_id
    join convene.class_post as post on post.class_id = n.class_id and post.post_id = n.post_id
    where n.class_id = ${classId} and n.state = 'accepted' and n.place_id = any(${readable}::uuid[])
    order by called.code, post.position, n.arrival`.execute(ctx.db)
  const accounts = await invitedAmong(
    ctx.db,
    rows.map(({ personId }) => personId),
    ctx.now,
  )
  const withLink = await accountsWithLink(
    ctx.db,
    [...accounts.values()].filter(({ state }) => state === 'invited').map(({ accountId }) => accountId),
    ctx.today,
  )
  const grants = [...accounts.values()].flatMap((account) => account.grants)
  const paths = await lastPathsOf(
    ctx.db,
    [
      ...new Set([
        ...rows.flatMap(({ placeId, homeId }) => [placeId, homeId]),
        ...grants.map(({ placeId }) => placeId),
      ]),
    ],
    ctx.today,
  )
  const pathOf = (placeId: string) => paths.get(placeId) ?? []
  return rows
    .filter(({ placeId }) => may(ctx.actor, 'account.change', pathOf(placeId)))
    .map(({ homeId, ...row }) => {
      const account = accounts.get(row.personId) ?? null
      const isOurs =
        !account ||
        mayManage(
          ctx.actor,
          account.grants.map((grant) => ({ ...grant, path: pathOf(grant.placeId) })),
        ).isManaged
      return {
        ...row,
        account,
        // A link whose maker could not make it today lets nobody in, like one that ran out.
        state:
          account?.state === 'invited' && !withLink.has(account.accountId)
            ? 'lapsed'
            : (account?.state ?? 'none'),
        mayInvite:
          account?.state !== 'in' &&
          isOurs &&
          may(ctx.actor, 'person.change', pathOf(homeId)) &&
          mayGrant(ctx.actor, 'trainee', pathOf(row.placeId)),
      }
    })
}

export async function readInvitations(ctx: Context, classId: string) {
  const people = await attendees(ctx, classId)
  return {
    people: people.map(({ account, ...one }) => ({
      ...one,
      login: account?.login ?? null,
      expiresAt: account?.expiresAt ?? null,
      seenAt: account?.seenAt ?? null,
    })),
  }
}
