// The accounts of others. Access keeps them and decides; what lies under what is the registry's, given to it here.
import { sql } from 'kysely'
import {
  endAccount,
  endRole,
  endSignInsOf,
  giveRole,
  invite,
  inviteAgain,
  type Paths,
} from '../../access/accounts/actions.ts'
import * as calls from '../../access/accounts/contract.ts'
import { listAccounts, mayManage } from '../../access/accounts/queries.ts'
import type { Context, Serve } from '../../access/context.ts'
import { changeEmail as keepEmail } from '../../access/providers/actions.ts'
import { mayGrant, must, mustSomewhere, roles, scopes } from '../../access/rules.ts'
import { findAccount } from '../../access/sessions/queries.ts'
import { changeEmail } from '../../access/ways/contract.ts'
import { pageOf } from '../../platform/paging.ts'
import { accountsWithLink, holdingLinks } from '../../registry/links/queries.ts'
import { getPerson } from '../../registry/people/queries.ts'
import { getPlace, lastPathsOf, pathOf, placeNames, searchPlaces } from '../../registry/places/queries.ts'
import { holdKept, matches, within } from '../../registry/queries.ts'

export function routes(serve: Serve): void {
  serve(changeEmail, async (ctx, { params, body }) => {
    mustSomewhere(ctx.actor, 'account.change')
    await mustAnswerForOwner(ctx, params.accountId)
    return keepEmail(ctx, params.accountId, body.email, pathsFor(ctx))
  })
  serve(calls.listAccounts, (ctx, { query }) => readAccounts(ctx, query))
  serve(calls.accountPlaces, async (ctx, { query }) => {
    mustSomewhere(ctx.actor, 'account.change')
    const found = await searchPlaces(ctx.db, query.text ?? '', ctx.today, {
      scopes: scopes(ctx.actor, 'account.change'),
    })
    return { found: found.map(({ id, names, code }) => ({ id, names, code })) }
  })
  serve(calls.invite, async (ctx, { body }) => {
    mustSomewhere(ctx.actor, 'account.change')
    const personId = body.personId && (await holdKept(ctx.db, 'person', body.personId))
    if (personId) await mustAnswerFor(ctx, personId)
    return invite(ctx, { ...body, personId }, await pathTo(ctx, body.placeId))
  })
  serve(calls.inviteAgain, async (ctx, { params }) => {
    mustSomewhere(ctx.actor, 'account.change')
    await mustAnswerForOwner(ctx, params.accountId)
    return inviteAgain(ctx, params.accountId, pathsFor(ctx))
  })
  serve(calls.giveRole, async (ctx, { params, body }) => {
    mustSomewhere(ctx.actor, 'account.change')
    return giveRole(ctx, params.accountId, body, await pathTo(ctx, body.placeId), pathsFor(ctx))
  })
  serve(calls.endRole, (ctx, { params }) => {
    mustSomewhere(ctx.actor, 'account.change')
    return endRole(ctx, params.accountId, params.roleGrantId, pathsFor(ctx), holdingLinks)
  })
  serve(calls.endAccount, (ctx, { params }) => {
    mustSomewhere(ctx.actor, 'account.change')
    return endAccount(ctx, params.accountId, pathsFor(ctx))
  })
  serve(calls.endSignInsOf, (ctx, { params }) => {
    mustSomewhere(ctx.actor, 'account.change')
    return endSignInsOf(ctx, params.accountId, pathsFor(ctx))
  })
}

/** Whoever has a link to an account is its person: only who is answerable for the person may hand one out. */
async function mustAnswerFor(ctx: Context, personId: string): Promise<void> {
  must(ctx.actor, 'person.change', (await getPerson(ctx, personId)).path)
}

async function mustAnswerForOwner(ctx: Context, accountId: string): Promise<void> {
  const account = await findAccount(ctx.db, accountId)
  if (account?.personId) await mustAnswerFor(ctx, account.personId)
}

/** The paths of places as access asks for them. */
export const pathsFor =
  (ctx: Context): Paths =>
  (placeIds) =>
    lastPathsOf(ctx.db, placeIds, ctx.today)

async function pathTo(ctx: Context, placeId: string): Promise<string[]> {
  await getPlace(ctx.db, placeId, 'held')
  return pathOf(ctx.db, placeId, ctx.today)
}

async function readAccounts(ctx: Context, { after, text }: { after?: string; text?: string }) {
  mustSomewhere(ctx.actor, 'account.read')
  const mine = scopes(ctx.actor, 'account.read')
  const isOverAll = ctx.actor.path.length > 0 && mine.includes(await rootOf(ctx))
  const rows = await listAccounts(
    ctx.db,
    (column) => (isOverAll ? sql<boolean>`true` : within(mine, column, ctx.today)),
    {
      after,
      isFound: (names, login) =>
        matches(
          sql`concat_ws(' ', registry.names_key(${sql.ref(names)}), registry.search_key(${sql.ref(login)}))`,
          text,
        ),
    },
  )
  const { page, next } = pageOf(rows, ({ login }) => [login])
  const placeIds = [...new Set(page.flatMap((row) => row.grants.map((grant) => grant.placeId)))]
  const names = await placeNames(ctx.db, placeIds)
  const paths = await lastPathsOf(ctx.db, placeIds, ctx.today)
  const invited = await accountsWithLink(
    ctx.db,
    page.filter(({ hasWayIn }) => !hasWayIn).map(({ id }) => id),
    ctx.today,
  )
  const pathOf = (placeId: string) => paths.get(placeId) ?? []
  const accounts = page.map(({ grants, hasWayIn, email, isCast, ...row }) => {
    const known = grants.map((grant) => ({ ...grant, path: pathOf(grant.placeId) }))
    const { isManaged } = mayManage(ctx.actor, known)
    const isOwn = row.id === ctx.actor.accountId
    // A role elsewhere is the business of those who gave it; it is not shown to others.
    const shown = known.filter((grant) => grant.isLiving && grant.path.some((id) => mine.includes(id)))
    return {
      ...row,
      email: isManaged ? email : null,
      state: hasWayIn
        ? ('active' as const)
        : isCast
          ? ('cast' as const)
          : invited.has(row.id)
            ? ('invited' as const)
            : ('shut' as const),
      isOwn,
      mayChange: isManaged && !isOwn,
      roles: shown.map(({ id, role, placeId, path }) => ({
        id,
        role,
        place: { id: placeId, names: names.get(placeId) ?? { zh: '', en: '' } },
        mayEnd: isManaged && !isOwn && mayGrant(ctx.actor, role, path),
      })),
    }
  })
  return {
    accounts,
    next,
    roles: roles.filter((role) => mayGrant(ctx.actor, role, ctx.actor.path)),
  }
}

/** The place that everything stands under: the first of any path. */
async function rootOf(ctx: Context): Promise<string> {
  const [first] = await lastPathsOf(
    ctx.db,
    ctx.actor.grants.map((grant) => grant.placeId),
    ctx.today,
  )
  return first?.[1][0] ?? ''
}
