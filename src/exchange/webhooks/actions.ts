// What a person does about webhooks: add one, try it, end it, send a message again. The sending itself: jobs.ts.
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { mustSomewhere, scopes } from '../../access/rules.ts'
import type { CallInput } from '../../base/call.ts'
import { newId } from '../../base/ids.ts'
import { finding, notFound, refuseIf } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import { note } from '../../platform/journal.ts'
import { lock } from '../../platform/locks.ts'
import { within } from '../../registry/queries.ts'
import type { addWebhook as addCall } from './contract.ts'
import { getWebhook, type Told } from './queries.ts'
import { messageOf, mostWebhooks, urlFindings } from './rules.ts'
import type { WebhookTables } from './tables.ts'

const tables = (ctx: Context) => ctx.db.withTables<WebhookTables>()

/**
 * Has a program told from now on. Refused for a place of others, an address or kind that is none, and beyond the limit.
 */
export async function addWebhook(
  ctx: Context,
  told: Told,
  { url, placeId, kinds }: CallInput<typeof addCall>['body'],
) {
  mustSomewhere(ctx.actor, 'webhook.change')
  // They are counted before one is added: two that come at the same moment are added one after the other.
  await lock(ctx.db, 'webhooks', ctx.actor.accountId)
  // Held, so that the place does not go before something is kept of it.
  const mine = within(scopes(ctx.actor, 'webhook.change'), 'place.id', ctx.today)
  const { rows } = await sql<{ isMine: boolean; living: number }>`
    select exists (select 1 from registry.place where place.id = ${placeId} and ${mine} for key share) as "isMine",
      (select count(*)::int from exchange.webhook where account_id = ${ctx.actor.accountId} and ended_at is null)
        as living`.execute(ctx.db)
  const [{ isMine, living }] = rows
  refuseIf([
    ...urlFindings(url.trim()),
    ...(isMine ? [] : [finding('/placeId', 'unknown', msg('There is no such place among yours.'))]),
    ...kinds.flatMap((kind, at) =>
      told.some((one) => one.kind === kind)
        ? []
        : [finding(`/kinds/${at}`, 'unknown', msg('This is not one of the choices.'))],
    ),
    ...(living >= mostWebhooks
      ? [finding('', 'many', msg('You have {n} of them already. End one first.'), { n: living })]
      : []),
  ])
  const id = newId()
  const secret = `whsec_${randomBytes(24).toString('base64')}`
  await tables(ctx)
    .insertInto('exchange.webhook')
    .values({
      id,
      account_id: ctx.actor.accountId,
      token_id: ctx.actor.tokenId ?? null,
      place_id: placeId,
      url: url.trim(),
      kinds: [...kinds],
      secret,
      made_at: ctx.now,
      collected_at: ctx.now,
      ended_at: null,
    })
    .execute()
  await note(ctx, { verb: 'webhook.added', kind: 'webhook', id, placeId })
  return { id, secret }
}

/** Asks nobody: only who may change a webhook sees it. */
export async function endWebhook(ctx: Context, webhookId: string): Promise<{ id: string }> {
  const { id, placeId } = await getWebhook(ctx, webhookId)
  await tables(ctx)
    .updateTable('exchange.webhook')
    .set({ ended_at: ctx.now, secret: '' })
    .where('id', '=', id)
    .execute()
  await tables(ctx)
    .deleteFrom('exchange.webhook_delivery')
    .where('webhook_id', '=', id)
    .where('state', '=', 'waiting')
    .execute()
  await note(ctx, { verb: 'webhook.ended', kind: 'webhook', id, placeId })
  return { id }
}

/** Asks nobody: only who may change a webhook sees it. */
export async function tryWebhook(ctx: Context, webhookId: string): Promise<{ id: string }> {
  const { id: webhook_id, placeId } = await getWebhook(ctx, webhookId)
  const id = newId()
  const body = messageOf({
    id,
    at: ctx.now.toISOString(),
    verb: 'ping',
    kind: 'webhook',
    subjectId: webhook_id,
    placeId,
  })
  await tables(ctx)
    .insertInto('exchange.webhook_delivery')
    .values({
      id,
      webhook_id,
      entry_id: id,
      body,
      state: 'waiting',
      next_at: ctx.now,
      tried_at: null,
      answer: null,
    })
    .execute()
  return { id }
}

/** Asks nobody: only who may change a webhook sees it. */
export async function sendAgain(
  ctx: Context,
  webhookId: string,
  deliveryId: string,
): Promise<{ id: string }> {
  await getWebhook(ctx, webhookId)
  const found = await tables(ctx)
    .updateTable('exchange.webhook_delivery')
    .set({ state: 'waiting', attempts: 0, next_at: ctx.now })
    .where('webhook_id', '=', webhookId)
    .where('id', '=', deliveryId)
    .returning('id')
    .executeTakeFirst()
  if (!found) throw notFound()
  return found
}
