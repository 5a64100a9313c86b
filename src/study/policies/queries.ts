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
import type { QuestionEntry } from '../checks/rules.ts'
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

/** A question that stands ready with a policy. */
export type ReadyQuestion = Omit<QuestionEntry, 'id'>

/** The questions that stand ready with a policy; what is right is told to whoever has been asked alone. */
export async function readReadyQuestions(ctx: Context, policyId: string): Promise<ReadyQuestion[]> {
  const { rows } = await sql<{ questions: ReadyQuestion[] }>`
    select questions from study.policy where id = ${policyId}`.execute(ctx.db)
  return rows[0]?.questions ?? []
}

type ListedPolicy = Policy & { clauses: number; questions: number }

export async function readPolicies(ctx: Context, { after }: { after?: string }) {
  const key = keyAfter(after, ['text', 'id'])
  // Whether a class may be seen is asked once for each, however many questions of its checks cite a clause.
  const { rows } = await sql<ListedPolicy>`
    with page as materialized (
      select ${policyColumns} from study.policy as p join registry.place as place on place.id = p.place_id
      where ${published(ctx, 'p.place_id')}
        and ${key ? sql`(p.code, p.id) > (${key[0]}, ${key[1]}::uuid)` : sql`true`}
      order by p.code, p.id limit ${pageLength + 1}
    ), cited as materialized (
      select distinct c.policy_id, k.class_id, q.id as question_id
      from study.clause as c join study.question_clause as qc on qc.clause_id = c.id
      join study.question as q on q.id = qc.question_id join study.check as k on k.id = q.check_id
      where c.policy_id in (select id from page) and k.state <> 'draft'
    ), asked as (
      select cited.policy_id, count(*)::int as questions from cited
      where cited.class_id in (select class.id from convene.class as class
        where class.id in (select class_id from cited) and ${classVisible(ctx)})
      group by cited.policy_id
    )
    select page.*, coalesce(asked.questions, 0) as questions,
      (select count(*)::int from study.clause as c join study.clause_text as t on t.clause_id = c.id
        where c.policy_id = page.id and t.version = page.version and not t.heading) as clauses
    from page left join asked on asked.policy_id = page.id order by page.code, page.id`.execute(ctx.db)
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
    with shown as materialized (
      select k.id, k.title, k.on_day from study.check as k join convene.class as class on class.id = k.class_id
      where k.state <> 'draft' and ${classVisible(ctx)} and k.id in (
        select q.check_id from study.clause as c join study.question_clause as qc on qc.clause_id = c.id
        join study.question as q on q.id = qc.question_id where c.policy_id = ${policyId})
    ), question as (
      select qc.clause_id, q.id, q.check_id, q.position, q.text, shown.on_day,
        count(*) over (partition by qc.clause_id) as asked,
        row_number() over (partition by qc.clause_id order by shown.on_day desc, shown.id desc, q.position) as n
      from study.clause as c join study.question_clause as qc on qc.clause_id = c.id
      join study.question as q on q.id = qc.question_id join shown on shown.id = q.check_id
      where c.policy_id = ${policyId}
    ), cited as (
      select clause_id, max(asked)::int as asked,
        json_agg(json_build_object('id', id, 'checkId', check_id, 'position', position, 'text', text)
          order by on_day, check_id, position) as questions
      from question where n <= 10 group by clause_id
    ), figure as (
      select figure ->> 'clauseId' as clause_id, shown.id, shown.title, shown.on_day, r.answered,
        figure -> 'understood' as understood,
        row_number() over (partition by figure ->> 'clauseId' order by shown.on_day desc, shown.id desc) as n
      from shown join study.result as r on r.check_id = shown.id,
      jsonb_array_elements(r.figures -> 'clauses') as figure
      where ${mayFigures}
    ), told as (
      select clause_id, json_agg(json_build_object('checkId', id, 'title', title, 'answered', answered,
          'understood', understood) order by on_day, id) as results
      from figure where n <= 5 group by clause_id
    )
    select last.clause_id as id, last.version, last.number, last.depth, last.heading, last.text,
      coalesce(cited.asked, 0) as asked, coalesce(cited.questions, '[]') as questions,
      coalesce(told.results, '[]') as results
    from (select distinct on (t.clause_id) t.* from study.clause_text as t join study.clause as c on c.id = t.clause_id
      where c.policy_id = ${policyId} and t.version <= ${version} order by t.clause_id, t.version desc) as last
    left join cited on cited.clause_id = last.clause_id left join told on told.clause_id = last.clause_id::text
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

type MaterialRow = {
  id: string
  kind: MaterialKind
  title: Names
  text: Names | null
  file: { name: string; kind: string; size: number } | null
  classId: string | null
  sessionId: string | null
  clauseId: string | null
  class: Names | null
  session: Names | null
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
      m.clause_id as "clauseId", m.illustrative, m.on_day as "onDay", class.names as class, session.title as session,
      case when m.file_sha256 is not null
        then json_build_object('name', m.file_name, 'kind', m.file_kind, 'size', m.file_size) end as file,
      ${within(scopes(ctx.actor, 'study.change'), 'm.place_id', ctx.today)} as "mayChange"
    from study.material as m
    left join convene.class as class on class.id = m.class_id and ${classVisible(ctx)}
    left join convene.session as session on session.id = m.session_id and session.class_id = class.id
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
  questions: ReadyQuestion[]
}

/** The texts of a programme's policies as they stand, by code: for taking them elsewhere. */
export async function policyTexts(ctx: Context, programmeId: string): Promise<PolicyText[]> {
  const { rows } = await sql<PolicyText>`
    select p.id, p.code, p.names, p.source, p.questions, coalesce((
      select json_agg(json_build_object('id', t.clause_id, 'number', t.number, 'depth', t.depth, 'heading', t.heading,
        'text', t.text, 'position', t.position) order by t.position)
      from study.clause as c join study.clause_text as t on t.clause_id = c.id
      where c.policy_id = p.id and t.version = p.version), '[]') as clauses
    from study.policy as p where p.programme_id = ${programmeId} and ${published(ctx, 'p.place_id')}
    order by p.code`.execute(ctx.db)
  return rows
}
