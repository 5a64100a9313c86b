// What the screens of checks read. Of the piles of answers it is asked here alone whether they are whole: figures come
// from what was stored when a check closed.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { may, must, scopes } from '../../access/rules.ts'
import type { Day } from '../../base/dates.ts'
import { notFound, Problem } from '../../base/problems.ts'
import { pageLength, type RosterTold } from '../../base/schemas.ts'
import { coarse, fewest } from '../../base/shares.ts'
import type { Names } from '../../base/words.ts'
import {
  classVisible,
  countTrainees,
  getClass,
  isTrainee,
  listPresent,
  sitsIn,
} from '../../convene/programmes/queries.ts'
import { isOver } from '../../platform/ballot.ts'
import { keyAfter, pageOf } from '../../platform/paging.ts'
import { eachWithin, pathOn } from '../../registry/queries.ts'
import { policyTexts } from '../policies/queries.ts'
import { lastTexts, published, tellRoster } from '../queries.ts'
import type { CheckFigures, CheckState, ExactFigures } from './rules.ts'

export type CheckRow = {
  id: string
  title: Names
  state: CheckState
  named: boolean
  onDay: Day
  illustrative: boolean
  classId: string
  class: Names
}
export type FullCheck = CheckRow & {
  version: number
  publicKey: string | null
  placeId: string
  path: string[]
  madeAt: Date
  /** of one without names, from its opening on */
  rosterSize: number | null
  floor: number | null
  closesAt: Date | null
  /** whether the actor was put forward for the class */
  sits: boolean
}

const checkColumns = sql`k.id, k.title, k.state, k.named, k.on_day as "onDay", k.illustrative, k.class_id as "classId",
  class.names as class`

/** Drafts are seen by those who write them. */
const checkVisible = (
  ctx: Context,
): RawBuilder<boolean> => sql<boolean>`(${classVisible(ctx)} and (k.state <> 'draft'
  or ${eachWithin(scopes(ctx.actor, 'study.change'), 'class.place_id', ctx.today)}))`

/** The check, or 'not-found'; with `lock`, it stays at its stage until the transaction ends. */
export async function seenCheck(ctx: Context, checkId: string, { lock = false } = {}): Promise<FullCheck> {
  const { rows } = await sql<FullCheck>`select ${checkColumns}, k.version, k.public_key as "publicKey",
      k.made_at as "madeAt", k.roster_size as "rosterSize", k.floor, k.closes_at as "closesAt", class.place_id as "placeId",
      ${sitsIn(ctx, 'k.class_id')} as sits,
      ${pathOn('class.place_id', ctx.today)} as path
    from study.check as k join convene.class as class on class.id = k.class_id
    where k.id = ${checkId} and ${checkVisible(ctx)} ${lock ? sql`for update of k` : sql``}`.execute(ctx.db)
  if (!rows[0]) throw notFound(checkId)
  return rows[0]
}

export async function readChecks(ctx: Context, { classId, after }: { classId?: string; after?: string }) {
  const key = keyAfter(after, ['day', 'id'])
  const { rows } = await sql<CheckRow & { questions: number }>`select ${checkColumns},
      (select count(*)::int from study.question as q where q.check_id = k.id) as questions
    from study.check as k join convene.class as class on class.id = k.class_id
    where ${checkVisible(ctx)} and ${classId ? sql`k.class_id = ${classId}` : sql`true`}
      and ${key ? sql`(k.on_day, k.id) < (${key[0]}::date, ${key[1]}::uuid)` : sql`true`}
    order by k.on_day desc, k.id desc limit ${pageLength + 1}`.execute(ctx.db)
  const { page, next } = pageOf(rows, ({ onDay, id }) => [onDay, id])
  return { checks: page, next }
}

type Cited = { id: string; policyId: string; policy: Names; number: string; text: Names }
export type QuestionRow = {
  id: string
  text: Names
  choices: Names[]
  right: number
  why: Names
  misconceptionId: string | null
  clauses: Cited[]
}

/** The questions with what is right: for the room's own use, and for readers who may know. */
export async function readQuestions(ctx: Pick<Context, 'db'>, checkId: string): Promise<QuestionRow[]> {
  const { rows } = await sql<QuestionRow>`
    select q.id, q.text, q.choices, q.right_choice as right, q.why, q.misconception_id as "misconceptionId",
      coalesce((select json_agg(json_build_object('id', clause.id, 'policyId', p.id, 'policy', p.names,
          'number', clause.number, 'text', clause.text) order by p.code, clause.position)
        from study.question_clause as qc join ${lastTexts} as clause on clause.id = qc.clause_id
        join study.policy as p on p.id = clause.policy_id where qc.question_id = q.id), '[]') as clauses
    from study.question as q where q.check_id = ${checkId} order by q.position`.execute(ctx.db)
  return rows
}

/** What is asked of whom, as it is remembered by ../asked/actions.ts. */
export const asking = (
  { id, classId }: Pick<FullCheck, 'id' | 'classId'>,
  questions: readonly Pick<QuestionRow, 'id' | 'text' | 'choices' | 'right'>[],
) => ({
  ofId: id,
  classId,
  questions: questions.map((one) => ({ id: one.id, text: one.text, right: one.choices[one.right] })),
})

/** Whether the actor may see what a class understood; the class itself was found visible before. */
const mayFigures = (ctx: Context): boolean => scopes(ctx.actor, 'check.figures').length > 0

/** What a screen shows of a check itself. */
const shown = (check: FullCheck) => {
  const {
    publicKey: _,
    path: __,
    placeId: ___,
    madeAt,
    rosterSize,
    floor,
    closesAt,
    version,
    sits,
    ...row
  } = check
  return row
}

type Box = { taken: boolean; ballots: number; answered: number; of: number; isIn: boolean }

export async function readCheck(ctx: Context, checkId: string) {
  const check = await seenCheck(ctx, checkId)
  const mayChange = may(ctx.actor, 'study.change', check.path)
  const isIn = await isTrainee(ctx, check.classId)
  const me = ctx.actor.personId ?? ''
  const { rows } = await sql<Box>`
    select jsonb_exists(taken, ${me}) as taken, jsonb_exists(roster, ${me}) as "isIn",
      (select count(*)::int from jsonb_object_keys(taken)) as ballots,
      (select count(*)::int from jsonb_object_keys(answers)) as answered, jsonb_array_length(roster) as of
    from study.ballot_box where check_id = ${checkId}`.execute(ctx.db)
  const box = rows[0] ?? null
  const own = await sql<{ answers: Record<string, number> }>`
    select answers from study.named_answer where check_id = ${checkId}
    and person_id = ${ctx.actor.personId}::uuid`.execute(ctx.db)
  const questions = await readQuestions(ctx, checkId)
  // Whoever teaches the class and sits in it is one who answers.
  const isAsked = check.state === 'open' && check.sits
  const isTold = check.state === 'closed' || own.rows.length > 0 || (mayChange && !isAsked)
  const roster = await rosterOf(ctx, check, box, mayChange)
  return {
    check: { ...shown(check), version: check.version },
    questions: questions.map((question) =>
      isTold ? question : { ...question, right: null, why: null, misconceptionId: null },
    ),
    publicKey: box?.isIn && !roster?.isOver ? check.publicKey : null,
    isTrainee: isIn,
    roster,
    taken: own.rows.length > 0 || (box?.taken ?? false),
    own: own.rows[0]?.answers ?? null,
    ballots: mayChange && box ? box.ballots : null,
    handedIn: mayChange && check.named && check.state === 'open' ? await countHandedIn(ctx, check) : null,
    mayChange,
    mayClose:
      mayChange &&
      check.state === 'open' &&
      (!box || isOver({ ...box, closesAt: check.closesAt, now: ctx.now })),
    mayFigures: mayFigures(ctx) || isIn,
  }
}

async function countHandedIn(ctx: Context, { id, classId }: FullCheck): Promise<{ n: number; of: number }> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from study.named_answer where check_id = ${id}`.execute(ctx.db)
  return { n: rows[0].n, of: await countTrainees(ctx, classId) }
}

async function rosterOf(
  ctx: Context,
  check: FullCheck,
  box: Box | null,
  mayChange: boolean,
): Promise<RosterTold | null> {
  const isDraft = check.state === 'draft' && mayChange
  if (check.named || (!isDraft && !box)) return null
  const size = check.rosterSize ?? (await listPresent(ctx, check.classId, check.madeAt)).length
  return tellRoster(ctx, check, { size, isIn: box?.isIn ?? false })
}

/** What the class understood. Fixed when the check closed: asked twice, it says the same. */
export async function readResults(ctx: Context, checkId: string) {
  const check = await seenCheck(ctx, checkId)
  if (!mayFigures(ctx) && !(await isTrainee(ctx, check.classId))) throw notPermitted()
  const stored = await sql<{ answered: number | null; figures: CheckFigures | null }>`
    select answered, figures from study.result where check_id = ${checkId}`.execute(ctx.db)
  const { answered = null, figures = null } = stored.rows[0] ?? {}
  const questions = await readQuestions(ctx, checkId)
  const cited = new Map(
    questions.flatMap((question) => question.clauses.map((clause) => [clause.id, clause])),
  )
  const seesNames = check.named && may(ctx.actor, 'study.change', check.path)
  const told =
    figures && (seesNames && figures.exact ? exactly(figures.exact, answered ?? 0) : uncounted(figures))
  return {
    check: shown(check),
    withheld: figures
      ? null
      : check.state === 'closed'
        ? ('below the floor' as const)
        : ('not closed' as const),
    floor: check.floor ?? fewest,
    answered,
    clauses: (told?.clauses ?? []).flatMap(({ clauseId, ...figure }) => {
      const clause = cited.get(clauseId)
      return clause ? [{ clause, ...figure }] : []
    }),
    questions: (told?.questions ?? []).flatMap(({ questionId, ...figure }) => {
      const question = questions.find(({ id }) => id === questionId)
      return question ? [{ id: questionId, text: question.text, ...figure }] : []
    }),
    repeated: questions.flatMap(({ id, text }) => (told?.repeated.includes(id) ? [{ id, text }] : [])),
    parts: await withNames(ctx, told?.parts ?? []),
    people: seesNames ? await readPeople(ctx, check, questions) : null,
  }
}

type Counted<Figure> = Figure & { count: number | null }
type Part = NonNullable<CheckFigures['parts']>[number]
type Told = {
  questions: Counted<CheckFigures['questions'][number]>[]
  clauses: Counted<CheckFigures['clauses'][number]>[]
  parts: (Omit<Part, 'clauses'> & { clauses: Counted<Part['clauses'][number]>[] })[]
  repeated: string[]
}

/** For who sees each answer with its name: how many, and the share that everybody else reads. */
function exactly({ questions, clauses, parts }: ExactFigures, answered: number): Told {
  const shared = (of: number) => (clause: ExactFigures['clauses'][number]) => ({
    ...clause,
    understood: coarse(clause.count, of),
  })
  return {
    questions: questions.map((one) => ({ ...one, right: coarse(one.count, answered) })),
    clauses: clauses.map(shared(answered)),
    parts: parts.map((part) => ({
      ...part,
      clauses: part.clauses.map(shared(part.answered)).map(({ questions: _, ...clause }) => clause),
    })),
    repeated: [],
  }
}

function uncounted({ questions, clauses, parts = [], repeated = [] }: CheckFigures): Told {
  const silent = <T>(one: T) => ({ ...one, count: null })
  return {
    questions: questions.map(silent),
    clauses: clauses.map(silent),
    parts: parts.map((part) => ({ ...part, clauses: part.clauses.map(silent) })),
    repeated,
  }
}

/** The parts of a named check with the names of their places and posts. */
async function withNames(ctx: Context, parts: Told['parts']) {
  if (parts.length === 0) return []
  const { rows } = await sql<{ id: string; names: Names }>`
    select id, names from registry.place where id = any(${parts.map(({ id }) => id)}::uuid[])
    union all select id, names from registry.post where id = any(${parts.map(({ id }) => id)}::uuid[])`.execute(
    ctx.db,
  )
  const names = new Map(rows.map((row) => [row.id, row.names]))
  return parts.map((part) => ({ ...part, names: names.get(part.id) ?? { zh: '', en: '' } }))
}

const notPermitted = () => new Problem('not-permitted')

/** Only of a check that was declared named before it opened. By name, not by result: this is no ranking. */
async function readPeople(ctx: Context, { id, state }: FullCheck, questions: QuestionRow[]) {
  const { rows } = await sql<{ personId: string; names: Names; answers: Record<string, number> }>`
    select n.person_id as "personId", person.names, n.answers
    from study.named_answer as n join registry.person as person on person.id = n.person_id
    where n.check_id = ${id} order by person.names->>'en', person.id`.execute(ctx.db)
  return rows.map(({ personId, names, answers }) => ({
    personId,
    names,
    right:
      state === 'closed'
        ? questions.filter((question) => answers[question.id] === question.right).length
        : null,
  }))
}

/** The clauses among `ids` that the actor may cite. */
export async function citable(ctx: Context, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select c.id from study.clause as c join study.policy as p on p.id = c.policy_id
    where c.id = any(${[...ids]}::uuid[]) and ${published(ctx, 'p.place_id')}`.execute(ctx.db)
  return new Set(rows.map(({ id }) => id))
}

/** The questions that stand ready for the checks of a class, by policy, for whoever writes them. */
export async function listReadyQuestions(ctx: Context, classId: string) {
  const { path, programmeId } = await getClass(ctx, classId)
  must(ctx.actor, 'study.change', path)
  const policies = await policyTexts(ctx, programmeId)
  return {
    policies: policies
      .filter(({ questions }) => questions.length > 0)
      .map(({ id, names, questions }) => ({ id, names, questions })),
  }
}
