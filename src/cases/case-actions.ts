// Writing a case. Steps keep their ids through every rewriting, because plans cite them.
import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { Context } from '../access/context.ts'
import { must, mustSomewhere, scopes } from '../access/rules.ts'
import { type Finding, finding, Problem, refuseIf, stale, wrongStage } from '../base/problems.ts'
import type { Ref } from '../base/refs.ts'
import { msg } from '../base/words.ts'
import { ownProgramme } from '../convene/programmes/queries.ts'
import { note } from '../platform/journal.ts'
import { once } from '../platform/once.ts'
import { pathOf } from '../registry/places/queries.ts'
import { holdKept, within } from '../registry/queries.ts'
import { describeRefs as describeClauses } from '../study/queries.ts'
import type * as calls from './contract.ts'
import { endConsent, holdCase, mustBe } from './held-case.ts'
import { readResults } from './result-queries.ts'
import { draftFindings, type EvidenceLevel, isSameResult, type ResultDraft } from './rules.ts'
import type { CasesTables } from './tables.ts'

type CreateBody = Static<NonNullable<typeof calls.makeCase.body>>
type SaveBody = Static<NonNullable<typeof calls.changeCase.body>>
type Content = Omit<SaveBody, 'version'>
type Done = { id: string }

const tables = (ctx: Context) => ctx.db.withTables<CasesTables>()

/** The place of the unit, if the writer may see the unit; null otherwise. */
async function placeOfUnit(ctx: Context, organisationId: string): Promise<string | null> {
  const { rows } = await sql<{ place_id: string }>`select o.place_id from registry.organisation as o
    where o.id = ${organisationId}
      and ${within(scopes(ctx.actor, 'organisation.read'), 'o.place_id', ctx.today)}`.execute(ctx.db)
  return rows[0]?.place_id ?? null
}

/** What the registers and the policy texts say against the content: trade, presenter, clauses. */
async function registerFindings(ctx: Context, body: Content): Promise<Finding[]> {
  const { rows } = await sql<{ trade: boolean; post: boolean; holds: boolean }>`select
    exists (select 1 from registry.trade where id = ${body.tradeId}) as trade,
    exists (select 1 from registry.post where id = ${body.postId}) as post,
    exists (select 1 from registry.appointment where person_id = ${body.personId} and post_id = ${body.postId}
      and organisation_id = ${body.organisationId} and from_on <= ${ctx.today}::date) as holds`.execute(
    ctx.db,
  )
  const refs: Ref[] = body.steps.flatMap((step) =>
    step.clauseIds.map((id) => ({ kind: 'clause' as const, id })),
  )
  const known = new Set((await describeClauses(ctx, refs)).map((clause) => clause.id))
  const clauses = body.steps.flatMap((step, at) =>
    step.clauseIds.flatMap((id, k) =>
      known.has(id)
        ? []
        : [
            finding(
              `/steps/${at}/clauseIds/${k}`,
              'unknown',
              msg('There is no such clause, or it is not yours to see.'),
            ),
          ],
    ),
  )
  return [
    ...(rows[0].trade ? [] : [finding('/tradeId', 'unknown', msg('There is no such trade.'))]),
    ...(rows[0].post ? [] : [finding('/postId', 'unknown', msg('There is no such post.'))]),
    ...(rows[0].holds || !rows[0].post
      ? []
      : [finding('/personId', 'no-appointment', msg('This person does not hold this post in the unit.'))]),
    ...clauses,
  ]
}

/** What was sent, naming the entries that were kept where it names twins. */
async function asKept<T extends Content>(ctx: Context, body: T): Promise<T> {
  const personId = await holdKept(ctx.db, 'person', body.personId)
  return { ...body, personId, organisationId: await holdKept(ctx.db, 'organisation', body.organisationId) }
}

/** Begins a case as a draft of the unit's place. */
export async function makeCase(
  ctx: Context,
  sent: CreateBody,
  given = { illustrative: false },
): Promise<Done> {
  mustSomewhere(ctx.actor, 'case.write')
  const body = await asKept(ctx, sent)
  const placeId = await placeOfUnit(ctx, body.organisationId)
  if (!placeId) {
    throw new Problem('invalid', {
      errors: [
        finding('/organisationId', 'unknown', msg('There is no such unit, or it is not yours to see.')),
      ],
    })
  }
  must(ctx.actor, 'case.write', await pathOf(ctx.db, placeId, ctx.today))
  const { id, ...content } = sent
  return once(ctx, { id, content }, () => keepCase(ctx, placeId, body, given))
}

async function keepCase(
  ctx: Context,
  placeId: string,
  body: CreateBody,
  given: { illustrative: boolean },
): Promise<Done> {
  const programme = await ownProgramme(ctx)
  if (!programme)
    throw wrongStage('no programme', msg('There is no programme yet in which cases could be told.'))
  refuseIf([
    ...draftFindings(body, ctx.today),
    ...(await registerFindings(ctx, body)),
    ...(await stepFindings(ctx, body.id, body)),
  ])

  const { id, steps, results, ...content } = body
  await tables(ctx)
    .insertInto('cases.practice_case')
    .values({
      id,
      programme_id: programme.id,
      audience_place_id: programme.placeId,
      place_id: placeId,
      illustrative: given.illustrative,
      ...columnsOf(content),
    })
    .execute()
  await writeSteps(ctx, id, steps)
  await writeResults(ctx, id, results, [])
  await note(ctx, { verb: 'case.created', kind: 'case', id, placeId })
  return { id }
}

const columnsOf = (body: Omit<Content, 'steps' | 'results'>) => ({
  organisation_id: body.organisationId,
  trade_id: body.tradeId,
  form_before: body.formBefore,
  form_after: body.formAfter,
  from_said: body.fromSaid,
  to_said: body.toSaid,
  presenter_id: body.personId,
  presenter_post_id: body.postId,
  people: body.people,
  title: body.title,
  record: body.record,
})

/**
 * Writes a draft anew. A version other than the stored one is refused with what stands now, so that nothing is lost.
 */
export async function changeCase(ctx: Context, caseId: string, sent: SaveBody): Promise<Done> {
  const body = await asKept(ctx, sent)
  const { held, path } = await holdCase(ctx, caseId)
  must(ctx.actor, 'case.write', path)
  mustBe(held.state, ['draft'])
  if (held.version !== body.version) throw stale({ version: held.version })
  const placeId = await placeOfUnit(ctx, body.organisationId)
  const isElsewhere = placeId !== held.place_id
  refuseIf([
    ...draftFindings(body, ctx.today),
    ...(isElsewhere
      ? [finding('/organisationId', 'elsewhere', msg('The unit must be of the same place as the case.'))]
      : []),
    ...(await registerFindings(ctx, body)),
    ...(await stepFindings(ctx, caseId, body)),
  ])
  const { version, steps, results, ...content } = body
  const before = await readResults(ctx, caseId)
  await tables(ctx)
    .updateTable('cases.practice_case')
    .set({ ...columnsOf(content), version: version + 1 })
    .where('id', '=', caseId)
    .execute()
  // Consent is a person's: another presenter has not given it yet.
  if (held.presenter_id !== body.personId) await endConsent(ctx, caseId)
  await writeSteps(ctx, caseId, steps)
  await writeResults(ctx, caseId, results, before)
  await note(ctx, {
    verb: 'case.saved',
    kind: 'case',
    id: caseId,
    placeId: held.place_id,
    detail: { version: version + 1 },
  })
  return { id: caseId }
}

/** A step that plans have adopted stays; a step or result of another case cannot be written here. */
async function stepFindings(ctx: Context, caseId: string, body: Content): Promise<Finding[]> {
  const kept = body.steps.map((step) => step.id)
  const given = [...kept, ...body.results.map((result) => result.id)]
  const { rows } = await sql<{ foreign: string[]; adopted: number[] }>`select
    array(select id from cases.case_step where id = any(${given}::uuid[]) and case_id <> ${caseId}
      union all select id from cases.result where id = any(${given}::uuid[]) and case_id <> ${caseId}) as foreign,
    array(select s.n from cases.case_step as s where s.case_id = ${caseId} and s.id <> all(${kept}::uuid[])
      and exists (select 1 from cases.adoption as a where a.step_id = s.id) order by s.n) as adopted`.execute(
    ctx.db,
  )
  const [{ foreign, adopted }] = rows
  const text = msg('Step {n} is cited by a plan and cannot be taken out.')
  return [
    ...adopted.map((n) => finding('/steps', 'adopted', text, { n })),
    ...(foreign.length > 0 ? [finding('/steps', 'foreign', msg('This belongs to another case.'))] : []),
  ]
}

async function writeSteps(ctx: Context, caseId: string, steps: Content['steps']): Promise<void> {
  const db = tables(ctx)
  const kept = steps.map((step) => step.id)
  await sql`delete from cases.case_step where case_id = ${caseId} and id <> all(${kept}::uuid[])`.execute(
    ctx.db,
  )
  await sql`delete from cases.step_clause where step_id = any(${kept}::uuid[])`.execute(ctx.db)
  if (steps.length === 0) return
  await db
    .insertInto('cases.case_step')
    .values(
      steps.map(({ id, onSaid, title, who, what }, at) => ({
        id,
        case_id: caseId,
        n: at + 1,
        on_said: onSaid,
        title,
        who,
        what,
      })),
    )
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((eb) => ({
        n: eb.ref('excluded.n'),
        on_said: eb.ref('excluded.on_said'),
        title: eb.ref('excluded.title'),
        who: eb.ref('excluded.who'),
        what: eb.ref('excluded.what'),
      })),
    )
    .execute()
  const links = steps.flatMap((step) =>
    [...new Set(step.clauseIds)].map((id) => ({ step_id: step.id, clause_id: id })),
  )
  if (links.length > 0) await db.insertInto('cases.step_clause').values(links).execute()
}

type Standing = ResultDraft & {
  evidence: EvidenceLevel
  verifiedBy: { zh: string; en: string } | null
  verifiedOn: string | null
}

async function writeResults(
  ctx: Context,
  caseId: string,
  results: ResultDraft[],
  before: Standing[],
): Promise<void> {
  await sql`delete from cases.result where case_id = ${caseId}`.execute(ctx.db)
  if (results.length === 0) return
  const rows = results.map((result, at) => {
    const old = before.find((one) => one.id === result.id)
    const stands = old && isSameResult(old, result)
    return {
      id: result.id,
      case_id: caseId,
      n: at + 1,
      indicator: result.indicator,
      unit: result.unit,
      before_value: result.beforeValue,
      before_said: result.beforeSaid,
      after_value: result.afterValue,
      after_said: result.afterSaid,
      less_is_better: result.lessIsBetter,
      source: result.source,
      evidence: stands ? old.evidence : ('self_reported' as const),
      verified_by: stands ? old.verifiedBy : null,
      verified_on: stands ? old.verifiedOn : null,
    }
  })
  await tables(ctx).insertInto('cases.result').values(rows).execute()
}
