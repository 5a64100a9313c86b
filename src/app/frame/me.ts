// Who is here: the account with its places, and the programme that concerns it. Put together here, since the account
// is access's, its places the registry's and the programme convene's.
import { sql } from 'kysely'
import type { Context, OpenContext, OpenServe, Serve } from '../../access/context.ts'
import { type Grant, may, scopes } from '../../access/rules.ts'
import { findAccount } from '../../access/sessions/queries.ts'
import { listCast, me } from '../../access/sign-in/contract.ts'
import { notFound } from '../../base/problems.ts'
import type { Names } from '../../base/words.ts'
import { ownProgramme, type Programme } from '../../convene/programmes/queries.ts'
import { readSettings, zoneOf } from '../../platform/settings.ts'
import { postNamesOf } from '../../registry/appointments/queries.ts'
import { placeNames, topPlace } from '../../registry/places/queries.ts'

export function routes(_serve: Serve, open: OpenServe): void {
  open(me, readMe)
  open(listCast, readCast)
}

async function readMe(ctx: OpenContext) {
  const settings = await readSettings(ctx.db)
  const { demo } = settings
  const timeZone = zoneOf(settings)
  const { actor } = ctx
  const account = actor ? await findAccount(ctx.db, actor.accountId) : undefined
  if (!actor || !account) return { account: null, programme: null, demo, today: ctx.today, timeZone }
  const programme = await ownProgramme({ ...ctx, actor } as Context)
  const top = await topPlace(ctx.db)
  const names = await placeNames(
    ctx.db,
    actor.grants.map((grant) => grant.placeId),
  )
  return {
    account: {
      id: account.id,
      name: account.names,
      login: account.login,
      language: account.language,
      hasPassword: account.passwordHash !== null,
      personId: account.personId,
      roles: rolesWith(actor.grants, names),
      maySeeAccounts: scopes(actor, 'account.read').length > 0,
      mayChangeInstance: top !== undefined && may(actor, 'instance.change', [top.id]),
    },
    programme: programme && shownProgramme(programme),
    demo,
    today: ctx.today,
    timeZone,
  }
}

/** Its calendar is told with its periods. */
const shownProgramme = ({ yearFrom: _, dueDay: __, ...programme }: Programme) => programme

const rolesWith = (grants: readonly Grant[], names: Map<string, Names>) =>
  grants.flatMap(({ role, placeId }) => {
    const called = names.get(placeId)
    return called ? [{ role, place: { id: placeId, names: called } }] : []
  })

type Member = { accountId: string; login: string; names: Names; personId: string | null; grants: Grant[] }

/** Whom one may be for a while. Answers only in demo mode, and says then no more than the sign-in page shows. */
async function readCast(ctx: OpenContext) {
  const { demo } = await readSettings(ctx.db)
  if (!demo) throw notFound()
  const { rows } = await sql<Member>`
    select a.id as "accountId", a.login, a.names, a.person_id as "personId", coalesce((
      select json_agg(json_build_object('role', g.role, 'placeId', g.place_id) order by g.made_at, g.id)
      from access.role_grant as g where g.account_id = a.id and g.ended_at is null), '[]') as grants
    from access.account as a where a.cast_order is not null and a.ended_at is null order by a.cast_order`.execute(
    ctx.db,
  )
  const names = await placeNames(
    ctx.db,
    rows.flatMap((row) => row.grants.map((grant) => grant.placeId)),
  )
  const people = rows.flatMap((row) => row.personId ?? [])
  const posts = await postNamesOf(ctx.db, people, ctx.today)
  return {
    cast: rows.map(({ personId, grants, ...row }) => ({
      ...row,
      posts: personId ? (posts.get(personId) ?? []) : [],
      roles: rolesWith(grants, names),
    })),
  }
}
