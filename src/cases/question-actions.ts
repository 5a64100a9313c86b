// Questions to the presenter and their answers.
import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { Context } from '../access/context.ts'
import { must, mustSomewhere } from '../access/rules.ts'
import { finding, notFound, refuseIf, wrongStage } from '../base/problems.ts'
import { isEmptyText, msg, type Names } from '../base/words.ts'
import { note } from '../platform/journal.ts'
import { once } from '../platform/once.ts'
import { pathOf } from '../registry/places/queries.ts'
import type * as calls from './contract.ts'
import { seen } from './queries.ts'
import type { CasesTables } from './tables.ts'

type AskBody = Static<NonNullable<typeof calls.askQuestion.body>>
type Done = { id: string }

const tables = (ctx: Context) => ctx.db.withTables<CasesTables>()

/** Held until the transaction ends: who is erased meanwhile is erased here too. */
async function namesOfActor(ctx: Context): Promise<Names | null> {
  if (!ctx.actor.personId) return null
  const { rows } = await sql<{ names: Names }>`select names from registry.person
    where id = ${ctx.actor.personId} for key share`.execute(ctx.db)
  return rows[0]?.names ?? null
}

/**
 * Asks about a published case. Asked without a name, neither the question nor the journal says who asked; that is why
 * such a question cannot be taken back by its asker either.
 */
export async function askQuestion(ctx: Context, caseId: string, body: AskBody): Promise<Done> {
  const { rows } = await sql<{ state: string; hasStep: boolean; placeId: string }>`
    select c.state, c.place_id as "placeId", ${body.stepId}::uuid is null or exists (select 1 from cases.case_step as s
      where s.case_id = c.id and s.id = ${body.stepId}::uuid) as "hasStep"
    from cases.practice_case as c where c.id = ${caseId} and ${seen(ctx)}`.execute(ctx.db)
  if (!rows[0]) throw notFound()
  mustSomewhere(ctx.actor, 'case.ask')
  const { id, ...content } = body
  // Whose question it is, is told, and remembered, only where the asker said so.
  const writer = body.isNamed ? ctx : { ...ctx, actor: null }
  return once(writer, { id, content: { caseId, ...content } }, async () => {
    if (rows[0].state !== 'published')
      throw wrongStage(`case ${rows[0].state}`, msg('Questions are asked once the case is published.'))
    refuseIf([
      ...(isEmptyText(body.text) ? [finding('/text', 'missing', msg('Please write your question.'))] : []),
      ...(rows[0].hasStep ? [] : [finding('/stepId', 'unknown', msg('The case has no such step.'))]),
    ])
    await tables(ctx)
      .insertInto('cases.question')
      .values({
        id,
        case_id: caseId,
        step_id: body.stepId,
        asker_names: body.isNamed ? await namesOfActor(ctx) : null,
        text: body.text,
        asked_on: ctx.today,
        asker_account_id: writer.actor?.accountId ?? null,
        answer: null,
        answered_by: null,
        answerer_account_id: null,
        answered_on: null,
      })
      .execute()
    await note(writer, {
      verb: 'case.question-asked',
      kind: 'case',
      id: caseId,
      placeId: rows[0].placeId,
      detail: { questionId: id },
    })
    return { id }
  })
}

/** Answers, or words the answer better: whoever writes the case, from its place or from above. */
export async function answerQuestion(
  ctx: Context,
  caseId: string,
  questionId: string,
  text: Names,
): Promise<Done> {
  const { rows } = await sql<{ placeId: string }>`select c.place_id as "placeId" from cases.question as q
    join cases.practice_case as c on c.id = q.case_id
    where q.id = ${questionId} and c.id = ${caseId} and ${seen(ctx)} for update of q`.execute(ctx.db)
  if (!rows[0]) throw notFound()
  must(ctx.actor, 'case.write', await pathOf(ctx.db, rows[0].placeId, ctx.today))
  refuseIf(isEmptyText(text) ? [finding('/text', 'missing', msg('Please write the answer.'))] : [])
  await tables(ctx)
    .updateTable('cases.question')
    .set({
      answer: text,
      answered_by: await namesOfActor(ctx),
      answerer_account_id: ctx.actor.accountId,
      answered_on: ctx.today,
    })
    .where('id', '=', questionId)
    .execute()
  await note(ctx, {
    verb: 'case.question-answered',
    kind: 'case',
    id: caseId,
    placeId: rows[0].placeId,
    detail: { questionId },
  })
  return { id: questionId }
}
