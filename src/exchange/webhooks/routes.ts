// Programs elsewhere that are told: which function answers which call.
import type { Serve } from '../../access/context.ts'
import { mustSomewhere, scopes } from '../../access/rules.ts'
import { searchPlaces } from '../../registry/places/queries.ts'
import { addWebhook, endWebhook, sendAgain, tryWebhook } from './actions.ts'
import * as webhooks from './contract.ts'
import { readDeliveries, readWebhooks, type Told } from './queries.ts'

export function serveWebhooks(serve: Serve, told: Told): void {
  serve(webhooks.listWebhooks, (ctx) => readWebhooks(ctx))
  serve(webhooks.webhookKinds, async ({ say }) => ({
    kinds: told.map(({ kind, title }) => ({ kind, title: say(title) })),
  }))
  serve(webhooks.webhookPlaces, async (ctx, { query }) => {
    mustSomewhere(ctx.actor, 'webhook.change')
    const mine = scopes(ctx.actor, 'webhook.change')
    const found = await searchPlaces(ctx.db, query.text ?? '', ctx.today, { scopes: mine })
    return { found: found.map(({ id, names, code }) => ({ id, names, code })) }
  })
  serve(webhooks.addWebhook, (ctx, { body }) => addWebhook(ctx, told, body))
  serve(webhooks.endWebhook, (ctx, { params }) => endWebhook(ctx, params.webhookId))
  serve(webhooks.tryWebhook, (ctx, { params }) => tryWebhook(ctx, params.webhookId))
  serve(webhooks.listDeliveries, (ctx, { params, query }) =>
    readDeliveries(ctx, params.webhookId, query.after),
  )
  serve(webhooks.sendAgain, (ctx, { params }) => sendAgain(ctx, params.webhookId, params.deliveryId))
}
