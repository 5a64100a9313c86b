// How a check closes: its figures are made once, and what they were made of is erased.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { must } from '../../access/rules.ts'
import { notFound } from '../../base/problems.ts'
import { fewest } from '../../base/shares.ts'
import { mustBeOver } from '../../platform/ballot.ts'
import { note } from '../../platform/journal.ts'
import { closeByName, tellAsked } from '../asked/actions.ts'
import type { StudyTables } from '../tables.ts'
import { closed } from './actions.ts'
import { asking, type FullCheck, readQuestions, seenCheck } from './queries.ts'
import {
  type CheckAnswers,
  type CheckFigures,
  checkFigures,
  exactFigures,
  type NamedPaper,
  namedParts,
  partFigures,
} from './rules.ts'

const tables = (ctx: Pick<Context, 'db'>) => ctx.db.withTables<StudyTables>()

/**
 * Closes a check for good: figures are made once over all papers, then papers, ballots, roster and key of a check
 * without names are erased. Below the floor there is no figure, ever. One without names closes after its time alone, or
 * once everybody on the roster has answered.
 */
export async function closeCheck(ctx: Context, checkId: string): Promise<{ id: string }> {
  const check = await seenCheck(ctx, checkId, { lock: true })
  must(ctx.actor, 'study.change', check.path)
  if (check.state !== 'open') throw closed(check.state)
  const { answered, figures } = check.named ? await namedFigures(ctx, check) : await emptyBox(ctx, check)
  await tables(ctx)
    .insertInto('study.result')
    .values({ check_id: checkId, answered: figures && answered, figures })
    .execute()
  await tables(ctx).updateTable('study.check').set({ state: 'closed' }).where('id', '=', checkId).execute()
  // Those of people who were erased while it was open counted until now.
  await sql`delete from study.named_answer as answer using registry.person
    where answer.check_id = ${checkId} and person.id = answer.person_id and person.erased_at is not null`.execute(
    ctx.db,
  )
  await note(ctx, { verb: 'check.closed', kind: 'check', id: checkId, placeId: check.placeId })
  return { id: checkId }
}

type Made = { answered: number; figures: CheckFigures | null }

/**
 * Who sees the names sees everything. Who does not reads what may stand beside whatever was told of nearly the same
 * people before, as of a check without names: of the whole, and of each part by itself. A paper is of the place and
 * post of the seat that its person holds, or held last for a day at least.
 */
async function namedFigures(ctx: Context, check: FullCheck): Promise<Made> {
  await closeByName(ctx.db, check.id)
  const { rows: papers } = await sql<NamedPaper>`
    select answer.person_id as "personId", answer.answers, n.place_id as "placeId", n.post_id as "postId"
    from study.named_answer as answer join convene.nomination as n on n.class_id = ${check.classId}
      and n.person_id = answer.person_id and n.id = (select id from convene.nomination as last
        where last.class_id = n.class_id and last.person_id = n.person_id
        order by (last.seated_on < coalesce(last.left_on, 'infinity')) is true desc, last.state = 'accepted' desc,
          last.seated_on desc nulls last, last.arrival desc limit 1)
    where answer.check_id = ${check.id} order by answer.person_id`.execute(ctx.db)
  const questions = await askedIn(ctx, check.id)
  const answers = papers.map((paper) => paper.answers)
  const answered = papers.length
  const tell = (people: string[]) =>
    tellAsked(ctx, { ...asking(check, questions), people, answered: people.length, inAnyCase: true })
  // Of however few: who sees the names reads what each of them had right.
  const repeated = answered > 0 ? await tell(papers.map(({ personId }) => personId)) : new Set<string>()
  if (answered < fewest) return { answered, figures: null }
  const figures = checkFigures(answers, questions, { repeated })
  const parts = namedParts(papers)
  const told: CheckFigures['parts'] = []
  for (const part of parts)
    told.push(...partFigures(part, questions, new Set([...repeated, ...(await tell(part.people))])))
  return {
    answered,
    figures: figures && { ...figures, parts: told, exact: exactFigures(answers, questions, parts) },
  }
}

/** Takes the papers out of the box, once it is over. */
async function emptyBox(ctx: Context, check: FullCheck): Promise<Made> {
  const box = await tables(ctx)
    .deleteFrom('study.ballot_box')
    .where('check_id', '=', check.id)
    .returning(['answers', 'taken', 'roster'])
    .executeTakeFirst()
  if (!box) throw notFound()
  const papers = Object.values(box.answers) as CheckAnswers[]
  const { closesAt, floor } = check
  mustBeOver({ closesAt, now: ctx.now, answered: papers.length, of: box.roster.length })
  const least = floor ?? fewest
  if (papers.length < least) return { answered: papers.length, figures: null }
  const questions = await askedIn(ctx, check.id)
  const repeated = await tellAsked(ctx, {
    ...asking(check, questions),
    people: Object.keys(box.taken),
    answered: papers.length,
  })
  return { answered: papers.length, figures: checkFigures(papers, questions, { floor: least, repeated }) }
}

const askedIn = async (ctx: Context, checkId: string) =>
  (await readQuestions(ctx, checkId)).map(({ clauses, ...question }) => ({
    ...question,
    clauseIds: clauses.map(({ id }) => id),
  }))
