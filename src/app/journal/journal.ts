// The journal as it is read: by those who hold 'journal.read', what was done in their places; by everybody, what
// concerns themselves. Nobody writes here: rooms note what they do.
import { type RawBuilder, sql } from 'kysely'
import type { Static } from 'typebox'
import type { Context, Serve } from '../../access/context.ts'
import { may, mustSomewhere, scopes } from '../../access/rules.ts'
import { pageLength } from '../../base/schemas.ts'
import type { Names } from '../../base/words.ts'
import { pageOf } from '../../platform/paging.ts'
import { topPlace } from '../../registry/places/queries.ts'
import { eachWithin, within } from '../../registry/queries.ts'
import { journal, journalWords } from '../contract.ts'
import { kindWords, verbWords } from './words.ts'

export function routes(serve: Serve): void {
  serve(journal, (ctx, { query }) => readJournal(ctx, query))
  serve(journalWords, async ({ say }) => ({
    verbs: Object.entries(verbWords).map(([verb, text]) => ({ verb, text: say(text) })),
    kinds: Object.entries(kindWords).map(([kind, { text, path = null }]) => ({
      kind,
      text: say(text),
      path,
    })),
  }))
}

type Query = Static<typeof journal.query>

const last = sql`order by entry.id desc limit ${pageLength + 1}`

type Row = {
  id: string
  at: Date
  verb: string
  kind: string
  subjectId: string
  subject: Names | null
  place: { id: string; names: Names } | null
  by: Names | null
  token: string | null
}

async function readJournal(ctx: Context, query: Query) {
  const mayReadPlaces = scopes(ctx.actor, 'journal.read').length > 0
  const isOwn = query.about === 'own' || (!query.about && !mayReadPlaces)
  if (!isOwn) mustSomewhere(ctx.actor, 'journal.read')
  const latest = (way: RawBuilder<unknown>) => sql`(select entry.* from platform.journal as entry
      where ${way} and ${wanted(query)} ${last})`
  const seen = isOwn
    ? aboutActor(ctx).map((way) => latest(sql`${way} and ${isUnder(ctx, query)}`))
    : await inPlacesOf(ctx, query, latest)
  const { rows } = await sql<Row>`
    with page as (select entry.* from (${sql.join(seen, sql` union `)}) as entry ${last})
    select page.id, page.at, page.verb, page.kind, page.subject_id as "subjectId",
      coalesce(account.names, person.names, organisation.names) as subject,
      case when place.id is null then null else json_build_object('id', place.id, 'names', place.names) end as place,
      doer.names as by, token.name as token
    from page
      left join access.account as doer on doer.id = page.account_id
      left join access.token on token.id = page.token_id
      left join access.account on page.kind = 'account' and account.id = page.subject_id
      left join registry.person on page.kind = 'person' and person.id = page.subject_id
      left join registry.organisation on page.kind = 'organisation' and organisation.id = page.subject_id
      left join registry.place on place.id = page.place_id
    order by page.id desc`.execute(ctx.db)
  const { page, next } = pageOf(rows, ({ id }) => [id])
  return {
    entries: page.map((row) => ({ ...row, at: row.at.toISOString() })),
    next,
    about: isOwn ? ('own' as const) : ('places' as const),
    mayReadPlaces,
  }
}

// A historical sample lives in another time than its deeds: there the places as of the programme's day count.
const dayOf = (ctx: Context) => sql`least(entry.at::date, ${ctx.today}::date)`

/**
 * What was done in the actor's places, as they lay on that day, or in those under one of them: read place by place, for
 * a country's journal is long and most of it lies elsewhere. An account's own deeds have no place: they are seen by
 * those in whose places all its roles lie. The lists that all share are seen from above everything.
 */
async function inPlacesOf(
  ctx: Context,
  query: Query,
  latest: (way: RawBuilder<unknown>) => RawBuilder<unknown>,
): Promise<RawBuilder<unknown>[]> {
  const top = await topPlace(ctx.db)
  const isAbove = top !== undefined && may(ctx.actor, 'journal.read', [top.id])
  if (isAbove && (!query.under || query.under === top.id)) return [latest(isUnder(ctx, query))]
  const mine = scopes(ctx.actor, 'journal.read')
  const all = [isAbove ? null : mine, query.under ? [query.under] : null].filter((places) => places !== null)
  const day = dayOf(ctx)
  const byPlace = sql`(select entry.* from registry.place_path as path cross join lateral
      ${latest(sql`entry.place_id = path.place_id and path.from_on <= ${day} and path.to_on > ${day}`)} as entry
      where ${sql.join(
        all.map((places) => sql`path.line && ${places}::uuid[]`),
        sql` and `,
      )} ${last})`
  if (query.under) return [byPlace]
  const isMine = within(mine, 'held.place_id', ctx.today)
  const ofAccounts = sql`entry.place_id is null and entry.kind = 'account'
    and exists (select 1 from access.role_grant as held where held.account_id = entry.subject_id and ${isMine})
    and not exists (select 1 from access.role_grant as held where held.account_id = entry.subject_id and not ${isMine})`
  return [byPlace, latest(ofAccounts)]
}

/** What the actor did, and what was done to the actor's account and entry: each is read from its latest by an index. */
function aboutActor(ctx: Context): RawBuilder<boolean>[] {
  const { accountId, personId } = ctx.actor
  return [
    sql`entry.account_id = ${accountId}`,
    sql`entry.kind = 'account' and entry.subject_id = ${accountId}`,
    sql`entry.kind = 'person' and entry.subject_id = ${personId}::uuid`,
    sql`entry.kind in ('nomination', 'case') and entry.detail->>'personId' = ${personId}`,
  ]
}

const isUnder = (ctx: Context, { under }: Query): RawBuilder<boolean> =>
  under ? eachWithin([under], 'entry.place_id', dayOf(ctx)) : sql<boolean>`true`

function wanted(query: Query): RawBuilder<boolean> {
  const all = [
    query.accountId && sql`entry.account_id = ${query.accountId}`,
    query.kind && sql`entry.kind = ${query.kind}`,
    query.verb && sql`entry.verb = ${query.verb}`,
    query.since && sql`entry.at >= ${query.since}::timestamptz`,
    query.before && sql`entry.at < ${query.before}::timestamptz`,
    query.after && sql`entry.id < ${query.after}`,
  ].filter((one) => typeof one === 'object')
  return all.length > 0 ? sql<boolean>`${sql.join(all, sql` and `)}` : sql<boolean>`true`
}
