// What people do with checks of understanding: write, open, answer, close. How an answer stays without a name is told
// in platform/ballot.ts; nothing in this file notes or logs one.
import { sql } from 'kysely'
import type { Context, OpenContext } from '../../access/context.ts'
import { must } from '../../access/rules.ts'
import type { Ballot } from '../../base/ballot.ts'
import { newId } from '../../base/ids.ts'
import { finding, Problem, refuseIf, stale, wrongStage } from '../../base/problems.ts'
import { msg, type Names, nameIn } from '../../base/words.ts'
import { getClass, isTrainee } from '../../convene/programmes/queries.ts'
import { laterClosing, mustBeBallot, mustBeTakable, otherAnswers, type Taken } from '../../platform/ballot.ts'
import { note } from '../../platform/journal.ts'
import { openByName } from '../asked/actions.ts'
import { makeBox, type Opening, signBallot } from '../ballots/actions.ts'
import type { StudyTables } from '../tables.ts'
import { asking, citable, type QuestionRow, readQuestions, seenCheck } from './queries.ts'
import { answerFindings, type CheckAnswers, checkFindings, type QuestionEntry } from './rules.ts'

const tables = (ctx: Pick<Context, 'db'>) => ctx.db.withTables<StudyTables>()

type Entry = { title: Names; named: boolean; questions: QuestionEntry[] }

const findingsOf = async (ctx: Context, entry: Entry) =>
  checkFindings(
    entry,
    await citable(
      ctx,
      entry.questions.flatMap((question) => question.clauseIds),
    ),
  )

/** A check for a class, as a draft that only those see who may write it. */
export async function makeCheck(
  ctx: Context,
  classId: string,
  entry: Entry,
  illustrative = false,
): Promise<{ id: string }> {
  const { path, placeId } = await getClass(ctx, classId)
  must(ctx.actor, 'study.change', path)
  refuseIf(await findingsOf(ctx, entry))
  const id = newId()
  await tables(ctx)
    .insertInto('study.check')
    .values({
      id,
      class_id: classId,
      title: entry.title,
      named: entry.named,
      made_at: ctx.now,
      on_day: ctx.today,
      illustrative,
    })
    .execute()
  await putQuestions(ctx, id, entry.questions)
  await note(ctx, { verb: 'check.made', kind: 'check', id, placeId })
  return { id }
}

/**
 * Changes a draft as a whole; a question that names its id keeps what hangs on it. It is then made anew: whose account
 * is in use by now may be on its roster.
 */
export async function changeCheck(
  ctx: Context,
  checkId: string,
  entry: Entry & { version: number },
): Promise<{ id: string; version: number }> {
  const check = await seenCheck(ctx, checkId, { lock: true })
  must(ctx.actor, 'study.change', check.path)
  mustBeDraft(check.state)
  if (check.version !== entry.version) throw stale({ version: check.version })
  refuseIf(await findingsOf(ctx, entry))
  const version = check.version + 1
  await tables(ctx)
    .updateTable('study.check')
    .set({ title: entry.title, named: entry.named, version, made_at: ctx.now })
    .where('id', '=', checkId)
    .execute()
  await putQuestions(ctx, checkId, entry.questions)
  await note(ctx, { verb: 'check.changed', kind: 'check', id: checkId, placeId: check.placeId })
  return { id: checkId, version }
}

function mustBeDraft(state: string): void {
  if (state !== 'draft') {
    throw wrongStage(
      `check ${state}`,
      msg('A check that was opened is not changed any more: answers stand on it.'),
    )
  }
}

async function putQuestions(ctx: Context, checkId: string, questions: QuestionEntry[]): Promise<void> {
  const before = await tables(ctx)
    .selectFrom('study.question')
    .selectAll()
    .where('check_id', '=', checkId)
    .execute()
  const known = new Map(before.map((row) => [row.id, row]))
  await tables(ctx).deleteFrom('study.question').where('check_id', '=', checkId).execute()
  const rows = questions.map((question, position) => {
    const old = question.id ? known.get(question.id) : undefined
    // Named a second time, it is another question.
    if (old) known.delete(old.id)
    return { question, position, id: old?.id ?? newId(), misconception_id: old?.misconception_id ?? null }
  })
  if (rows.length === 0) return
  await tables(ctx)
    .insertInto('study.question')
    .values(
      rows.map(({ question, position, id, misconception_id }) => ({
        id,
        check_id: checkId,
        position,
        text: question.text,
        choices: JSON.stringify(question.choices) as never,
        right_choice: question.right,
        why: question.why,
        misconception_id,
      })),
    )
    .execute()
  await tables(ctx)
    .insertInto('study.question_clause')
    .values(
      rows.flatMap(({ id, question }) =>
        question.clauseIds.map((clause_id) => ({ question_id: id, clause_id })),
      ),
    )
    .execute()
}

/**
 * Opens a check. Whether it is named is fixed from here on; one without names gets a key of its own, and its roster,
 * its floor and its closing time are frozen.
 */
export async function openCheck(
  ctx: Context,
  checkId: string,
  { version, ...opening }: Opening & { version?: number } = {},
): Promise<{ id: string }> {
  const check = await seenCheck(ctx, checkId, { lock: true })
  must(ctx.actor, 'study.change', check.path)
  mustBeDraft(check.state)
  // Whoever opens it has been told whether it is named, and has read its questions as they were.
  if (version !== undefined && check.version !== version) throw stale({ version: check.version })
  const questions = await readQuestions(ctx, checkId)
  if (questions.length === 0) {
    refuseIf([finding('', 'empty', msg('A check without questions cannot be opened.'))])
  }
  const opened = { state: 'open' as const, on_day: ctx.today }
  if (check.named) {
    const repeated = await openByName(ctx, asking(check, questions))
    refuseIf(questions.flatMap((one) => (repeated.has(one.id) ? [repeatedFinding(ctx, one)] : [])))
    await tables(ctx).updateTable('study.check').set(opened).where('id', '=', checkId).execute()
  } else {
    const { publicKey, privateKey, roster, size, floor, closesAt } = await makeBox(ctx, check, opening)
    await tables(ctx)
      .updateTable('study.check')
      .set({ ...opened, public_key: publicKey, roster_size: size, floor, closes_at: closesAt })
      .where('id', '=', checkId)
      .execute()
    await tables(ctx)
      .insertInto('study.ballot_box')
      .values({ check_id: checkId, private_key: privateKey, roster: JSON.stringify(roster) as never })
      .execute()
  }
  await note(ctx, {
    verb: 'check.opened',
    kind: 'check',
    id: checkId,
    placeId: check.placeId,
    detail: { named: check.named },
  })
  return { id: checkId }
}

const repeatedFinding = (ctx: Context, { text }: QuestionRow) =>
  finding(
    '',
    'repeated',
    msg(
      'Nearly the same people answered this without names: “{question}”. Answered by name as well, it would show what the others had said. Ask it without names again, or ask something else.',
    ),
    { question: nameIn(text, ctx.language) },
  )

/** Moves the closing time of an open check without names later, before it has passed. */
export async function changeCheckClosing(
  ctx: Context,
  checkId: string,
  closesAt: string,
): Promise<{ id: string }> {
  const check = await seenCheck(ctx, checkId, { lock: true })
  must(ctx.actor, 'study.change', check.path)
  if (check.state !== 'open') throw closed(check.state)
  if (check.named)
    throw wrongStage('check named', msg('A check that was declared named has no closing time.'))
  const later = laterClosing(closesAt, check.closesAt, ctx.now)
  await tables(ctx).updateTable('study.check').set({ closes_at: later }).where('id', '=', checkId).execute()
  await note(ctx, { verb: 'check.lengthened', kind: 'check', id: checkId, placeId: check.placeId })
  return { id: checkId }
}

export const closed = (state: string) =>
  wrongStage(
    `check ${state}`,
    state === 'closed'
      ? msg('The check is closed: its figures are made and nothing is added.')
      : msg('The check is not open yet.'),
  )

/** Gives a ballot to somebody on the roster, once. */
export async function takeCheckBallot(
  ctx: Context,
  checkId: string,
  blinded: string,
): Promise<{ signature: string }> {
  const check = await seenCheck(ctx, checkId)
  if (check.named)
    throw wrongStage('check named', msg('This check was declared named: it is answered with your name.'))
  const box = await tables(ctx)
    .selectFrom('study.ballot_box')
    .select(['private_key', 'taken', 'roster'])
    .where('check_id', '=', checkId)
    .forUpdate()
    .executeTakeFirst()
  const { publicKey, madeAt, closesAt } = check
  if (!box || !publicKey) throw closed(check.state)
  const { signature, entry } = await signBallot(ctx, { publicKey, madeAt, closesAt }, box, blinded)
  await tables(ctx)
    .updateTable('study.ballot_box')
    .set({ taken: sql`taken || ${JSON.stringify(entry)}::jsonb` })
    .where('check_id', '=', checkId)
    .execute()
  return { signature }
}

/** The right answers, told to whoever has handed in a paper. */
const marksOf = (questions: QuestionRow[]) => ({
  questions: questions.map(({ id, right, why }) => ({ id, right, why })),
})

/**
 * Takes in a paper without a name. The same paper again gets the same answer again; another one by the same ballot
 * is refused. Invariant: nothing is stored but token and answers, in a pile that has no order. Asks nobody: the
 * ballot lets in, and nobody is to be known.
 */
export async function answerCheck(
  ctx: OpenContext,
  checkId: string,
  entry: { ballot: Ballot; answers: CheckAnswers },
) {
  const check = await tables(ctx)
    .selectFrom('study.check')
    .select('public_key')
    .where('id', '=', checkId)
    .executeTakeFirst()
  mustBeBallot(ctx.actor, check?.public_key, entry.ballot)
  const { token } = entry.ballot
  const { rows } = await sql<{
    taken: Taken
    before: CheckAnswers | null
    isSame: boolean
    closesAt: Date | null
  }>`
    select box.taken, box.answers -> ${token} as before, c.closes_at as "closesAt",
      coalesce(box.answers -> ${token} = ${JSON.stringify(entry.answers)}::jsonb, false) as "isSame"
    from study.ballot_box as box join study.check as c on c.id = box.check_id
    where box.check_id = ${checkId} for update of box`.execute(ctx.db)
  const [box] = rows
  if (!box) throw closed('closed')
  mustBeTakable(box, ctx.now)
  const questions = await readQuestions(ctx, checkId)
  refuseIf(answerFindings(entry.answers, questions))
  if (!box.before) {
    await sql`update study.ballot_box set answers = answers || ${JSON.stringify({ [token]: entry.answers })}::jsonb
      where check_id = ${checkId}`.execute(ctx.db)
  }
  return marksOf(questions)
}

/** Takes in a paper of a check that was declared named. Seen by that person and by whoever holds 'study.change'. */
export async function answerNamedCheck(ctx: Context, checkId: string, answers: CheckAnswers) {
  const check = await seenCheck(ctx, checkId, { lock: true })
  const { personId } = ctx.actor
  if (!personId || !(await isTrainee(ctx, check.classId))) throw new Problem('not-permitted')
  if (!check.named) throw wrongStage('check without names', msg('This check is answered without a name.'))
  const questions = await readQuestions(ctx, checkId)
  const before = await tables(ctx)
    .selectFrom('study.named_answer')
    .select('answers')
    .where('check_id', '=', checkId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  const isSame = before && Object.keys(answers).every((id) => before.answers[id] === answers[id])
  if (before && !isSame) throw otherAnswers()
  if (!before) {
    if (check.state !== 'open') throw closed(check.state)
    refuseIf(answerFindings(answers, questions))
    await tables(ctx)
      .insertInto('study.named_answer')
      .values({ check_id: checkId, person_id: personId, answers })
      .execute()
    await note(ctx, { verb: 'check.handed-in', kind: 'check', id: checkId, placeId: check.placeId })
  }
  return marksOf(questions)
}
