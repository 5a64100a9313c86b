// What people do with policies: make one, bring in its text, add the other language.
import type { Context } from '../../access/context.ts'
import { must } from '../../access/rules.ts'
import { newId } from '../../base/ids.ts'
import { mustBeAsSeen, notFound, Problem, refuseIf, stale, unwrittenFindings } from '../../base/problems.ts'
import { msg, type Names } from '../../base/words.ts'
import { note } from '../../platform/journal.ts'
import { pathOf } from '../../registry/places/queries.ts'
import { questionFindings } from '../checks/rules.ts'
import { published, publisherOf } from '../queries.ts'
import type { StudyTables } from '../tables.ts'
import { parsedFindings, parsePolicy, readText } from '../texts/rules.ts'
import { compare } from './compare.ts'
import { type Policy, type ReadyQuestion, readReadyQuestions, readStanding, seenPolicy } from './queries.ts'
import { type ClauseEntry, type TextLanguage, versionFindings } from './rules.ts'

const tables = (ctx: Context) => ctx.db.withTables<StudyTables>()

/** Refuses who may not change what this place publishes. */
export const mustChange = async (ctx: Context, placeId: string): Promise<void> =>
  must(ctx.actor, 'study.change', await pathOf(ctx.db, placeId, ctx.today))

/** A policy that the writer's place publishes, still without text. Refuses a code that the programme has already. */
export async function makePolicy(
  ctx: Context,
  entry: { code: string; names: Names; source: Names; illustrative: boolean },
): Promise<{ id: string }> {
  const publisher = await publisherOf(ctx, 'study.change')
  if (!publisher) throw new Problem('not-permitted')
  const { programmeId, placeId } = publisher
  refuseIf(unwrittenFindings('/names', entry.names))
  const id = newId()
  await tables(ctx)
    .insertInto('study.policy')
    .values({
      id,
      programme_id: programmeId,
      place_id: placeId,
      code: entry.code,
      names: entry.names,
      source: entry.source,
      illustrative: entry.illustrative,
    })
    .execute()
  await note(ctx, { verb: 'policy.made', kind: 'policy', id, placeId, detail: { code: entry.code } })
  return { id }
}

/** Reads a file against the policy as it stands. Refuses what is no text, and saves nothing. */
export async function previewText(ctx: Context, policyId: string, language: TextLanguage, bytes: Uint8Array) {
  const policy = await seenPolicy(ctx, policyId)
  await mustChange(ctx, policy.placeId)
  const read = readText(bytes)
  if ('findings' in read) throw new Problem('invalid', { text: read.findings[0].text, errors: read.findings })
  const parsed = parsePolicy(read.text)
  refuseIf(parsedFindings(parsed))
  return {
    encoding: read.encoding,
    title: parsed.title,
    counted: parsed.counted,
    baseVersion: policy.version,
    rows: compare(await readStanding(ctx, policy), parsed.clauses, language),
  }
}

type Version = { language: TextLanguage; baseVersion: number; note: string; clauses: ClauseEntry[] }

/**
 * Saves the next version. Invariant: a clause that is continued keeps its id, whatever its number and words become; a
 * clause left out keeps its id and its last text. The other language of a continued clause is taken along.
 */
export async function addVersion(
  ctx: Context,
  policyId: string,
  entry: Version,
): Promise<{ version: number }> {
  const policy = await seenPolicy(ctx, policyId, { lock: true })
  await mustChange(ctx, policy.placeId)
  if (policy.version !== entry.baseVersion) throw stale({ version: policy.version })
  const standing = new Map((await readStanding(ctx, policy)).map((clause) => [clause.id, clause]))
  refuseIf(versionFindings(entry.clauses, await idsOf(ctx, policy)))
  const version = policy.version + 1
  const rows = entry.clauses.map((clause, position) => {
    const before = clause.clauseId ? standing.get(clause.clauseId)?.text : undefined
    return {
      clause_id: clause.clauseId ?? newId(),
      version,
      position,
      number: clause.number.trim(),
      depth: clause.depth,
      heading: clause.heading,
      text: { zh: '', en: '', ...before, [entry.language]: clause.text.trim() },
    }
  })
  const made = rows.filter((_, at) => entry.clauses[at].clauseId === null)
  if (made.length > 0) {
    await tables(ctx)
      .insertInto('study.clause')
      .values(made.map(({ clause_id }) => ({ id: clause_id, policy_id: policyId })))
      .execute()
  }
  await tables(ctx)
    .insertInto('study.policy_version')
    .values({ policy_id: policyId, version, note: entry.note, on_day: ctx.today })
    .execute()
  await tables(ctx).insertInto('study.clause_text').values(rows).execute()
  await tables(ctx).updateTable('study.policy').set({ version }).where('id', '=', policyId).execute()
  await note(ctx, {
    verb: 'policy.text-saved',
    kind: 'policy',
    id: policyId,
    placeId: policy.placeId,
    detail: { version, language: entry.language, clauses: rows.length, added: made.length },
  })
  return { version }
}

/** All clauses the policy ever had: one that a version dropped may come back as itself. */
async function idsOf(ctx: Context, policy: Policy): Promise<Set<string>> {
  const rows = await tables(ctx)
    .selectFrom('study.clause')
    .select('id')
    .where('policy_id', '=', policy.id)
    .execute()
  return new Set(rows.map(({ id }) => id))
}

/** Adds the missing language of a clause; what stands already is changed by a new version only. */
export async function addClauseText(
  ctx: Context,
  clauseId: string,
  { language, text }: { language: TextLanguage; text: string },
): Promise<{ id: string }> {
  // The policy is held as whoever saves a version holds it: a new version takes along what is added here, or waits.
  await tables(ctx)
    .selectFrom('study.policy as p')
    .innerJoin('study.clause as c', 'c.policy_id', 'p.id')
    .select('p.id')
    .where('c.id', '=', clauseId)
    .where(published(ctx, 'p.place_id'))
    .forUpdate('p')
    .execute()
  const row = await tables(ctx)
    .selectFrom('study.clause as c')
    .innerJoin('study.policy as p', 'p.id', 'c.policy_id')
    .innerJoin('study.clause_text as t', (join) =>
      join.onRef('t.clause_id', '=', 'c.id').onRef('t.version', '=', 'p.version'),
    )
    .select(['c.id', 'p.place_id', 'p.version', 't.text'])
    .where('c.id', '=', clauseId)
    .where(published(ctx, 'p.place_id'))
    .executeTakeFirst()
  if (!row) throw notFound(clauseId)
  await mustChange(ctx, row.place_id)
  if (!text.trim())
    refuseIf([{ pointer: '/text', code: 'required', text: msg('Please write something here.') }])
  if (row.text[language].trim()) {
    refuseIf([
      {
        pointer: '/text',
        code: 'stands',
        text: msg('The clause has a text in this language. A new version changes it.'),
      },
    ])
  }
  await tables(ctx)
    .updateTable('study.clause_text')
    .set({ text: { ...row.text, [language]: text.trim() } })
    .where('clause_id', '=', clauseId)
    .where('version', '=', row.version)
    .execute()
  await note(ctx, {
    verb: 'clause.text-added',
    kind: 'clause',
    id: clauseId,
    placeId: row.place_id,
    detail: { language },
  })
  return { id: clauseId }
}

/** The questions that stand ready with a policy, for whoever may change them. */
export async function readPolicyQuestions(ctx: Context, policyId: string) {
  const { id, names, placeId } = await seenPolicy(ctx, policyId)
  await mustChange(ctx, placeId)
  return { policy: { id, names }, questions: await readReadyQuestions(ctx, id) }
}

/**
 * Changes the questions that stand ready with a policy, each of which cites clauses of its own text. A check that took
 * one has it for itself.
 */
export async function changeQuestions(
  ctx: Context,
  policyId: string,
  { questions, was }: { questions: ReadyQuestion[]; was?: { questions: ReadyQuestion[] } },
): Promise<{ id: string }> {
  const policy = await seenPolicy(ctx, policyId, { lock: true })
  await mustChange(ctx, policy.placeId)
  mustBeAsSeen(was, { questions: await readReadyQuestions(ctx, policyId) })
  refuseIf(questionFindings(questions, await idsOf(ctx, policy)))
  await tables(ctx)
    .updateTable('study.policy')
    .set({ questions: JSON.stringify(questions) })
    .where('id', '=', policyId)
    .execute()
  await note(ctx, {
    verb: 'policy.questions-changed',
    kind: 'policy',
    id: policyId,
    placeId: policy.placeId,
    detail: { questions: questions.length },
  })
  return { id: policyId }
}

/**
 * Marks which misconception a question tests. Null takes the mark away. Asks nobody: examine has asked about the
 * class.
 */
export async function nameMisconception(
  ctx: Context,
  question: { id: string; placeId: string },
  misconceptionId: string | null,
): Promise<void> {
  await tables(ctx)
    .updateTable('study.question')
    .set({ misconception_id: misconceptionId })
    .where('id', '=', question.id)
    .execute()
  await note(ctx, {
    verb: 'question.misconception-named',
    kind: 'question',
    id: question.id,
    placeId: question.placeId,
    detail: { misconceptionId },
  })
}
