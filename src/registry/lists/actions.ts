// The short lists that a programme sets up: forms of units, trades and posts.
import { sql } from 'kysely'
import type { Context } from '../../access/context.ts'
import { must } from '../../access/rules.ts'
import { newId } from '../../base/ids.ts'
import { type Finding, finding, notFound, refuseIf } from '../../base/problems.ts'
import { msg, type Names } from '../../base/words.ts'
import { note } from '../../platform/journal.ts'
import { atEnd, positionsBy } from '../../platform/order.ts'
import { topPlace } from '../places/queries.ts'
import { tables } from '../queries.ts'
import type { List } from './contract.ts'
import { type FormRow, isFormUsed, listForms } from './queries.ts'
import { entryFindings, type Form, formEntryFindings, postEntryFindings, retiredOn } from './rules.ts'

/** The lists belong to everybody, so only whoever is responsible for everything changes them. */
export async function mustChangeLists(ctx: Context): Promise<{ placeId?: string }> {
  const top = await topPlace(ctx.db)
  must(ctx.actor, 'list.change', top ? [top.id] : [])
  return { placeId: top?.id }
}

type FormEntry = Omit<Form, 'id' | 'retiredOn'>

const formColumns = (entry: Omit<FormEntry, 'code'>) => ({
  names: entry.names,
  plural: entry.plural,
  kind: entry.kind,
  counted: entry.counted,
  least_members: entry.leastMembers,
  most_members: entry.mostMembers,
})

/** Adds a form of units. Refuses one that is counted but not owned by its members. */
export async function addForm(ctx: Context, entry: FormEntry): Promise<{ id: string }> {
  await mustChangeLists(ctx)
  refuseIf([...entryFindings(entry), ...formEntryFindings(entry)])
  const id = newId()
  await tables(ctx.db)
    .insertInto('registry.form')
    .values({
      id,
      code: entry.code,
      ...formColumns(entry),
      position: atEnd('registry.form'),
      retired_on: null,
    })
    .execute()
  await note(ctx, { verb: 'form.added', kind: 'form', id })
  return { id }
}

/** Changes a form. Of one in use the nature and whether it is counted stay: figures were made with them. */
export async function changeForm(
  ctx: Context,
  formId: string,
  entry: Omit<FormEntry, 'code'> & { retired: boolean },
): Promise<{ id: string }> {
  await mustChangeLists(ctx)
  const before = (await listForms(ctx.db)).find((one) => one.id === formId)
  if (!before) throw notFound()
  refuseIf([
    ...entryFindings({ code: before.code, names: entry.names }),
    ...formEntryFindings(entry),
    ...((await isFormUsed(ctx.db, before.code)) ? natureFindings(before, entry) : []),
  ])
  await tables(ctx.db)
    .updateTable('registry.form')
    .set({ ...formColumns(entry), retired_on: retiredOn(ctx.today, entry.retired, before.retiredOn) })
    .where('id', '=', formId)
    .execute()
  await note(ctx, {
    verb: 'form.edited',
    kind: 'form',
    id: formId,
    detail: { before: before.names, after: entry.names, retired: entry.retired },
  })
  return { id: formId }
}

function natureFindings(before: FormRow, entry: Pick<Form, 'kind' | 'counted'>): Finding[] {
  const text = msg('Units have this form already, so this stays as it is. Make another form instead.')
  return [
    ...(before.kind === entry.kind ? [] : [finding('/kind', 'used', text)]),
    ...(before.counted === entry.counted ? [] : [finding('/counted', 'used', text)]),
  ]
}

type Entry = { code: string; names: Names }

/** Adds a trade to the list that all places share. */
export async function addTrade(ctx: Context, entry: Entry): Promise<{ id: string }> {
  await mustChangeLists(ctx)
  refuseIf(entryFindings(entry))
  const id = newId()
  await tables(ctx.db)
    .insertInto('registry.trade')
    .values({ id, code: entry.code, names: entry.names, position: atEnd('registry.trade'), retired_on: null })
    .execute()
  await note(ctx, { verb: 'trade.added', kind: 'trade', id })
  return { id }
}

export async function changeTrade(
  ctx: Context,
  tradeId: string,
  { names, retired }: { names: Names; retired: boolean },
): Promise<{ id: string }> {
  await mustChangeLists(ctx)
  const before = await entryOf(ctx, 'registry.trade', tradeId)
  refuseIf(entryFindings({ code: before.code, names }))
  await tables(ctx.db)
    .updateTable('registry.trade')
    .set({ names, retired_on: retiredOn(ctx.today, retired, before.retired_on) })
    .where('id', '=', tradeId)
    .execute()
  await note(ctx, {
    verb: 'trade.edited',
    kind: 'trade',
    id: tradeId,
    detail: { before: before.names, after: names, retired },
  })
  return { id: tradeId }
}

type PostEntry = { names: Names; forms: string[]; singleSeat: boolean }

/** Adds a kind of post, with the forms of unit that have it. */
export async function addPost(ctx: Context, entry: Entry & PostEntry): Promise<{ id: string }> {
  await mustChangeLists(ctx)
  refuseIf([...entryFindings(entry), ...postEntryFindings(entry, await listForms(ctx.db))])
  const id = newId()
  await tables(ctx.db)
    .insertInto('registry.post')
    .values({
      id,
      code: entry.code,
      names: entry.names,
      forms: entry.forms,
      single_seat: entry.singleSeat,
      position: atEnd('registry.post'),
      retired_on: null,
    })
    .execute()
  await note(ctx, { verb: 'post.added', kind: 'post', id })
  return { id }
}

/** Changes a kind of post. Who holds it now keeps it: the rules ask again at the next appointment. */
export async function changePost(
  ctx: Context,
  postId: string,
  entry: PostEntry & { retired: boolean },
): Promise<{ id: string }> {
  await mustChangeLists(ctx)
  const before = await entryOf(ctx, 'registry.post', postId)
  refuseIf([
    ...entryFindings({ code: before.code, names: entry.names }),
    ...postEntryFindings(entry, await listForms(ctx.db)),
  ])
  await tables(ctx.db)
    .updateTable('registry.post')
    .set({
      names: entry.names,
      forms: entry.forms,
      single_seat: entry.singleSeat,
      retired_on: retiredOn(ctx.today, entry.retired, before.retired_on),
    })
    .where('id', '=', postId)
    .execute()
  await note(ctx, {
    verb: 'post.edited',
    kind: 'post',
    id: postId,
    detail: { before: before.names, after: entry.names, retired: entry.retired },
  })
  return { id: postId }
}

async function entryOf(ctx: Context, table: 'registry.trade' | 'registry.post', id: string) {
  const row = await tables(ctx.db)
    .selectFrom(table)
    .select(['code', 'names', 'retired_on'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw notFound()
  return row
}

/** Puts a list into the order of `ids`; entries that are not named follow in the order that they had. */
export async function orderList(ctx: Context, list: List, ids: string[]): Promise<{ list: List }> {
  const { placeId = newId() } = await mustChangeLists(ctx)
  const table = sql.id(list.slice(0, -1))
  await sql`update registry.${table} as entry set position = placed.at from (
    select id, ${positionsBy(ids)} as at
    from registry.${table}) as placed where placed.id = entry.id`.execute(ctx.db)
  await note(ctx, { verb: 'list.ordered', kind: 'list', id: placeId, placeId, detail: { list } })
  return { list }
}
