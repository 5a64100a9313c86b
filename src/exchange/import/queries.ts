// Reading imports: only who made one, and administrators above, ever see it.
import { sql } from 'kysely'
import type { Context, ImportKind } from '../../access/context.ts'
import { scopes } from '../../access/rules.ts'
import { notFound } from '../../base/problems.ts'
import { pageLength } from '../../base/schemas.ts'
import { type Names, nameIn } from '../../base/words.ts'
import type { Say } from '../../platform/catalogues.ts'
import type { Suggestion } from '../../platform/imports.ts'
import { pageOf } from '../../platform/paging.ts'
import { sendPortions } from '../../platform/slices.ts'
import { eachWithin } from '../../registry/queries.ts'
import type { FileRow, Verdict } from './evaluate.ts'
import { headProblems, isTaken } from './headings.ts'
import { type Counts, type ImportState, type RowState, rowsAtOnce, type SheetHead } from './rules.ts'
import { choicesIn, decidedIn, type Placed, readingsIn, type Tally, takenSheets } from './tally.ts'

/** All kinds of files, as the rooms describe them, in the order in which they are brought in. */
export type Kinds = readonly ImportKind[]

/** The kind of a file that was taken in as one. */
export function kindOf(kinds: Kinds, name: string): ImportKind {
  const found = kinds.find((kind) => kind.name === name)
  if (!found) throw new Error(`no room describes files of ${name}`)
  return found
}

// A token for one place sees what was made for it, and not all that its account ever made.
const visible = (ctx: Context) => sql<boolean>`(
  (i.made_by = ${ctx.actor.accountId} and ${eachWithin(scopes(ctx.actor, 'import.make'), 'i.place_id', ctx.today)})
  or ${eachWithin(scopes(ctx.actor, 'import.read'), 'i.place_id', ctx.today)})`

export type ImportRow = {
  id: string
  kind: string
  fileName: string
  sha256: string
  encoding: string | null
  heads: SheetHead[]
  counts: Counts
  tally: Tally
  state: ImportState
  placeId: string
  madeById: string
  madeBy: Names
  madeAt: Date
  doneAt: Date | null
  takenBackAt: Date | null
  takenBackBy: Names | null
  isKept: boolean
}

const columns = sql`i.id, i.kind, i.file_name as "fileName", i.sha256, i.encoding, i.heads, i.counts, i.tally, i.state,
  i.place_id as "placeId", i.made_by as "madeById", account.names as "madeBy", i.made_at as "madeAt",
  i.done_at as "doneAt", i.taken_back_at as "takenBackAt", doer.names as "takenBackBy",
  exists (select 1 from exchange.import_change as c where c.import_id = i.id) as "isKept"
  from exchange.import as i join access.account on account.id = i.made_by
  left join access.account as doer on doer.id = i.taken_back_by`

const oneImport = async (ctx: Context, importId: string, how = sql``): Promise<ImportRow> => {
  const { rows } = await sql<ImportRow>`
    select ${columns} where i.id = ${importId} and ${visible(ctx)} ${how}`.execute(ctx.db)
  if (rows.length === 0) throw notFound()
  return rows[0]
}

/** The import as the actor may see it, or 'not-found'. */
export const getImport = (ctx: Context, importId: string): Promise<ImportRow> => oneImport(ctx, importId)

/** The same, kept as it is until the transaction ends. */
export const holdImport = (ctx: Context, importId: string): Promise<ImportRow> =>
  oneImport(ctx, importId, sql`for update of i`)

/** An import of this id whoever made it: ids are made where the record is made. */
export async function importTaken(
  ctx: Context,
  importId: string,
): Promise<{ sha256: string; kind: string; madeById: string } | undefined> {
  const { rows } = await sql<{ sha256: string; kind: string; madeById: string }>`
    select sha256, kind, made_by as "madeById" from exchange.import where id = ${importId}`.execute(ctx.db)
  return rows[0]
}

const summaryOf = (ctx: Context, one: ImportRow) => ({
  id: one.id,
  kind: one.kind,
  fileName: one.fileName,
  state: one.state,
  counts: one.counts,
  madeAt: one.madeAt.toISOString(),
  doneAt: one.doneAt?.toISOString() ?? null,
  madeBy: one.madeBy,
  isMine: one.madeById === ctx.actor.accountId,
  takenBack: one.takenBackAt && { at: one.takenBackAt.toISOString(), by: one.takenBackBy },
})

export async function readImports(ctx: Context, kinds: Kinds, { after }: { after?: string }) {
  const { rows } = await sql<ImportRow>`
    select ${columns} where ${visible(ctx)} and ${after ? sql`i.id < ${after}` : sql`true`}
    order by i.id desc limit ${pageLength + 1}`.execute(ctx.db)
  const { page, next } = pageOf(rows, ({ id }) => [id])
  return {
    imports: page.map((one) => summaryOf(ctx, one)),
    next,
    kinds: kinds.filter(({ verb }) => scopes(ctx.actor, verb).length > 0).map(({ name }) => name),
  }
}

export async function readImport(ctx: Context, kinds: Kinds, importId: string) {
  const found = await getImport(ctx, importId)
  const kind = kindOf(kinds, found.kind)
  const before = await sql<{ doneAt: Date }>`
    select i.done_at as "doneAt" from exchange.import as i where i.sha256 = ${found.sha256} and i.kind = ${found.kind}
      and i.id <> ${importId} and i.state = 'done' and i.taken_back_at is null and ${visible(ctx)}
    order by i.done_at desc limit 1`.execute(ctx.db)
  return {
    ...summaryOf(ctx, found),
    sha256: found.sha256,
    isKept: found.isKept,
    encoding: found.encoding,
    sheets: found.heads.map(({ isHidden = false, ...head }) => ({ ...head, isHidden })),
    columns: kind.columns.map(({ key, title, isRequired }) => ({
      key,
      title: ctx.say(title),
      isRequired: isRequired ?? false,
    })),
    problems: columnProblems(kind, found.heads, found.tally),
    choices: choicesIn(found.tally),
    decided: decidedIn(found.tally),
    readings: readingsIn(found.tally),
    doneBefore: before.rows[0]?.doneAt.toISOString() ?? null,
  }
}

/**
 * What is wrong with the columns of the sheets of which anything is taken: those not left out as a whole. Of rows that
 * are alike one says as much as all.
 */
export function columnProblems(
  { columns }: ImportKind,
  heads: readonly SheetHead[],
  rows: readonly Placed[],
) {
  const taken = takenSheets(rows)
  return heads.flatMap((head, sheet) =>
    isTaken(head) && taken.has(sheet)
      ? headProblems(head, columns).map((problem) => ({ ...problem, sheet }))
      : [],
  )
}

export type StoredRow = FileRow & Verdict & { corrected: Record<string, string> }

const rowColumns = sql`position, sheet, row_number as "rowNumber", cells, corrected, decision, state, marks, candidates,
  has_reading as "hasReading" from exchange.import_row`

const readAtOnce = 1000

/** All rows of an import, for judging them. They are read some at a time, so that nobody else waits for all of them. */
export async function listRows(ctx: Context, importId: string): Promise<StoredRow[]> {
  const { rows: ends } = await sql<{ last: number }>`
    select coalesce(max(position), -1) as last from exchange.import_row where import_id = ${importId}`.execute(
    ctx.db,
  )
  const firsts = Array.from({ length: Math.ceil((ends[0].last + 1) / readAtOnce) }, (_, n) => n * readAtOnce)
  const found: StoredRow[][] = []
  await sendPortions(
    firsts,
    async ([first]) => {
      const { rows } = await sql<StoredRow>`
        select ${rowColumns} where import_id = ${importId} and position >= ${first}
          and position < ${first + readAtOnce} order by position`.execute(ctx.db)
      found[first / readAtOnce] = rows
    },
    1,
  )
  return found.flat()
}

/** '许昌市 · 许昌专区', 'county' */
export const suggestionText = (
  { value, names, note, word }: Suggestion,
  { language, say }: { language: string; say: Say },
): string =>
  [names ? nameIn(names, language) : word ? say(word) : value, note ? nameIn(note, language) : '']
    .filter(Boolean)
    .join(' · ')

type Filter = { state?: RowState; open?: boolean; after?: number }

/** A page of the rows, their reasons in the reader's words. */
export async function readRows(ctx: Context, importId: string, { state, open, after }: Filter) {
  await getImport(ctx, importId)
  const { rows } = await sql<StoredRow>`
    select ${rowColumns} where import_id = ${importId} and position > ${after ?? -1}
      and ${state ? sql`state = ${state}` : open ? sql`state in ('faulty', 'ask')` : sql`true`}
    order by position limit ${rowsAtOnce + 1}`.execute(ctx.db)
  const page = rows.slice(0, rowsAtOnce)
  return {
    rows: page.map(({ hasReading, ...row }) => ({
      ...row,
      marks: row.marks.map(({ column, code, text, params, suggestions }) => ({
        column,
        code,
        reason: ctx.say(text, params),
        suggestions: suggestions.map((one) => ({
          value: one.value,
          text: suggestionText(one, ctx),
        })),
      })),
    })),
    next: rows.length > rowsAtOnce ? (page.at(-1)?.position ?? null) : null,
  }
}
