// What the screens of policies and materials read.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { may, scopes } from '../../access/rules.ts'
import type { Day } from '../../base/dates.ts'
import { notFound } from '../../base/problems.ts'
import { pageLength } from '../../base/schemas.ts'
import type { Share } from '../../base/shares.ts'
import type { Names } from '../../base/words.ts'
import { classVisible } from '../../convene/programmes/queries.ts'
import { keyAfter, pageOf } from '../../platform/paging.ts'
import { pathOf } from '../../registry/places/queries.ts'
import { within } from '../../registry/queries.ts'
import type { MaterialKind } from '../materials/rules.ts'
import { published, publisherOf } from '../queries.ts'
import type { StandingClause } from './compare.ts'

export type Policy = {
  id: string
  code: string
  names: Names
  source: Names
  place: { id: string; names: Names }
  placeId: string
  version: number
  illustrative: boolean
}

const policyColumns = sql`p.id, p.code, p.names, p.source, p.version, p.illustrative, p.place_id as "placeId",
  json_build_object('id', place.id, 'names', place.names) as place`

/** The policy, or 'not-found'; with `lock`, nobody else saves a version until the transaction ends. */
export async function seenPolicy(ctx: Context, policyId: string, { lock = false } = {}): Promise<Policy> {
  const { rows } = await sql<Policy>`select ${policyColumns}
    from study.policy as p join registry.place as place on place.id = p.place_id
    where p.id = ${policyId} and ${published(ctx, 'p.place_id')} ${lock ? sql`for update of p` : sql``}`.execute(
    ctx.db,
  )
  if (!rows[0]) throw notFound(policyId)
  return rows[0]
}

/** The clauses of the present version, in order. */
export async function readStanding(
  ctx: Context,
  policy: { id: string; version: number },
): Promise<StandingClause[]> {
  const { rows } = await sql<StandingClause>`
    select t.clause_id as id, t.number, t.depth, t.heading, t.text
    from study.clause_text as t join study.clause as c on c.id = t.clause_id
    where c.policy_id = ${policy.id} and t.version = ${policy.version} order by t.position`.execute(ctx.db)
  return rows
}

type ListedPolicy = Policy & { clauses: number; questions: number }

export async function readPolicies(ctx: Context, { after }: { after?: string }) {
  const key = keyAfter(after, ['text', 'id'])
  const { rows } = await sql<ListedPolicy>`select ${policyColumns},
      (select count(*)::int from study.clause as c join study.clause_text as t on t.clause_id = c.id
        where c.policy_id = p.id and t.version = p.version and not t.heading) as clauses,
      (select count(distinct qc.question_id)::int from study.question_clause as qc
        join study.clause as c on c.id = qc.clause_id join study.question as q on q.id = qc.question_id
        join study.check as k on k.id = q.check_id join convene.class as class on class.id = k.class_id
        where c.policy_id = p.id and k.state <> 'draft' and ${classVisible(ctx)}) as questions
    from study.policy as p join registry.place as place on place.id = p.place_id
    where ${published(ctx, 'p.place_id')}
      and ${key ? sql`(p.code, p.id) > (${key[0]}, ${key[1]}::uuid)` : sql`true`}
    order by p.code, p.id limit ${pageLength + 1}`.execute(ctx.db)
  const { page, next } = pageOf(rows, ({ code, id }) => [code, id])
  const mayChange = (await publisherOf(ctx, 'study.change')) !== null
  return { policies: page.map(({ placeId, ...policy }) => policy), next, mayChange }
}

type ClauseRow = StandingClause & {
  version: number
  asked: number
  questions: { id: string; checkId: string; position: number; text: Names }[]
  results: { checkId: string; title: Names; answered: number; understood: Share }[]
}

/** A policy clause by clause. What was understood comes from the stored figures of closed checks alone. */
export async function readPolicy(ctx: Context, policyId: string, asked?: number) {
  const { placeId, ...policy } = await seenPolicy(ctx, policyId)
  const versions = await sql<{ version: number; note: string; onDay: Day }>`
    select version, note, on_day as "onDay" from study.policy_version where policy_id = ${policyId}
    order by version desc`.execute(ctx.db)
  if (asked !== undefined && !versions.rows.some(({ version }) => version === asked)) throw notFound()
  const version = asked ?? policy.version
  const mayFigures = scopes(ctx.actor, 'check.figures').length > 0
  const { rows } = await sql<ClauseRow>`
    select last.clause_id as id, last.version, last.number, last.depth, last.heading, last.text,
      coalesce(cited.asked, 0) as asked, coalesce(cited.questions, '[]') as questions,
      coalesce((select json_agg(json_build_object('checkId', told.id, 'title', told.title, 'answered', told.answered,
          'understood', told.understood) order by told.on_day, told.id)
        from (select k.id, k.title, k.on_day, r.answered, figure -> 'understood' as understood
          from study.result as r join study.check as k on k.id = r.check_id
          join convene.class as class on class.id = k.class_id,
          jsonb_array_elements(r.figures -> 'clauses') as figure
          where figure ->> 'clauseId' = last.clause_id::text and ${mayFigures} and ${classVisible(ctx)}
          order by k.on_day desc, k.id desc limit 5) as told), '[]') as results
    from (select distinct on (t.clause_id) t.* from study.clause_text as t join study.clause as c on c.id = t.clause_id
      where c.policy_id = ${policyId} and t.version <= ${version} order by t.clause_id, t.version desc) as last
    left join lateral (select max(one.asked)::int as asked,
        json_agg(json_build_object('id', one.id, 'checkId', one.check_id, 'position', one.position, 'text', one.text)
          order by one.on_day, one.check_id, one.position) as questions
      from (select q.*, k.on_day, count(*) over () as asked
        from study.question_clause as qc join study.question as q on q.id = qc.question_id
        join study.check as k on k.id = q.check_id join convene.class as class on class.id = k.class_id
        where qc.clause_id = last.clause_id and k.state <> 'draft' and ${classVisible(ctx)}
        order by k.on_day desc, k.id desc, q.position limit 10) as one) as cited on true
    order by last.version desc, last.position`.execute(ctx.db)
  const mayChange = may(ctx.actor, 'study.change', await pathOf(ctx.db, placeId, ctx.today))
  return {
    policy,
    version,
    versions: versions.rows,
    clauses: rows.filter((row) => row.version === version).map(({ version: _, ...clause }) => clause),
    dropped: rows
      .filter((row) => row.version < version)
      .map(({ asked: _, questions: __, results: ___, ...clause }) => clause),
    mayChange,
  }
}

export type MaterialRow = {
  id: string
  kind: MaterialKind
  title: Names
  text: Names | null
  file: { name: string; kind: string; size: number } | null
  classId: string | null
  sessionId: string | null
  clauseId: string | null
  illustrative: boolean
  onDay: Day
  mayChange: boolean
}

export async function readMaterials(
  ctx: Context,
  query: { classId?: string; sessionId?: string; policyId?: string; after?: string },
) {
  const key = keyAfter(query.after, ['day', 'id'])
  const { rows } = await sql<MaterialRow>`
    select m.id, m.kind, m.title, m.text, m.class_id as "classId", m.session_id as "sessionId",
      m.clause_id as "clauseId", m.illustrative, m.on_day as "onDay",
      case when m.file_sha256 is not null
        then json_build_object('name', m.file_name, 'kind', m.file_kind, 'size', m.file_size) end as file,
      ${within(scopes(ctx.actor, 'study.change'), 'm.place_id', ctx.today)} as "mayChange"
    from study.material as m
    where ${published(ctx, 'm.place_id')}
      and ${query.classId ? sql`m.class_id = ${query.classId}` : sql`true`}
      and ${query.sessionId ? sql`m.session_id = ${query.sessionId}` : sql`true`}
      and ${query.policyId ? sql`m.clause_id in (select id from study.clause where policy_id = ${query.policyId})` : sql`true`}
      and ${key ? sql`(m.on_day, m.id) < (${key[0]}::date, ${key[1]}::uuid)` : sql`true`}
    order by m.on_day desc, m.id desc limit ${pageLength + 1}`.execute(ctx.db)
  const { page, next } = pageOf(rows, ({ onDay, id }) => [onDay, id])
  return { materials: page, next, mayChange: scopes(ctx.actor, 'study.change').length > 0 }
}

export type PolicyText = {
  id: string
  code: string
  names: Names
  source: Names
  clauses: (StandingClause & { position: number })[]
}

/** The texts of a programme's policies as they stand, by code: for taking them elsewhere. */
export async function policyTexts(ctx: Context, programmeId: string): Promise<PolicyText[]> {
  const { rows } = await sql<PolicyText>`
    select p.id, p.code, p.names, p.source, coalesce((
      select json_agg(json_build_object('id', t.clause_id, 'number', t.number, 'depth', t.depth, 'heading', t.heading,
        'text', t.text, 'position', t.position) order by t.position)
      from study.clause as c join study.clause_text as t on t.clause_id = c.id
      where c.policy_id = p.id and t.version = p.version), '[]') as clauses
    from study.policy as p where p.programme_id = ${programmeId} and ${published(ctx, 'p.place_id')}
    order by p.code`.execute(ctx.db)
  return rows
}
