// One case as its page shows it. The number of statements does not grow with steps, results or adoptions.
import { sql } from 'kysely'
import type { Context } from '../access/context.ts'
import { may, scopes } from '../access/rules.ts'
import type { CallReply } from '../base/call.ts'
import { notFound } from '../base/problems.ts'
import { pageLength } from '../base/schemas.ts'
import { classVisible } from '../convene/programmes/queries.ts'
import { keyAfter, pageOf } from '../platform/paging.ts'
import { pathOf } from '../registry/places/queries.ts'
import { within } from '../registry/queries.ts'
import { describeRefs as describeClauses } from '../study/queries.ts'
import type * as calls from './contract.ts'
import { seen } from './queries.ts'
import { readResults } from './result-queries.ts'
import { consentVerb } from './rules.ts'

type Page = CallReply<typeof calls.casePage>
type Head = Omit<Page, 'steps' | 'results' | `may${string}`> & { placeId: string }
type StepRow = Omit<Page['steps'][number], 'clauses'>

/** Everything about a case that the actor may see; not-found if the case is not the actor's to see. */
export async function readCase(ctx: Context, caseId: string): Promise<Page> {
  const { rows } = await sql<Head>`
    select c.id, c.version, c.state, c.reason, c.published_on as "publishedOn", c.illustrative, c.title, c.record,
      c.form_before as "formBefore", c.form_after as "formAfter", c.from_said as "fromSaid", c.to_said as "toSaid",
      c.people, c.place_id as "placeId", not o.illustrative as "isUnitOnRecord",
      json_build_object('id', o.id, 'names', o.names) as unit,
      json_build_object('id', p.id, 'names', p.names) as place,
      json_build_object('id', t.id, 'names', t.names) as trade,
      json_build_object('id', person.id, 'names', person.names) as presenter,
      json_build_object('id', post.id, 'names', post.names) as post,
      (select names from convene.programme where id = c.programme_id) as programme,
      (select json_build_object('givenOn', k.given_on, 'how', k.how, 'note', k.note) from cases.consent as k
        where k.case_id = c.id and k.withdrawn_on is null) as consent,
      (select count(distinct a.place_id)::int from cases.adoption as a join cases.case_step as s on s.id = a.step_id
        where s.case_id = c.id) as "adoptedBy",
      (select count(*)::int from cases.question as q where q.case_id = c.id) as asked,
      (select count(*)::int from cases.question as q where q.case_id = c.id and q.answer is null) as unanswered,
      (select coalesce(json_agg(json_build_object('id', s.id, 'classId', s.class_id, 'className', s.class,
          'title', s.title) order by s.on_day, s.starts_at), '[]')
        from (select s.*, class.names as class
          from convene.session as s join convene.class as class on class.id = s.class_id
          where ${classVisible(ctx)}
            and (s.presenters @> jsonb_build_array(jsonb_build_object('organisationId', c.organisation_id))
              or s.presenters @> jsonb_build_array(jsonb_build_object('personId', c.presenter_id)))
          order by s.on_day desc, s.starts_at desc limit 20) as s) as sessions
    from cases.practice_case as c join registry.organisation as o on o.id = c.organisation_id
    join registry.place as p on p.id = c.place_id join registry.trade as t on t.id = c.trade_id
    join registry.person as person on person.id = c.presenter_id join registry.post as post on post.id = c.presenter_post_id
    where c.id = ${caseId} and ${seen(ctx)}`.execute(ctx.db)
  if (!rows[0]) throw notFound()
  const { placeId, ...head } = rows[0]
  const path = await pathOf(ctx.db, placeId, ctx.today)
  const isDraft = head.state === 'draft'
  const isPublished = head.state === 'published'
  const isOpen = head.state !== 'withdrawn'
  const [mayWrite, mayDecide] = [may(ctx.actor, 'case.write', path), may(ctx.actor, 'case.publish', path)]
  return {
    ...head,
    steps: await readSteps(ctx, caseId),
    results: await readResults(ctx, caseId),
    mayEdit: isDraft && mayWrite,
    mayReopen: !isOpen && mayWrite,
    mayConsent: isOpen && may(ctx.actor, consentVerb(head.presenter.id, ctx.actor), path),
    mayVerify: isOpen && may(ctx.actor, 'case.verify', path),
    mayPublish: head.state === 'submitted' && mayDecide,
    mayWithdraw: isOpen && (mayWrite || mayDecide),
    mayAsk: isPublished,
    mayAnswer: isPublished && mayWrite,
    mayAdopt: isPublished && scopes(ctx.actor, 'plan.write').length > 0,
  }
}

async function readSteps(ctx: Context, caseId: string): Promise<Page['steps']> {
  const { rows } = await sql<StepRow>`
    select s.id, s.n, s.on_said as "onSaid", s.title, s.who, s.what,
      array(select l.clause_id from cases.step_clause as l where l.step_id = s.id) as "clauseIds",
      (select count(distinct a.place_id)::int from cases.adoption as a where a.step_id = s.id) as "adoptedBy",
      (select coalesce(json_agg(json_build_object('planLineId', a.plan_line_id, 'adoptedOn', a.adopted_on,
          'place', json_build_object('id', p.id, 'names', p.names)) order by p.code, a.plan_line_id), '[]')
        from (select * from cases.adoption as a
          where a.step_id = s.id and ${within(scopes(ctx.actor, 'plan.read'), 'a.place_id', ctx.today)}
          order by a.adopted_on desc, a.plan_line_id limit 40) as a
        join registry.place as p on p.id = a.place_id) as adoptions
    from cases.case_step as s where s.case_id = ${caseId} order by s.n`.execute(ctx.db)
  const refs = rows.flatMap((step) => step.clauseIds.map((id) => ({ kind: 'clause' as const, id })))
  const clauses = refs.length > 0 ? await describeClauses(ctx, refs) : []
  return rows.map((step) => ({
    ...step,
    clauses: clauses
      .filter((clause) => step.clauseIds.includes(clause.id))
      .map(({ id, title, of, href }) => ({ id, title, of, href })),
  }))
}

type Asked = CallReply<typeof calls.caseQuestions>['questions'][number]

/** What was asked about a case, a page at a time: what waits for an answer first. */
export async function readQuestions(ctx: Context, caseId: string, after: string | undefined) {
  const key = keyAfter(after, ['whole', 'day', 'id'])
  await mustSee(ctx, caseId)
  const { rows } = await sql<Asked>`
    select q.id, s.n as step, q.asker_names as asker, q.text, q.asked_on as "askedOn", q.answer,
      q.answered_by as "answeredBy", q.answered_on as "answeredOn"
    from cases.question as q left join cases.case_step as s on s.id = q.step_id
    where q.case_id = ${caseId} and ${
      key
        ? sql`((q.answer is null)::int, q.asked_on, q.id) < (${key[0]}::bigint, ${key[1]}::date, ${key[2]}::uuid)`
        : sql`true`
    }
    order by q.answer is null desc, q.asked_on desc, q.id desc limit ${pageLength + 1}`.execute(ctx.db)
  const { page, next } = pageOf(rows, ({ answer, askedOn, id }) => [answer ? 0 : 1, askedOn, id])
  return { questions: page, next }
}

async function mustSee(ctx: Context, caseId: string): Promise<void> {
  const { rows } =
    await sql`select 1 from cases.practice_case as c where c.id = ${caseId} and ${seen(ctx)}`.execute(ctx.db)
  if (rows.length === 0) throw notFound()
}
