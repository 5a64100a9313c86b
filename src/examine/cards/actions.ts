// What people do with misconception cards.
import type { Context } from '../../access/context.ts'
import { must } from '../../access/rules.ts'
import { newId } from '../../base/ids.ts'
import { type Finding, finding, notFound, Problem, refuseIf, stale, wrongStage } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import { describeRefs as describeSteps } from '../../cases/queries.ts'
import { getClass } from '../../convene/programmes/queries.ts'
import type { Reading } from '../../platform/database.ts'
import { note } from '../../platform/journal.ts'
import { pathOf } from '../../registry/places/queries.ts'
import { nameMisconception as nameOnQuestion } from '../../study/policies/actions.ts'
import { describeRefs as describeClauses, publisherOf } from '../../study/queries.ts'
import type { StudyTables } from '../../study/tables.ts'
import { cardSealed } from '../queries.ts'
import { type CardEntry, type CardOrigin, cardFindings } from '../rules.ts'
import type { ExamineTables } from '../tables.ts'
import { seenCard } from './queries.ts'

const tables = (ctx: Context) => ctx.db.withTables<ExamineTables & Reading<StudyTables>>()

/** Where the pack says so: a card of the class of 1954, invented evidence. */
type Marks = {
  origin?: CardOrigin
  position?: number
  illustrative?: boolean
  illustrativeEvidence?: boolean[]
}

const columnsOf = (card: CardEntry) => ({
  statement: card.statement,
  reasons: card.reasons,
  correction: card.correction,
  instead: card.instead,
  question: card.question,
  source: card.source,
})

/** Adds a card to what the writer's place publishes. Refuses one without a correction. */
export async function makeCard(
  ctx: Context,
  entry: CardEntry & { code: string },
  marks: Marks = {},
): Promise<{ id: string }> {
  const publisher = await publisherOf(ctx, 'card.change')
  if (!publisher) throw new Problem('not-permitted')
  refuseIf([...cardFindings(entry), ...(await citationFindings(ctx, entry))])
  const id = newId()
  await tables(ctx)
    .insertInto('examine.misconception')
    .values({
      id,
      programme_id: publisher.programmeId,
      place_id: publisher.placeId,
      code: entry.code,
      ...columnsOf(entry),
      origin: marks.origin ?? 'added',
      position: marks.position ?? 1000,
      illustrative: marks.illustrative ?? false,
    })
    .execute()
  await putEvidence(ctx, id, entry.evidence, marks.illustrativeEvidence)
  await note(ctx, {
    verb: 'card.made',
    kind: 'misconception',
    id,
    placeId: publisher.placeId,
    detail: { code: entry.code },
  })
  return { id }
}

/** Changes a card as a whole. While a round examines it, its statement stays: before and after must mean the same. */
export async function changeCard(
  ctx: Context,
  misconceptionId: string,
  entry: CardEntry & { version: number },
): Promise<{ id: string }> {
  const card = await seenCard(ctx, misconceptionId, { lock: true })
  must(ctx.actor, 'card.change', await pathOf(ctx.db, card.placeId, ctx.today))
  const { evidence, version, statement } = entry
  if (card.sealedUntil) throw cardSealed()
  if (card.version !== version) throw stale({ version: card.version })
  const isReworded = statement.zh !== card.statement.zh || statement.en !== card.statement.en
  if (isReworded && (await isUnderExamination(ctx, misconceptionId))) {
    throw wrongStage(
      'card under examination',
      msg('A round examines this card: its statement stays as it is until the round is finished.'),
    )
  }
  refuseIf([...cardFindings(entry), ...(await citationFindings(ctx, entry))])
  await tables(ctx)
    .updateTable('examine.misconception')
    .set({ ...columnsOf(entry), version: version + 1 })
    .where('id', '=', misconceptionId)
    .execute()
  const before = await tables(ctx)
    .deleteFrom('examine.evidence')
    .where('misconception_id', '=', misconceptionId)
    .returningAll()
    .execute()
  // What was invented for a sample stays marked so, as long as its words stay.
  const invented = before
    .filter((row) => row.illustrative)
    .map(({ text }) => JSON.stringify([text.zh, text.en]))
  await putEvidence(
    ctx,
    misconceptionId,
    evidence,
    evidence.map(({ text }) => invented.includes(JSON.stringify([text.zh, text.en]))),
  )
  await note(ctx, { verb: 'card.changed', kind: 'misconception', id: misconceptionId, placeId: card.placeId })
  return { id: misconceptionId }
}

async function isUnderExamination(ctx: Context, misconceptionId: string): Promise<boolean> {
  const row = await tables(ctx)
    .selectFrom('examine.round_card as rc')
    .innerJoin('examine.round as r', 'r.id', 'rc.round_id')
    .select('r.id')
    .where('rc.misconception_id', '=', misconceptionId)
    .where('r.stage', 'not in', ['draft', 'finished'])
    .executeTakeFirst()
  return row !== undefined
}

/** Only what the writer may see can be cited. */
async function citationFindings(ctx: Context, { evidence }: CardEntry): Promise<Finding[]> {
  const clauses = evidence.flatMap(({ clauseId }) =>
    clauseId ? [{ kind: 'clause' as const, id: clauseId }] : [],
  )
  const steps = evidence.flatMap(({ stepId }) => (stepId ? [{ kind: 'case_step' as const, id: stepId }] : []))
  const known = new Set(
    [...(await describeClauses(ctx, clauses)), ...(await describeSteps(ctx, steps))].map(({ id }) => id),
  )
  return evidence.flatMap(({ clauseId, stepId }, at) => [
    ...(clauseId && !known.has(clauseId)
      ? [finding(`/evidence/${at}/clauseId`, 'unknown', msg('There is no such clause.'))]
      : []),
    ...(stepId && !known.has(stepId)
      ? [finding(`/evidence/${at}/stepId`, 'unknown', msg('There is no such case step.'))]
      : []),
  ])
}

async function putEvidence(
  ctx: Context,
  misconceptionId: string,
  evidence: CardEntry['evidence'],
  illustrative: boolean[] = [],
): Promise<void> {
  if (evidence.length === 0) return
  await tables(ctx)
    .insertInto('examine.evidence')
    .values(
      evidence.map(({ text, source, clauseId, stepId }, position) => ({
        id: newId(),
        misconception_id: misconceptionId,
        position,
        text,
        source,
        clause_id: clauseId,
        step_id: stepId,
        illustrative: illustrative[position] ?? false,
      })),
    )
    .execute()
}

/** Says which misconception a question of a check tests. The question is study's; the card is ours to know. */
export async function nameMisconception(
  ctx: Context,
  questionId: string,
  misconceptionId: string | null,
): Promise<{ id: string }> {
  const question = await tables(ctx)
    .selectFrom('study.question as q')
    .innerJoin('study.check as k', 'k.id', 'q.check_id')
    .select('k.class_id')
    .where('q.id', '=', questionId)
    .executeTakeFirst()
  if (!question) throw notFound()
  const { path, placeId } = await getClass(ctx, question.class_id)
  must(ctx.actor, 'study.change', path)
  if (misconceptionId) await seenCard(ctx, misconceptionId)
  await nameOnQuestion(ctx, { id: questionId, placeId }, misconceptionId)
  return { id: questionId }
}
