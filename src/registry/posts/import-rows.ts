// Many kinds of posts at once. A post that is there already is never changed by a file: people hold it.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { newId } from '../../base/ids.ts'
import { type Finding, finding } from '../../base/problems.ts'
import { msg, type Names } from '../../base/words.ts'
import { type Changing, faulty, type Judged, refuseRows } from '../../platform/imports.ts'
import { noteAll } from '../../platform/journal.ts'
import { atEnd } from '../../platform/order.ts'
import { isNamedSo } from '../imports/names.ts'
import { listForms, listPosts, mayChangeLists } from '../lists/queries.ts'
import { entryFindings, postEntryFindings } from '../lists/rules.ts'

export type PostRow = {
  code: string
  names: Names
  isLatinSaid: boolean
  /** codes of the forms of unit that have it */
  forms: string[]
  singleSeat: boolean
}

/** What each row would do and what speaks against it. Changes nothing. */
export async function judgePosts(ctx: Context, rows: readonly PostRow[]): Promise<Judged[]> {
  const isAllowed = await mayChangeLists(ctx)
  const posts = new Map((await listPosts(ctx.db)).map((post) => [post.code, post]))
  const forms = await listForms(ctx.db)
  return rows.map((row): Judged => {
    const findings: Finding[] = isAllowed
      ? [...entryFindings(row), ...postEntryFindings(row, forms)]
      : [
          finding(
            '/code',
            'not-yours',
            msg('The posts are one list for all places; its administrator changes it.'),
          ),
        ]
    const post = posts.get(row.code)
    if (post && !isSame(row, post))
      findings.push(
        finding('/code', 'other', msg('The list has another post with this code. Choose another code.')),
      )
    if (findings.length > 0) return faulty(findings)
    return { state: post ? 'same' : 'new', id: post?.id ?? newId(), findings: [], candidates: [] }
  })
}

type Post = Awaited<ReturnType<typeof listPosts>>[number]

const isSame = (row: PostRow, post: Post): boolean =>
  isNamedSo(row.names, post.names) &&
  (!row.isLatinSaid || row.names.en === post.names.en) &&
  [...row.forms].sort().join() === [...post.forms].sort().join() &&
  row.singleSeat === post.singleSeat

/**
 * Enters all of them or refuses with every row that is wrong. Asks nobody: each row is judged by what its writer may
 * do.
 */
export async function savePosts(
  ctx: Context,
  rows: readonly PostRow[],
  changing?: Changing,
): Promise<Judged[]> {
  const judged = await judgePosts(ctx, rows)
  refuseRows(judged)
  await changing?.(judged)
  const added = rows.map((row, at) => ({ ...row, ...judged[at] })).filter((row) => row.state === 'new')
  await sql`
    insert into registry.post (id, code, names, forms, single_seat, position)
    select r.id, r.code, r.names, r.forms, r."singleSeat",
      ${atEnd('registry.post')} + row_number() over (order by r.at) - 1
    from jsonb_to_recordset(${JSON.stringify(added.map((row, at) => ({ ...row, at })))}::jsonb)
      as r(id uuid, code text, names jsonb, forms text[], "singleSeat" boolean, at int)`.execute(ctx.db)
  await noteAll(
    ctx,
    added.map((row) => ({ verb: 'post.added', kind: 'post', id: row.id })),
  )
  return judged
}

/** Asks nobody: whoever takes the file back has asked. */
export async function changePostsBack({ db }: Context, changes: RawBuilder<unknown>): Promise<void> {
  await sql`delete from registry.post where id in (select c.id from (${changes}) as c)`.execute(db)
}
