// The short lists that a programme sets up: trades and posts.
import type { Context } from '../access/context.ts'
import { must } from '../access/rules.ts'
import { newId } from '../base/ids.ts'
import { refuseIf } from '../base/problems.ts'
import type { Names } from '../base/words.ts'
import { note } from '../platform/journal.ts'
import { topPlace } from './queries.ts'
import { entryFindings, type OrganisationKind } from './rules.ts'
import type { RegistryTables } from './tables.ts'

// The lists belong to everybody, so only whoever is responsible for everything changes them.
async function mustSetUp(ctx: Context): Promise<void> {
  const top = await topPlace(ctx.db)
  must(ctx.actor, 'list.change', top ? [top.id] : [])
}

type Entry = { code: string; names: Names }

/** Adds a trade to the list that all places share. */
export async function addTrade(ctx: Context, entry: Entry): Promise<{ id: string }> {
  await mustSetUp(ctx)
  refuseIf(entryFindings(entry))
  const id = newId()
  await ctx.db
    .withTables<RegistryTables>()
    .insertInto('registry.trade')
    .values({ id, code: entry.code, names: entry.names })
    .execute()
  await note(ctx, { verb: 'trade.added', kind: 'trade', id })
  return { id }
}

/** Adds a kind of post, with the kind of unit that has it. */
export async function addPost(
  ctx: Context,
  entry: Entry & { organisationKind: OrganisationKind; singleSeat: boolean },
): Promise<{ id: string }> {
  await mustSetUp(ctx)
  refuseIf(entryFindings(entry))
  const id = newId()
  await ctx.db
    .withTables<RegistryTables>()
    .insertInto('registry.post')
    .values({
      id,
      code: entry.code,
      names: entry.names,
      organisation_kind: entry.organisationKind,
      single_seat: entry.singleSeat,
    })
    .execute()
  await note(ctx, { verb: 'post.added', kind: 'post', id })
  return { id }
}
