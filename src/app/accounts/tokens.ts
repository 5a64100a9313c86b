// Tokens for machines. Access keeps them; which places stand under which is the registry's, given to it here.
import { managed } from '../../access/accounts/actions.ts'
import type { Context, Serve } from '../../access/context.ts'
import { mustSomewhere } from '../../access/rules.ts'
import { endToken, endTokenOf, makeToken } from '../../access/tokens/actions.ts'
import * as calls from '../../access/tokens/contract.ts'
import { tokensOf } from '../../access/tokens/queries.ts'
import { alwaysAbove, getPlace, placeNames, searchPlaces } from '../../registry/places/queries.ts'
import { pathsFor } from './accounts.ts'

export function routes(serve: Serve): void {
  serve(calls.listTokens, async (ctx) => ({ tokens: await listed(ctx, ctx.actor.accountId) }))
  serve(calls.tokenPlaces, async (ctx, { query }) => {
    const own = { scopes: ctx.actor.grants.map((grant) => grant.placeId) }
    const found = await searchPlaces(ctx.db, query.text ?? '', ctx.today, own)
    return { found: found.map(({ id, names, code }) => ({ id, names, code })) }
  })
  serve(calls.makeToken, async (ctx, { body }) => {
    await getPlace(ctx.db, body.placeId, 'held')
    const places = [body.placeId, ...ctx.actor.grants.map((grant) => grant.placeId)]
    return makeToken(ctx, body, await alwaysAbove(ctx.db, places))
  })
  serve(calls.endToken, (ctx, { params }) => endToken(ctx, params.tokenId))
  serve(calls.listTokensOf, async (ctx, { params }) => {
    mustSomewhere(ctx.actor, 'account.change')
    await managed(ctx, params.accountId, pathsFor(ctx))
    return { tokens: await listed(ctx, params.accountId) }
  })
  serve(calls.endTokenOf, (ctx, { params }) => {
    mustSomewhere(ctx.actor, 'account.change')
    return endTokenOf(ctx, params, pathsFor(ctx))
  })
}

const listed = (ctx: Context, accountId: string) =>
  tokensOf(ctx.db, accountId, (placeIds) => placeNames(ctx.db, placeIds))
