// What the screens of cases read: the library, and what a case may be written about.
import { sql } from 'kysely'
import type { Context } from '../access/context.ts'
import { scopes } from '../access/rules.ts'
import type { CallReply } from '../base/call.ts'
import { type Named, pageLength } from '../base/schemas.ts'
import { likeText } from '../platform/database.ts'
import { keyAfter, pageOf } from '../platform/paging.ts'
import { listTrades } from '../registry/lists/queries.ts'
import { matches, within } from '../registry/queries.ts'
import type * as calls from './contract.ts'
import { seen } from './queries.ts'
import { resultColumns } from './result-queries.ts'
import { type EvidenceLevel, evidenceLevels, isLikeSize, strengthOf } from './rules.ts'

type Summary = CallReply<typeof calls.caseLibrary>['cases'][number]
type Filter = { text?: string; tradeId?: string; form?: string; evidence?: EvidenceLevel; people?: number }

const levels = sql`array[${sql.join(evidenceLevels)}]::text[]`
/** SQL for an evidence level as its strength: 1 weakest. */
const strength = (column: string) => sql`array_position(${levels}, ${sql.ref(column)})`

/** The unit where the actor works now and its trade: what "a unit like mine" starts from. */
async function unitOfActor(ctx: Context): Promise<{ unit: Named; trade: Named } | null> {
  if (!ctx.actor.personId) return null
  const { rows } = await sql<{ unit: Named; trade: Named }>`
    select json_build_object('id', o.id, 'names', o.names) as unit, json_build_object('id', t.id, 'names', t.names) as trade
    from registry.appointment as a join registry.organisation as o on o.id = a.organisation_id
    join registry.trade as t on t.id = o.trade_id
    where a.person_id = ${ctx.actor.personId} and a.from_on <= ${ctx.today}::date and a.to_on > ${ctx.today}::date
    order by a.from_on desc limit 1`.execute(ctx.db)
  return rows[0] ?? null
}

const namesOfCase = sql`concat_ws(' ', registry.names_key(c.title), o.search_key, p.search_key,
  registry.names_key(t.names))`

/** SQL that holds where `c`, a case of the unit `o` at the place `p` in the trade `t`, is what was asked for. */
function fits({ text, tradeId, form, evidence }: Filter) {
  const like = text?.trim() ? likeText(text) : null
  return sql`${tradeId ? sql`c.trade_id = ${tradeId}` : sql`true`}
      and ${form ? sql`c.form_after = ${form}` : sql`true`}
      and ${
        evidence
          ? sql`exists (select 1 from cases.result as r where r.case_id = c.id
              and ${strength('r.evidence')} >= ${strengthOf(evidence) + 1})`
          : sql`true`
      }
      and ${
        like === null
          ? sql`true`
          : sql`(${matches(namesOfCase, text)} or c.record::text ilike ${like}
              or exists (select 1 from cases.case_step as s where s.case_id = c.id
                and concat_ws(' ', s.title->>'zh', s.title->>'en', s.what->>'zh', s.what->>'en') ilike ${like}))`
      }`
}

type Ranked = Omit<Summary, 'isLikeMine'> & { total: number; rank: [number, number, number] }

/**
 * The library, a page at a time: units like the reader's first, then those that were adopted most. A case that is
 * adopted while somebody reads on may change its rank, and then stands on the page where it now belongs.
 */
export async function readLibrary(ctx: Context, query: Filter & { after?: string }) {
  const key = keyAfter(query.after, ['whole', 'whole', 'whole', 'id'])
  const mine = await unitOfActor(ctx)
  const { rows } = await sql<Ranked>`
    with adopted as (
      select s.case_id, count(distinct a.place_id)::int as places
      from cases.adoption as a join cases.case_step as s on s.id = a.step_id group by s.case_id
    ), fitting as materialized (
      select c.id, (c.trade_id is distinct from ${mine?.trade.id ?? null}::uuid)::int as other,
        (c.state <> 'published')::int as unpublished, coalesce(adopted.places, 0) as adopted
      from cases.practice_case as c left join adopted on adopted.case_id = c.id
      join registry.organisation as o on o.id = c.organisation_id
      join registry.place as p on p.id = c.place_id join registry.trade as t on t.id = c.trade_id
      where ${seen(ctx)} and ${fits(query)}
    ), shown as (
      select * from fitting
      where ${
        key
          ? sql`(other, unpublished, -adopted, id)
            > (${key[0]}::bigint, ${key[1]}::bigint, -(${key[2]}::bigint), ${key[3]}::uuid)`
          : sql`true`
      }
      order by other, unpublished, adopted desc, id limit ${pageLength + 1}
    )
    select c.id, c.title, c.record->'summary' as summary, c.form_before as "formBefore", c.form_after as "formAfter",
      c.people, c.state, c.illustrative, shown.adopted as "adoptedBy", (select count(*)::int from fitting) as total,
      json_build_array(shown.other, shown.unpublished, shown.adopted) as rank,
      json_build_object('id', o.id, 'names', o.names) as unit,
      json_build_object('id', p.id, 'names', p.names) as place,
      json_build_object('id', t.id, 'names', t.names) as trade,
      (select r.evidence from cases.result as r where r.case_id = c.id
        order by ${strength('r.evidence')} desc limit 1) as evidence,
      (select row_to_json(r) from (select ${resultColumns} from cases.result as r where r.case_id = c.id
        order by ${strength('r.evidence')} desc, r.n limit 1) as r) as result,
      (select count(*)::int from cases.case_step as s where s.case_id = c.id) as steps,
      (select count(*)::int from cases.question as q where q.case_id = c.id and q.answer is null) as "openQuestions",
      exists (select 1 from cases.consent as k where k.case_id = c.id and k.withdrawn_on is null) as "hasConsent"
    from shown join cases.practice_case as c on c.id = shown.id
    join registry.organisation as o on o.id = c.organisation_id
    join registry.place as p on p.id = c.place_id join registry.trade as t on t.id = c.trade_id
    order by shown.other, shown.unpublished, shown.adopted desc, shown.id`.execute(ctx.db)
  const { page, next } = pageOf(rows, ({ rank, id }) => [...rank, id])
  const isLike = (row: { trade: Named; people: number }) => {
    const isTrade = mine !== null && row.trade.id === mine.trade.id
    return query.people === undefined
      ? isTrade
      : isLikeSize(row.people, query.people) && (mine === null || isTrade)
  }
  return {
    cases: page.map(({ total: _, rank: __, ...row }) => ({ ...row, isLikeMine: isLike(row) })),
    total: rows[0]?.total ?? 0,
    next,
    trades: (await listTrades(ctx.db)).map(({ id, names }) => ({ id, names })),
    mayWrite: scopes(ctx.actor, 'case.write').length > 0,
    mine,
  }
}

type Choices = CallReply<typeof calls.caseChoices>

/** The units in the writer's places, and for one of them the people who hold or held posts there. */
export async function readChoices(
  ctx: Context,
  query: { text?: string; organisationId?: string },
): Promise<Choices> {
  const mine = within(scopes(ctx.actor, 'case.write'), 'o.place_id', ctx.today)
  const units = await sql<Choices['units'][number]>`
    select o.id, o.names, p.names as "placeNames", o.trade_id as "tradeId", o.form
    from (select o.* from registry.organisation as o
    where ${mine} and o.kept_as is null and o.form in (select form.code from registry.form where form.kind <> 'office')
      and ${query.organisationId ? sql`o.id = ${query.organisationId}` : sql`true`}
      and ${matches(sql.ref('o.search_key'), query.text)}
      order by o.code limit 30) as o
    join registry.place as p on p.id = o.place_id order by o.code`.execute(ctx.db)
  const people = query.organisationId
    ? await sql<Choices['people'][number]>`
        select distinct on (person.id, post.id) person.id, person.names,
          json_build_object('id', post.id, 'names', post.names) as post
        from registry.appointment as a join registry.organisation as o on o.id = a.organisation_id
        join registry.person as person on person.id = a.person_id join registry.post as post on post.id = a.post_id
        where a.organisation_id = ${query.organisationId} and ${mine} and a.from_on <= ${ctx.today}::date
        order by person.id, post.id limit 100`.execute(ctx.db)
    : { rows: [] }
  const trades = (await listTrades(ctx.db)).map(({ id, names }) => ({ id, names }))
  return { units: units.rows, people: people.rows, trades }
}
