// Entries that may be the same: near matches of what is being typed, likely pairs, and the log of what was made one.
// Only what lies in the actor's own places is ever named.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { may, scopes, type Verb } from '../../access/rules.ts'
import type { Day } from '../../base/dates.ts'
import type { Erased } from '../../base/erased.ts'
import { notFound } from '../../base/problems.ts'
import { pageLength } from '../../base/schemas.ts'
import type { Names } from '../../base/words.ts'
import { msg } from '../../base/words.ts'
import type { Say } from '../../platform/catalogues.ts'
import type { Db } from '../../platform/database.ts'
import { countMoved, type Moved, type Naming, type Subject } from '../../platform/naming.ts'
import { keyAfter, pageOf } from '../../platform/paging.ts'
import type { Held } from '../../platform/room.ts'
import { getOrganisation } from '../organisations/queries.ts'
import type { OrganisationStatus } from '../organisations/rules.ts'
import { getPerson, personVisible } from '../people/queries.ts'
import { getPinyin } from '../pinyin/queries.ts'
import { pathOn, within } from '../queries.ts'
import { type Likeness, likenessOf, type Same, weightOf } from './rules.ts'

export const verbOf = { person: 'person.change', organisation: 'organisation.change' } satisfies Record<
  Subject,
  Verb
>

/**
 * Gives the same for entries of people that were ever made one, whether or not it was taken back: an id of one of them.
 * Asks nobody: nothing of it is shown.
 */
export async function everOne(db: Db): Promise<(personId: string) => string> {
  const { rows } = await sql<{ twinId: string; keptId: string }>`
    select twin_id as "twinId", kept_id as "keptId" from registry.twin where subject = 'person'`.execute(db)
  const next = new Map<string, string>()
  const entryOf = (id: string): string => {
    let at = id
    for (let one = next.get(at); one !== undefined; one = next.get(at)) at = one
    return at
  }
  for (const { twinId, keptId } of rows) {
    const [from, to] = [entryOf(twinId), entryOf(keptId)]
    if (from !== to) next.set(from, to)
  }
  return entryOf
}

type TwinEntry = {
  id: string
  code: string
  names: Names
  place: { id: string; names: Names }
  illustrative: boolean
  phone: string | null
  posts: { post: Names; organisation: Names; fromOn: Day; toOn: Day | null }[]
  form: string | null
  status: OrganisationStatus | null
  trade: Names | null
}

const postsOf = (on: RawBuilder<boolean>) => sql`coalesce((
  select json_agg(json_build_object('post', post.names, 'organisation', o.names, 'fromOn', a.from_on::text,
    'toOn', case when a.to_on <> 'infinity' then a.to_on::text end) order by a.from_on, a.id)
  from registry.appointment as a join registry.post on post.id = a.post_id
  join registry.organisation as o on o.id = a.organisation_id where a.person_id = t.id and ${on}), '[]')`

/** The columns of an entry `t` with its `place`; of a person the posts held when `on` holds. */
const columnsOf = (subject: Subject, on: RawBuilder<boolean>) =>
  subject === 'person'
    ? sql`t.id, t.code, t.names, json_build_object('id', place.id, 'names', place.names) as place, t.illustrative,
        t.phone, ${postsOf(on)} as posts, null as form, null as status, null as trade`
    : sql`t.id, t.code, t.names, json_build_object('id', place.id, 'names', place.names) as place, t.illustrative,
        null as phone, '[]'::json as posts, t.form, t.status,
        (select trade.names from registry.trade where trade.id = t.trade_id) as trade`

const tableOf = (subject: Subject) => sql.table(`registry.${subject}`)
// Erased people are all called the same.
const stands = (subject: Subject) =>
  subject === 'person' ? sql<boolean>`t.erased_at is null` : sql<boolean>`true`
const today = (ctx: Context) => sql<boolean>`a.from_on <= ${ctx.today}::date and a.to_on > ${ctx.today}::date`

const keysOf = (subject: Subject) => ({
  name: sql`registry.name_key(t.names->>'zh')`,
  sound: sql`registry.name_key(t.names->>'en')`,
  phone: subject === 'person' ? sql`registry.phone_key(t.phone)` : sql`null::text`,
  unit: subject === 'organisation' ? sql`registry.unit_key(t.names->>'zh')` : sql`null::text`,
})

type Typed = { placeId: string; zh?: string; en?: string; phone?: string; exceptId?: string }

/** So many entries of one place are looked through for a name that is nearly the same. */
const mostLookedThrough = 2000

/** What in the actor's places is perhaps the one that is being typed: the five nearest. Two statements. */
export async function readNear(ctx: Context, subject: Subject, typed: Typed) {
  const { zh = '', en = '', phone = '' } = typed
  const keys = keysOf(subject)
  const seen =
    subject === 'person'
      ? personVisible(ctx, 't')
      : sql<boolean>`t.kept_as is null and ${within(scopes(ctx.actor, 'organisation.read'), 't.place_id', ctx.today)}`
  const here = sql`t.place_id = ${typed.placeId}`
  const sameName = sql`(${keys.name} = registry.name_key(${zh}) and registry.name_key(${zh}) <> '')`
  const sameSound = sql`(${keys.sound} = registry.name_key(${en}) and ${here} and registry.name_key(${en}) <> '')`
  const likeUnit = sql`(${keys.unit} = registry.unit_key(${zh}) and ${here})`
  const samePhone = sql`(${keys.phone} = registry.phone_key(${phone}))`
  const read = async (where: RawBuilder<unknown>, count: number) => {
    const { rows } = await sql<TwinEntry & Same>`
      select ${columnsOf(subject, today(ctx))}, ${sameName} as "sameName", ${sameSound} as "sameSound",
        coalesce(${likeUnit}, false) as "likeUnit", coalesce(${samePhone}, false) as "samePhone", ${here} as "samePlace"
      from ${tableOf(subject)} as t join registry.place on place.id = t.place_id
      where ${seen} and t.id is distinct from ${typed.exceptId ?? null}::uuid and ${where}
      order by t.code limit ${count}`.execute(ctx.db)
    return rows
  }
  // What is equal in one of them is looked up by that one alone: each has an index of its own.
  const equalIn = (same: RawBuilder<unknown>) => sql`select t.id from ${tableOf(subject)} as t where ${same}`
  const equals = subject === 'person' ? [sameName, sameSound, samePhone] : [sameName, sameSound, likeUnit]
  const equal = await read(sql`t.id in (${sql.join(equals.map(equalIn), sql` union `)})`, 20)
  // Of the same place also what shares a sign and differs in one.
  const shared = zh.trim()
    ? await read(sql`${here} and translate(t.names->>'zh', ${zh}, '') <> t.names->>'zh'`, mostLookedThrough)
    : []
  await getPinyin()
  const { nearest } = await import('../near/rules.ts')
  const like = nearest(zh.trim(), shared).filter((one) => !equal.some(({ id }) => id === one.id))
  return {
    near: [
      ...equal.map((row) => withLikeness(row, likenessOf(row))),
      ...like.map((row) => withLikeness(row, likenessOf(row, true))),
    ]
      .sort((a, b) => weightOf(b.alike) - weightOf(a.alike))
      .slice(0, 5),
  }
}

const withLikeness = (
  { sameName, sameSound, likeUnit, samePhone, samePlace, ...entry }: TwinEntry & Same,
  alike: Likeness[],
) => ({ entry, alike })

type PairRow = Same & { first: string; second: string; weight: number }

/**
 * A page of the pairs in the actor's places that are likely the same, or of those that were said not to be. The same
 * name in two places says something only as long as the telephones do not say otherwise.
 */
export async function readPairs(
  ctx: Context,
  subject: Subject,
  { after, apart = false }: { after?: string; apart?: boolean },
) {
  const key = keyAfter(after, ['whole', 'id', 'id'])
  const keys = keysOf(subject)
  const mine = within(scopes(ctx.actor, verbOf[subject]), 't.place_id', ctx.today)
  const { rows } = await sql<PairRow>`
    with mine as materialized (
      select t.id, t.place_id, ${keys.name} as name, ${keys.sound} as sound, ${keys.phone} as phone, ${keys.unit} as unit
      from ${tableOf(subject)} as t where t.kept_as is null and ${stands(subject)} and ${mine}
    ),
    apart as (
      select least(coalesce(a.kept_as, a.id), coalesce(b.kept_as, b.id)) as first,
        greatest(coalesce(a.kept_as, a.id), coalesce(b.kept_as, b.id)) as second
      from registry.not_twin as n join ${tableOf(subject)} as a on a.id = n.first_id
      join ${tableOf(subject)} as b on b.id = n.second_id where n.subject = ${subject}
    ),
    pair as (${apart ? sql`select distinct first, second from apart` : alikePairs}),
    judged as (
      select a.id as first, b.id as second, a.name = b.name as "sameName", a.sound = b.sound as "sameSound",
        coalesce(a.unit = b.unit, false) as "likeUnit", coalesce(a.phone = b.phone, false) as "samePhone",
        a.place_id = b.place_id as "samePlace", coalesce(a.phone <> b.phone, false) as differ
      from pair join mine as a on a.id = pair.first join mine as b on b.id = pair.second
    ),
    weighed as (
      select *, case when "samePhone" then 4 else 0 end + case when "samePlace" then 1 else 0 end
        + case when "sameName" then 3 when "sameSound" then 2 when "likeUnit" then 1 else 0 end as weight
      from judged where ${
        apart
          ? sql`true`
          : sql`("samePlace" or not differ) and not exists (select 1 from apart
              where apart.first = judged.first and apart.second = judged.second)`
      }
    )
    select * from weighed where ${
      key
        ? sql`(-weight, first, second) > (-(${key[0]}::bigint), ${key[1]}::uuid, ${key[2]}::uuid)`
        : sql`true`
    }
    order by weight desc, first, second limit ${pageLength + 1}`.execute(ctx.db)
  const { page, next } = pageOf(rows, ({ weight, first, second }) => [weight, first, second])
  const entries = await readEntries(
    ctx,
    subject,
    page.flatMap(({ first, second }) => [first, second]),
  )
  const pairs = page.flatMap((row) => {
    const [first, second] = [entries.get(row.first), entries.get(row.second)]
    return first && second ? { first, second, alike: likenessOf(row) } : []
  })
  return { pairs, next }
}

const alikePairs = sql`
  select a.id as first, b.id as second from mine as a join mine as b on a.name = b.name and a.id < b.id where a.name <> ''
  union select a.id, b.id from mine as a join mine as b on a.phone = b.phone and a.id < b.id
  union select a.id, b.id from mine as a join mine as b
    on a.sound = b.sound and a.place_id = b.place_id and a.id < b.id where a.sound <> ''
  union select a.id, b.id from mine as a join mine as b
    on a.unit = b.unit and a.place_id = b.place_id and a.id < b.id where a.unit <> ''`

async function readEntries(
  ctx: Context,
  subject: Subject,
  ids: readonly string[],
  on = today(ctx),
): Promise<Map<string, TwinEntry>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<TwinEntry>`
    select ${columnsOf(subject, on)} from ${tableOf(subject)} as t join registry.place on place.id = t.place_id
    where t.id = any(${[...new Set(ids)]}::uuid[])`.execute(ctx.db)
  return new Map(rows.map((row) => [row.id, row]))
}

/** The place and the path of an entry that the actor may see, or 'not-found'; of a twin those of the entry kept. */
export const getEntry = (ctx: Context, subject: Subject, id: string) =>
  subject === 'person' ? getPerson(ctx, id) : getOrganisation(ctx, id)

/** Two entries with all posts ever held, and in what they are alike. */
export async function readTwo(ctx: Context, subject: Subject, twinId: string, keptId: string) {
  const entries = await readEntries(ctx, subject, [twinId, keptId], sql<boolean>`true`)
  const [twin, kept] = [entries.get(twinId), entries.get(keptId)]
  if (!twin || !kept) throw notFound(twinId)
  const keys = keysOf(subject)
  const { rows } = await sql<Same>`
    with two as (select t.id, t.place_id, ${keys.name} as name, ${keys.sound} as sound, ${keys.phone} as phone,
      ${keys.unit} as unit from ${tableOf(subject)} as t where t.id in (${twinId}, ${keptId}))
    select a.name = b.name as "sameName", a.sound = b.sound as "sameSound", coalesce(a.unit = b.unit, false) as "likeUnit",
      coalesce(a.phone = b.phone, false) as "samePhone", a.place_id = b.place_id as "samePlace"
    from two as a join two as b on a.id = ${twinId} and b.id = ${keptId}`.execute(ctx.db)
  return { twin, kept, alike: likenessOf(rows[0]) }
}

type Known = { id: string; code: string; names: Names; placeId: string; path: string[] }
type Logged = {
  id: string
  subject: Subject
  place: { id: string; names: Names }
  reason: string
  madeAt: Date
  by: Names | null
  undoneAt: Date | null
  undoneBy: Names | null
  moved: Moved[]
  taken: Record<string, string>
  twin: Known
  kept: Known
  /** nothing was made one with the kept entry since, and the person is not erased */
  isLast: boolean
  isErased: boolean
}

const known = (alias: string, today: Day) => sql`json_build_object('id', ${sql.ref(`${alias}.id`)},
  'code', ${sql.ref(`${alias}.code`)}, 'names', ${sql.ref(`${alias}.names`)}, 'placeId', ${sql.ref(`${alias}.place_id`)},
  'path', ${pathOn(`${alias}.place_id`, today)})`

/** Entries made one whose kept entry lies in the actor's places, by the latest; of one id alone where it is given. */
export async function readLog(ctx: Context, limits: { after?: string; twinId?: string }): Promise<Logged[]> {
  const key = keyAfter(limits.after, ['id'])
  const registers = sql`(select 'person' as subject, id, code, names, place_id, kept_as, erased_at is not null as is_erased
      from registry.person
    union all select 'organisation', id, code, names, place_id, kept_as, false from registry.organisation)`
  const { rows } = await sql<Logged>`
    select log.id, log.subject, json_build_object('id', place.id, 'names', place.names) as place, log.reason,
      log.made_at as "madeAt", doer.names as by, log.undone_at as "undoneAt", undoer.names as "undoneBy", log.moved, log.taken,
      ${known('twin', ctx.today)} as twin, ${known('kept', ctx.today)} as kept,
      log.undone_at is null and twin.kept_as = kept.id and not kept.is_erased and not exists (select 1 from registry.twin as later
        where later.kept_id = log.kept_id and later.undone_at is null and later.id > log.id) as "isLast", kept.is_erased as "isErased"
    from registry.twin as log join registry.place on place.id = log.place_id
    join ${registers} as twin on twin.subject = log.subject and twin.id = log.twin_id
    join ${registers} as kept on kept.subject = log.subject and kept.id = log.kept_id
    left join access.account as doer on doer.id = log.made_by
    left join access.account as undoer on undoer.id = log.undone_by
    where ((log.subject = 'person' and ${within(scopes(ctx.actor, 'person.change'), 'log.place_id', ctx.today)})
      or (log.subject = 'organisation' and ${within(scopes(ctx.actor, 'organisation.change'), 'log.place_id', ctx.today)}))
      and ${limits.twinId ? sql`log.id = ${limits.twinId}` : sql`true`}
      and ${key ? sql`log.id < ${key[0]}::uuid` : sql`true`}
    order by log.id desc limit ${pageLength + 1}`.execute(ctx.db)
  return rows
}

/** What was made one with a person's entry, and parted from it again; plain rows. */
export async function heldTwins(db: Db, { personIds }: Erased, say: Say): Promise<Held[]> {
  const { rows } = await sql<Held['rows'][number]>`
    select place_id, reason, made_at, undone_at as ended_at from registry.twin
    where subject = 'person' and (kept_id = any(${personIds}::uuid[]) or twin_id = any(${personIds}::uuid[])) order by id`.execute(
    db,
  )
  return [{ name: 'twins', title: say(msg('Entries made one')), rows }]
}

/** A page of the log, in the reader's words. */
export async function readTwins(ctx: Context, rooms: readonly Naming[], query: { after?: string }) {
  const { page, next } = pageOf(await readLog(ctx, query), ({ id }) => [id])
  const named = ({ id, code, names }: Known) => ({ id, code, names })
  return {
    twins: page.map(
      ({ moved, taken: _taken, twin, kept, isLast, isErased: _, madeAt, undoneAt, ...row }) => ({
        ...row,
        twin: named(twin),
        kept: named(kept),
        madeAt: madeAt.toISOString(),
        undoneAt: undoneAt?.toISOString() ?? null,
        moved: countMoved(rooms, moved).map(({ what, count }) => ({ what: ctx.say(what), count })),
        mayUndo: isLast && [twin, kept].every(({ path }) => may(ctx.actor, verbOf[row.subject], path)),
      }),
    ),
    next,
  }
}
