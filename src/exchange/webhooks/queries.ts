// What is read of webhooks. One belongs to whoever made it, and to whoever may read the journal of its place.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { mustSomewhere, scopes, verbs } from '../../access/rules.ts'
import { notFound } from '../../base/problems.ts'
import { pageLength } from '../../base/schemas.ts'
import type { Names } from '../../base/words.ts'
import { pageOf } from '../../platform/paging.ts'
import { within } from '../../registry/queries.ts'
import type { DeliveryState } from './rules.ts'

/** The kinds of records one may be told about, each with what they are called, in the order of the rooms. */
export type Told = readonly { kind: string; title: string }[]

const mine = (ctx: Context): RawBuilder<boolean> =>
  within(scopes(ctx.actor, 'webhook.change'), 'hook.place_id', ctx.today)

/**
 * SQL that holds while the account in whose name `hook` is told may still read the journal of its place today, and the
 * token under which it was made, if any, still may.
 */
export const isLive = (today: string): RawBuilder<boolean> => sql<boolean>`exists (
  select 1 from access.role_grant as g join access.account as a on a.id = g.account_id and a.ended_at is null
  join registry.place_path as path on path.place_id = hook.place_id
    and path.from_on <= ${today}::date and path.to_on > ${today}::date and path.line @> array[g.place_id]
  where g.account_id = hook.account_id and g.ended_at is null and g.role = any(${[...verbs['webhook.change']]}::text[])
    and (hook.token_id is null or exists (select 1 from access.token where token.id = hook.token_id
      and token.ended_at is null and token.expires_at > now() and path.line @> array[token.place_id])))`

type Row = {
  id: string
  url: string
  place: { id: string; names: Names }
  kinds: string[]
  madeAt: Date
  account: Names
  isLive: boolean
  waiting: number
  givenUp: number
  lastDeliveredAt: Date | null
}

export async function readWebhooks(ctx: Context) {
  mustSomewhere(ctx.actor, 'webhook.change')
  const { rows } = await sql<Row>`
    select hook.id, hook.url, json_build_object('id', place.id, 'names', place.names) as place, hook.kinds,
      hook.made_at as "madeAt", account.names as account, ${isLive(ctx.today)} as "isLive",
      (select count(*)::int from exchange.webhook_delivery as sent
        where sent.webhook_id = hook.id and sent.state = 'waiting') as waiting,
      (select count(*)::int from exchange.webhook_delivery as sent
        where sent.webhook_id = hook.id and sent.state = 'given_up') as "givenUp",
      (select max(sent.tried_at) from exchange.webhook_delivery as sent
        where sent.webhook_id = hook.id and sent.state = 'delivered') as "lastDeliveredAt"
    from exchange.webhook as hook join registry.place on place.id = hook.place_id
    join access.account as account on account.id = hook.account_id
    where hook.ended_at is null and ${mine(ctx)} order by hook.made_at, hook.id`.execute(ctx.db)
  return {
    webhooks: rows.map((row) => ({
      ...row,
      madeAt: row.madeAt.toISOString(),
      lastDeliveredAt: row.lastDeliveredAt?.toISOString() ?? null,
    })),
  }
}

/** A webhook that is told something, or 'not-found' where the actor has nothing to do with it. */
export async function getWebhook(ctx: Context, webhookId: string): Promise<{ id: string; placeId: string }> {
  mustSomewhere(ctx.actor, 'webhook.change')
  const { rows } = await sql<{ id: string; placeId: string }>`
    select hook.id, hook.place_id as "placeId" from exchange.webhook as hook
    where hook.id = ${webhookId} and hook.ended_at is null and ${mine(ctx)}`.execute(ctx.db)
  if (!rows[0]) throw notFound()
  return rows[0]
}

type Delivery = {
  id: string
  type: string
  state: DeliveryState
  attempts: number
  triedAt: Date | null
  nextAt: Date
  answer: string | null
}

export async function readDeliveries(ctx: Context, webhookId: string, after: string | undefined) {
  await getWebhook(ctx, webhookId)
  const { rows } = await sql<Delivery>`
    select id, body::jsonb ->> 'type' as type, state, attempts, tried_at as "triedAt", next_at as "nextAt", answer
    from exchange.webhook_delivery where webhook_id = ${webhookId}
      ${after ? sql`and id < ${after}` : sql``} order by id desc limit ${pageLength + 1}`.execute(ctx.db)
  const { page, next } = pageOf(rows, ({ id }) => [id])
  return {
    deliveries: page.map(({ nextAt, triedAt, ...row }) => ({
      ...row,
      triedAt: triedAt?.toISOString() ?? null,
      nextAt: row.state === 'waiting' ? nextAt.toISOString() : null,
    })),
    next,
  }
}
